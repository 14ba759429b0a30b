'use client';

import { KeepApartDocument, MergePeopleDocument, UndoMergeDocument } from '@yimen/schema/documents';
import { Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import type { Pair } from './pair-page';

interface DialogProps {
  pair: Pair;
  open: boolean;
  onClose: () => void;
  onDecided: () => void;
}

function ReasonField() {
  const t = useTranslations('duplicate');
  return (
    <Form.Item
      name="reason"
      label={t('reason')}
      rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
    >
      <Input autoComplete="off" maxLength={200} placeholder={t('reasonHint')} />
    </Form.Item>
  );
}

/** Makes one of two: which record stays, and why. */
export function MergeDialog({ pair, open, onClose, onDecided }: DialogProps) {
  const t = useTranslations('duplicate');
  const [form] = Form.useForm<{ keepPersonId: string; reason: string }>();
  const merge = useCommand(MergePeopleDocument);
  const submit = (values: { keepPersonId: string; reason: string }) =>
    merge.run({ pairId: pair.id, expectedVersion: pair.version, ...values });
  const done = () => {
    onDecided();
    onClose();
  };
  return (
    <FormDialog
      fresh
      open={open}
      title={t('merge')}
      okText={t('merge')}
      form={form}
      initialValues={{ keepPersonId: pair.records[0]?.person.id }}
      command={merge}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{t('mergeHint')}</p>
      <Form.Item name="keepPersonId" label={t('keep')} rules={[{ required: true }]}>
        <Radio.Group
          vertical
          options={pair.records.map(({ person, household }) => ({
            value: person.id,
            label: `${person.name} · ${person.birthDate} · ${household.code}`,
          }))}
        />
      </Form.Item>
      <ReasonField />
    </FormDialog>
  );
}

const DECISIONS = { differ: KeepApartDocument, undo: UndoMergeDocument } as const;

/** Two people, or two again: why. */
export function DecisionDialog({
  pair,
  decision,
  open,
  onClose,
  onDecided,
}: DialogProps & { decision: 'differ' | 'undo' }) {
  const t = useTranslations('duplicate');
  const [form] = Form.useForm<{ reason: string }>();
  const decide = useCommand<object, { key: string; pairId: string; expectedVersion: number; reason: string }>(
    DECISIONS[decision],
  );
  const submit = ({ reason }: { reason: string }) =>
    decide.run({ pairId: pair.id, expectedVersion: pair.version, reason });
  const done = () => {
    onDecided();
    onClose();
  };
  return (
    <FormDialog
      fresh
      open={open}
      title={t(decision)}
      okText={t(decision)}
      form={form}
      command={decide}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{t(`${decision}Hint`)}</p>
      <ReasonField />
    </FormDialog>
  );
}
