'use client';

import { type CaseDossierPartsFragment, RequestMeetingDocument } from '@yimen/schema/documents';
import { App, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { Deadline } from '../today/deadline';

interface DialogProps {
  dossier: CaseDossierPartsFragment;
  open: boolean;
  onClose: () => void;
}

/** Asks for a meeting about the case, with the reason. */
export function RequestMeetingDialog({ dossier, open, onClose }: DialogProps) {
  const t = useTranslations('case');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const request = useCommand(RequestMeetingDocument);
  const submit = ({ reason }: { reason: string }) => request.run({ caseId: dossier.id, reason });
  const done = () => {
    message.success(t('meetingRequested'));
    onClose();
  };
  return (
    <FormDialog
      fresh
      open={open}
      title={t('requestMeeting')}
      okText={t('confirmRequestMeeting')}
      form={form}
      command={request}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('requestReason')}
        extra={t('requestMeetingHint')}
        rules={[{ required: true, whitespace: true, message: t('requestReasonMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}

/** Who asked for a meeting, who has to hold it, and by when. */
export function MeetingRequestLine({ dossier: { meetingRequest } }: Pick<DialogProps, 'dossier'>) {
  const t = useTranslations('case');
  const b = useBilingual();
  if (!meetingRequest) return null;
  const { unit, requestedBy, requestedOn, reason, chair, heldAt } = meetingRequest;
  return (
    <p className="row" data-testid="meeting-request">
      <span>{t('meetingAskedFor', { unit: b(unit), name: requestedBy.name, on: requestedOn, reason })}</span>
      <span className="quiet">{t(heldAt ? 'meetingHeld' : 'meetingBy', { chair: chair.name })}</span>
      {!heldAt && <Deadline {...meetingRequest} />}
    </p>
  );
}
