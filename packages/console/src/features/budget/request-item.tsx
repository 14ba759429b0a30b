'use client';

import { BUDGET_REQUESTS, type BudgetRequestKind } from '@yimen/schema';
import {
  type BudgetRequestPartsFragment,
  DecideBudgetRequestDocument,
  WithdrawBudgetRequestDocument,
} from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { Deadline } from '../today/deadline';
import styles from './budget.module.css';

interface RequestItemProps {
  request: BudgetRequestPartsFragment;
  /** Told what came of it. */
  onDone: (text: string) => void;
}

/** A change that was asked for: what, why, by whom, and the decision where one may take it. */
export function RequestItem({ request, onDone }: RequestItemProps) {
  const b = useBilingual();
  const name = `${b(BUDGET_REQUESTS[request.kind as BudgetRequestKind])} ${b(request.lineLabel)}`;
  return (
    <li className={styles.request} data-request={request.kind}>
      <div className={styles.head}>
        <h3>
          {b(BUDGET_REQUESTS[request.kind as BudgetRequestKind])} <HowMuch request={request} />{' '}
          <Link href={`/budgets/${request.lineId}`}>{b(request.lineLabel)}</Link>
        </h3>
        <StatusTag kind="budgetRequest" status={request.status} />
      </div>
      <div>
        {request.reason} <span className="quiet">{request.document}</span>
      </div>
      <Signatures request={request} />
      <Decision request={request} name={name} onDone={onDone} />
    </li>
  );
}

function HowMuch({ request }: { request: BudgetRequestPartsFragment }) {
  const t = useTranslations('budget');
  const b = useBilingual();
  const { amountFen, doneFen, places, toLineLabel, township, asFarAsFree, status } = request;
  return (
    <>
      {amountFen !== null && <Money fen={amountFen} />}
      {places !== null && (places > 0 ? `+${places}` : places)}
      {toLineLabel && ` ${t('into', { line: b(toLineLabel) })}`}
      {township && ` ${b(township)}`}
      {asFarAsFree && status === 'open' && ` ${t('upTo')}`}
      {doneFen !== null && doneFen !== amountFen && (
        <> ({t.rich('doneLess', { amount: () => <Money fen={doneFen} /> })})</>
      )}
    </>
  );
}

function Signatures({ request }: { request: BudgetRequestPartsFragment }) {
  const t = useTranslations('budget');
  const { requestedBy, requestedAt, decidedBy, decidedAt, status, note } = request;
  return (
    <div className="quiet">
      {t('askedBy', { name: requestedBy, at: formatDateTime(requestedAt) })}
      {status === 'open' ? (
        <>
          {' · '}
          {t('waitsFor', { approver: t(`approver.${request.approver}`) })} <Deadline {...request} />
        </>
      ) : (
        decidedBy &&
        decidedAt &&
        ` · ${t(status === 'withdrawn' ? 'withdrawnBy' : 'decidedBy', { name: decidedBy, at: formatDateTime(decidedAt) })}`
      )}
      {note && ` · ${note}`}
    </div>
  );
}

function Decision({ request, name, onDone }: RequestItemProps & { name: string }) {
  const t = useTranslations('budget');
  const approve = useCommand(DecideBudgetRequestDocument);
  const withdraw = useCommand(WithdrawBudgetRequestDocument);
  const [refusing, setRefusing] = useState(false);
  const { id: requestId, version: expectedVersion, allowedActions } = request;
  if (allowedActions.length === 0) return null;
  const act = async (outcome: 'approved' | 'withdrawn') => {
    const result =
      outcome === 'approved'
        ? await approve.run({ requestId, expectedVersion, outcome: 'approve' })
        : await withdraw.run({ requestId, expectedVersion });
    if (!isFailure(result)) onDone(t(`told.${outcome}`, { name }));
  };
  return (
    <>
      <div className="row">
        <ActionButton
          action="decide"
          type="primary"
          size="small"
          allowedActions={allowedActions}
          aria-label={`${t('approve')} ${name}`}
          loading={approve.running}
          onClick={() => act('approved')}
        >
          {t('approve')}
        </ActionButton>
        <ActionButton
          action="decide"
          size="small"
          allowedActions={allowedActions}
          aria-label={t('refuseOf', { name })}
          onClick={() => setRefusing(true)}
        >
          {t('refuse')}
        </ActionButton>
        <ActionButton
          action="withdraw"
          size="small"
          allowedActions={allowedActions}
          aria-label={`${t('withdraw')} ${name}`}
          loading={withdraw.running}
          onClick={() => act('withdrawn')}
        >
          {t('withdraw')}
        </ActionButton>
      </div>
      <MutationFailure failure={approve.failure ?? withdraw.failure} />
      {refusing && (
        <RefuseDialog
          request={request}
          name={name}
          onClose={() => setRefusing(false)}
          onDone={() => {
            setRefusing(false);
            onDone(t('told.refused', { name }));
          }}
        />
      )}
    </>
  );
}

interface RefuseDialogProps {
  request: BudgetRequestPartsFragment;
  name: string;
  onClose: () => void;
  onDone: () => void;
}

function RefuseDialog({ request, name, onClose, onDone }: RefuseDialogProps) {
  const t = useTranslations('budget');
  const [form] = Form.useForm<{ note: string }>();
  const refuse = useCommand(DecideBudgetRequestDocument);
  const submit = async ({ note }: { note: string }) => {
    const { id: requestId, version: expectedVersion } = request;
    const result = await refuse.run({ requestId, expectedVersion, outcome: 'refuse', note });
    if (isFailure(result)) refuse.setFailure(placeProblems(form, result));
    else onDone();
  };
  return (
    <FormDialog
      open
      fresh
      title={t('refuseOf', { name })}
      okText={t('refuse')}
      form={form}
      running={refuse.running}
      failure={refuse.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="note" label={t('note')} rules={[{ required: true, whitespace: true, message: t('missing') }]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
