'use client';

import {
  CancelExitDocument,
  ChangeAmountDocument,
  EndPaymentsDocument,
  KeepAmountDocument,
  type PaymentSchedulePartsFragment,
  ResumePaymentsDocument,
  SuspendPaymentsDocument,
} from '@yimen/schema/documents';
import { Form, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EndDialog } from '@/features/registry/end-dialog';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import { ReasonDialog } from './reason-dialog';
import { StagesDialog } from './stages-dialog';

type Schedule = PaymentSchedulePartsFragment;

/** Why months wait, or until when the aid still goes on. */
export function WhyItWaits({ schedule }: { schedule: Schedule }) {
  const t = useTranslations('payments');
  const b = useBilingual();
  const { reason, suspendedFrom, exitFrom, exitUntil, askedFen, askedBy } = schedule;
  if (askedFen !== null && askedBy === 'recalculation') {
    return <p>{t.rich('recalculated', { amount: () => <Money fen={askedFen} /> })}</p>;
  }
  if (askedFen !== null) {
    return <p>{askedFen === 0 ? t('askedEnd') : t.rich('askedAmount', { amount: () => <Money fen={askedFen} /> })}</p>;
  }
  if (reason) {
    const from = suspendedFrom?.slice(0, 7);
    return <p>{from ? t('waitsFrom', { from, reason: b(reason) }) : t('suspendedFor', { reason: b(reason) })}</p>;
  }
  if (!exitFrom || !exitUntil) return null;
  return <p>{t('exit', { from: exitFrom.slice(0, 7), until: exitUntil.slice(0, 7) })}</p>;
}

/** What its department may do with a schedule; `name`: whose it is, where several stand on a page. */
export function ScheduleActions({ schedule, name }: { schedule: Schedule; name?: string | null }) {
  const t = useTranslations('payments');
  const suspend = useCommand(SuspendPaymentsDocument);
  const cancelExit = useCommand(CancelExitDocument);
  const end = useCommand(EndPaymentsDocument);
  const changeAmount = useCommand(ChangeAmountDocument);
  const keepAmount = useCommand(KeepAmountDocument);
  const [dialog, setDialog] = useState<'change' | 'keep' | 'suspend' | 'resume' | 'end' | 'stages'>();
  const of = { scheduleId: schedule.id, expectedVersion: schedule.version };
  const isRecalculated = schedule.askedBy === 'recalculation';
  const close = () => setDialog(undefined);
  const button = (action: string, label: string, onClick: () => void, loading = false) => (
    <ActionButton
      size="small"
      action={action}
      allowedActions={schedule.allowedActions}
      aria-label={name ? t('actionOf', { action: label, name }) : undefined}
      loading={loading}
      onClick={onClick}
    >
      {label}
    </ActionButton>
  );
  return (
    <>
      <MutationFailure failure={cancelExit.failure} onClose={() => cancelExit.setFailure(undefined)} />
      <MutationFailure failure={changeAmount.failure} onClose={() => changeAmount.setFailure(undefined)} />
      <div className="row">
        {isRecalculated
          ? button('change_amount', t('changeToRecalculated'), () => setDialog('change'))
          : button('change_amount', t('changeAmount'), () => changeAmount.run(of), changeAmount.running)}
        {button('keep_amount', t('keepAmount'), () => setDialog('keep'))}
        {button('resume', t('resume'), () => setDialog('resume'))}
        {button('cancel_exit', t('cancelExit'), () => cancelExit.run(of), cancelExit.running)}
        {button('suspend', t('suspend'), () => setDialog('suspend'))}
        {button('end', t('end'), () => setDialog('end'))}
        {button('plan_stages', t('planStages'), () => setDialog('stages'))}
      </div>
      {dialog === 'change' && (
        <ReasonDialog
          title={t('changeToRecalculated')}
          hint={t('changeAmountHint')}
          command={changeAmount}
          run={(reason) => changeAmount.run({ ...of, reason })}
          onClose={close}
        />
      )}
      {dialog === 'keep' && (
        <ReasonDialog
          title={t('keepAmount')}
          hint={t('keepAmountHint')}
          command={keepAmount}
          run={(reason) => keepAmount.run({ ...of, reason })}
          onClose={close}
        />
      )}
      {dialog === 'suspend' && (
        <ReasonDialog
          title={t('suspend')}
          hint={t('suspendHint')}
          command={suspend}
          run={(reason) => suspend.run({ ...of, reason })}
          onClose={close}
        />
      )}
      {dialog === 'resume' && <ResumeDialog of={of} onClose={close} />}
      {dialog === 'end' && (
        <EndDialog
          title={t('end')}
          okText={t('end')}
          hint={t('endHint')}
          command={end}
          run={(values) => end.run({ ...of, ...values })}
          onClose={close}
        />
      )}
      {dialog === 'stages' && <StagesDialog schedule={schedule} onClose={close} />}
    </>
  );
}

interface DecideProps {
  of: { scheduleId: string; expectedVersion: number };
  onClose: () => void;
}

/** Pays on; the months that waited are paid too, or not. */
function ResumeDialog({ of, onClose }: DecideProps) {
  const t = useTranslations('payments');
  const [form] = Form.useForm<{ paysMissed: boolean }>();
  const resume = useCommand(ResumePaymentsDocument);
  const submit = async (values: { paysMissed: boolean }) => {
    const result = await resume.run({ ...of, ...values });
    if (isFailure(result)) resume.setFailure(placeProblems(form, result));
    else onClose();
  };
  return (
    <FormDialog
      open
      fresh
      title={t('resume')}
      okText={t('resume')}
      form={form}
      running={resume.running}
      failure={resume.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="paysMissed" label={t('missed')} rules={[{ required: true, message: t('missedMissing') }]}>
        <Radio.Group
          options={[
            { value: true, label: t('missedPaid') },
            { value: false, label: t('missedNotPaid') },
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}
