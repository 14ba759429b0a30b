'use client';

import {
  AnswerAuditFindingDocument,
  type AuditFindingPartsFragment,
  HandOverAuditFindingDocument,
  SendBackAuditFindingDocument,
} from '@yimen/schema/documents';
import { App, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, useCommand } from '@/lib/graphql';

export type Settling = 'explain' | 'correct' | 'send_back' | 'hand_over';

interface Words {
  text: string;
  document?: string;
}

interface SettleDialogProps {
  finding: AuditFindingPartsFragment;
  /** What is being done; undefined while the dialog is closed. */
  settling: Settling | undefined;
  onClose: () => void;
  onSettled: () => void;
}

/** Explains a finding, says how it was put right, sends an answer back, or hands the finding over. */
export function SettleDialog({ finding, settling, onClose, onSettled }: SettleDialogProps) {
  const t = useTranslations('selfAudit');
  const { message } = App.useApp();
  const [form] = Form.useForm<Words>();
  const answer = useCommand(AnswerAuditFindingDocument);
  const sendBack = useCommand(SendBackAuditFindingDocument);
  const handOver = useCommand(HandOverAuditFindingDocument);
  const action = settling ?? 'explain';
  const command = action === 'send_back' ? sendBack : action === 'hand_over' ? handOver : answer;
  const submit = ({ text, document = '' }: Words): Promise<object | Failure> => {
    const of = { findingId: finding.id, expectedVersion: finding.version, text };
    if (action === 'send_back') return sendBack.run(of);
    if (action === 'hand_over') return handOver.run({ ...of, document });
    return answer.run({ ...of, document, answer: action });
  };
  const done = () => {
    message.success(t('settled'));
    onClose();
    onSettled();
  };
  return (
    <FormDialog
      fresh
      open={settling !== undefined}
      title={t(`actions.${action}`)}
      form={form}
      command={command}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <Form.Item
        name="text"
        label={t(`texts.${action}`)}
        rules={[{ required: true, whitespace: true, message: t('textMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      {action !== 'send_back' && (
        <Form.Item
          name="document"
          label={t('document')}
          extra={t('documentHint')}
          rules={[{ required: true, whitespace: true, message: t('documentMissing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
