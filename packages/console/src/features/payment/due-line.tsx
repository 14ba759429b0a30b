'use client';

import {
  type PaymentSchedulePartsFragment,
  RecordDeliveryDocument,
  ReleaseStageDocument,
  StockToIssueDocument,
} from '@yimen/schema/documents';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { useViewer } from '@/lib/viewer';
import { GoodsLines } from '../stock/goods-lines';

type Due = PaymentSchedulePartsFragment['dues'][number];

/** One month, stage or whole: how much, how it stands, and in words why it is not paid yet. */
export function DueLine({ due, name }: { due: Due; name: string }) {
  const t = useTranslations('payments');
  const stock = useTranslations('stock');
  const release = useCommand(ReleaseStageDocument);
  const [delivering, setDelivering] = useState(false);
  return (
    <li>
      <span>{due.month?.slice(0, 7) ?? due.label ?? due.dueOn}</span>
      {due.cause && <span>{t(`causes.${due.cause}`)}</span>}
      {due.amountFen !== null && <Money fen={due.amountFen} />}
      <StatusTag kind="paymentDue" status={due.status === 'open' && due.batchNumber ? 'underway' : due.status} />
      {due.paidOn && <span>{due.paidOn}</span>}
      {due.account && <span className="quiet">{due.account}</span>}
      {due.batchNumber && <span className="quiet">{due.batchNumber}</span>}
      {due.returnedFor && <span>{t('returnedFor', { reason: due.returnedFor })}</span>}
      {due.problem && <span>{t(`problems.${due.problem}`)}</span>}
      {due.deliveries.map(({ id, deliveredOn, quantity, signedBy, note, goods }) => (
        <span key={id} className="quiet">
          {t('delivered', { day: deliveredOn, quantity, by: signedBy })} {note}
          {goods.map(({ movementId, item, unit, quantity: count, isTakenBack }) => (
            <span key={movementId}>
              {' '}
              {stock('goodsLine', { item, unit, count })} {isTakenBack && stock('isTakenBack')}
            </span>
          ))}
        </span>
      ))}
      <ActionButton
        size="small"
        action="release"
        allowedActions={due.allowedActions}
        loading={release.running}
        onClick={() => release.run({ dueId: due.id })}
      >
        {t('release')}
      </ActionButton>
      <ActionButton
        size="small"
        action="deliver"
        allowedActions={due.allowedActions}
        onClick={() => setDelivering(true)}
      >
        {t('deliver')}
      </ActionButton>
      <MutationFailure failure={release.failure} onClose={() => release.setFailure(undefined)} />
      {delivering && <DeliverDialog due={due} name={name} onClose={() => setDelivering(false)} />}
    </li>
  );
}

interface DeliverValues {
  on: string;
  quantity: number;
  signedBy: string;
  note?: string;
  completes: boolean;
  goods?: { itemId: string; quantity: number }[];
}

function DeliverDialog({ due, name, onClose }: { due: Due; name: string; onClose: () => void }) {
  const t = useTranslations('payments');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const stock = useTranslations('stock');
  const [{ data }] = useQuery({ query: StockToIssueDocument });
  const hasStock = Boolean(data?.stock.length);
  const [form] = Form.useForm<DeliverValues>();
  const deliver = useCommand(RecordDeliveryDocument);
  const submit = (values: DeliverValues) => deliver.run({ dueId: due.id, ...values });
  return (
    <FormDialog
      open
      fresh
      title={t('deliverOf', { name })}
      okText={t('deliver')}
      form={form}
      initialValues={{ on: today, quantity: 1, completes: true }}
      command={deliver}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="signedBy" label={t('signedBy')} rules={[{ required: true, message: t('signedByMissing') }]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="on" label={t('deliveredOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="quantity" label={t('quantity')}>
        <InputNumber precision={0} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {hasStock && (
        <>
          <h3>{stock('fromStock')}</h3>
          <p className="quiet">{stock('fromStockHint')}</p>
          <GoodsLines name="goods" atLeast={0} />
        </>
      )}
      <Form.Item name="completes" valuePropName="checked">
        <Checkbox>{t('completes')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
