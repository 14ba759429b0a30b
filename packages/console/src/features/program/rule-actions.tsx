'use client';

import {
  DiscardRuleVersionDocument,
  PublishRuleVersionDocument,
  ReturnRuleVersionDocument,
  type RuleVersionPartsFragment,
  SubmitRuleVersionDocument,
} from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DayPicker } from '@/lib/day-picker';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { useViewer } from '@/lib/viewer';

type OpenVersion = Pick<RuleVersionPartsFragment, 'id' | 'version' | 'number' | 'effectiveFrom' | 'allowedActions'>;

interface RuleActionsProps {
  version: OpenVersion;
  /** Something typed is not saved yet: nothing is handed on. */
  unsaved?: boolean;
  onDone: () => void;
}

/** What may be done with a version that is not published: submit, discard, publish with a date, send back. */
export function RuleActions({ version, unsaved = false, onDone }: RuleActionsProps) {
  const t = useTranslations('rules.actions');
  const [dialog, setDialog] = useState<'publish' | 'return'>();
  const submit = useCommand(SubmitRuleVersionDocument);
  const discard = useCommand(DiscardRuleVersionDocument);
  const input = { versionId: version.id, expectedVersion: version.version };
  const actions = version.allowedActions.map((one) =>
    unsaved && one.allowed ? { ...one, allowed: false, reason: t('saveFirst') } : one,
  );
  const run = async (command: typeof submit) => {
    if (!isFailure(await command.run(input))) onDone();
  };
  const done = () => {
    setDialog(undefined);
    onDone();
  };
  return (
    <div className="stack">
      <div className="row">
        <ActionButton
          action="submit"
          type="primary"
          allowedActions={actions}
          loading={submit.running}
          onClick={() => run(submit)}
        >
          {t('submit')}
        </ActionButton>
        <ActionButton action="publish" type="primary" allowedActions={actions} onClick={() => setDialog('publish')}>
          {t('publish')}
        </ActionButton>
        <ActionButton action="return" allowedActions={actions} onClick={() => setDialog('return')}>
          {t('return')}
        </ActionButton>
        <ActionButton
          action="discard"
          allowedActions={version.allowedActions}
          loading={discard.running}
          onClick={() => run(discard)}
        >
          {t('discard')}
        </ActionButton>
      </div>
      <MutationFailure failure={submit.failure ?? discard.failure} />
      <PublishDialog version={version} open={dialog === 'publish'} onClose={() => setDialog(undefined)} onDone={done} />
      <ReturnDialog version={version} open={dialog === 'return'} onClose={() => setDialog(undefined)} onDone={done} />
    </div>
  );
}

interface DialogProps {
  version: OpenVersion;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

function PublishDialog({ version, open, onClose, onDone }: DialogProps) {
  const t = useTranslations('rules.actions');
  const { today } = useViewer();
  const [form] = Form.useForm<{ effectiveFrom: string }>();
  const publish = useCommand(PublishRuleVersionDocument);
  const send = ({ effectiveFrom }: { effectiveFrom: string }) =>
    publish.run({ versionId: version.id, expectedVersion: version.version, effectiveFrom });
  return (
    <FormDialog
      open={open}
      title={t('publishTitle', { number: version.number })}
      okText={t('publish')}
      form={form}
      initialValues={{ effectiveFrom: version.effectiveFrom ?? today }}
      command={publish}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item
        name="effectiveFrom"
        label={t('effectiveFrom')}
        extra={t('publishHint')}
        rules={[{ required: true, message: t('dayMissing') }]}
      >
        <DayPicker />
      </Form.Item>
    </FormDialog>
  );
}

function ReturnDialog({ version, open, onClose, onDone }: DialogProps) {
  const t = useTranslations('rules.actions');
  const [form] = Form.useForm<{ reason: string }>();
  const giveBack = useCommand(ReturnRuleVersionDocument);
  const send = ({ reason }: { reason: string }) =>
    giveBack.run({ versionId: version.id, expectedVersion: version.version, reason });
  return (
    <FormDialog
      open={open}
      title={t('returnTitle', { number: version.number })}
      okText={t('return')}
      form={form}
      command={giveBack}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
