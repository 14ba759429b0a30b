'use client';

import { RecuseDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import type { AgendaItemView, MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

const GROUNDS = ['kin', 'same_village', 'own_recommendation', 'other'] as const;

interface RecusalsProps {
  meeting: MeetingView;
  item: AgendaItemView;
}

interface RecuseValues {
  staffId: string;
  ground: string;
  reason: string;
  presiderId?: string;
}

/** Who stands aside from the item, who should as the records tell, and the button to declare it. */
export function Recusals({ meeting, item }: RecusalsProps) {
  const t = useTranslations('meetings');
  const [asked, setAsked] = useState<Partial<RecuseValues>>();
  const { staff } = useViewer();
  const may = (name: string) => item.allowedActions.some(({ action, allowed }) => action === name && allowed);
  const forOthers = may('record_for_others');
  const declares = may('recuse') || forOthers;
  return (
    <div data-testid="recusals">
      {item.recusals.length > 0 && (
        <ul className={styles.voices}>
          {item.recusals.map((one) => (
            <li key={one.staff.id}>
              <strong>{one.staff.name}</strong> {t('standsAside')} {t(`grounds.${one.ground}`)}
              <div className="quiet">{one.reason}</div>
            </li>
          ))}
        </ul>
      )}
      {item.proposedRecusals.map((one) => (
        <p key={one.staff.id} className={styles.broken}>
          {t('shouldStandAside', { name: one.staff.name, ground: t(`grounds.${one.ground}`) })}{' '}
          {declares && (
            <Button size="small" onClick={() => setAsked({ staffId: one.staff.id, ground: one.ground })}>
              {t('recuse')}
            </Button>
          )}
        </p>
      ))}
      {declares && (
        <Button type="link" size="small" onClick={() => setAsked({ staffId: staff.id })}>
          {t('declareRecusal')}
        </Button>
      )}
      {asked && (
        <RecuseDialog
          meeting={meeting}
          item={item}
          forOthers={forOthers}
          asked={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

interface RecuseDialogProps extends RecusalsProps {
  forOthers: boolean;
  asked: Partial<RecuseValues>;
  onClose: () => void;
}

function RecuseDialog({ meeting, item, forOthers, asked, onClose }: RecuseDialogProps) {
  const t = useTranslations('meetings');
  const common = useTranslations('common.actions');
  const [form] = Form.useForm<RecuseValues>();
  const recuse = useCommand(RecuseDocument);
  const { staff } = useViewer();
  const who = Form.useWatch('staffId', form);
  const submit = async (values: RecuseValues) => {
    const staffId = values.staffId === staff.id ? undefined : values.staffId;
    const result = await recuse.run({ ...values, staffId, itemId: item.id });
    if (!isFailure(result)) return onClose();
    recuse.setFailure(placeProblems<Failure>(form, result));
  };
  return (
    <Modal
      open
      title={t('declareRecusal')}
      okText={t('confirmRecusal')}
      cancelText={common('cancel')}
      confirmLoading={recuse.running}
      afterOpenChange={(shown) => shown && form.getFieldInstance('reason')?.focus()}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form name="recuse" form={form} layout="vertical" initialValues={asked} onFinish={submit}>
        <Form.Item name="staffId" label={t('whoStandsAside')}>
          <Select
            disabled={!forOthers}
            options={meeting.members.map((member) => ({ value: member.staff.id, label: member.staff.name }))}
          />
        </Form.Item>
        <Form.Item name="ground" label={t('ground')} rules={[{ required: true, message: t('groundMissing') }]}>
          <Select options={GROUNDS.map((ground) => ({ value: ground, label: t(`grounds.${ground}`) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('recusalReason')}
          extra={t('recusalHint')}
          rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {who === item.presider.id && (
          <Form.Item name="presiderId" label={t('presiderInstead')} extra={t('presiderInsteadHint')}>
            <Select
              allowClear
              options={meeting.members
                .filter(({ staff: one, present, standsFor }) => present && !standsFor && one.id !== who)
                .map((member) => ({ value: member.staff.id, label: member.staff.name }))}
            />
          </Form.Item>
        )}
        <MutationFailure failure={recuse.failure} />
      </Form>
    </Modal>
  );
}
