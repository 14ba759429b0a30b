'use client';

import { PauseMeetingDocument, ResumeMeetingDocument } from '@yimen/schema/documents';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { MutationFailure, useCommand } from '@/lib/graphql';
import type { MeetingView } from './meeting-page';

/** That the meeting is paused, and why; the chair pauses and resumes it. */
export function Pause({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const [asking, setAsking] = useState(false);
  const resume = useCommand(ResumeMeetingDocument);
  const may = (name: string) => meeting.allowedActions.some(({ action, allowed }) => action === name && allowed);
  const { id: meetingId, version: expectedVersion } = meeting;
  return (
    <>
      {meeting.status === 'paused' && (
        <Alert
          type="warning"
          showIcon
          data-testid="paused"
          title={t('paused', { reason: meeting.pauseReason ?? '' })}
          description={t('pausedHint')}
        />
      )}
      {may('resume') && (
        <Button
          type="primary"
          size="large"
          block
          loading={resume.running}
          onClick={() => resume.run({ meetingId, expectedVersion })}
        >
          {t('resume')}
        </Button>
      )}
      {may('pause') && (
        <div className="row">
          <Button size="small" onClick={() => setAsking(true)}>
            {t('pause')}
          </Button>
        </div>
      )}
      <MutationFailure failure={resume.failure} onClose={() => resume.setFailure(undefined)} />
      {asking && <PauseDialog meeting={meeting} onClose={() => setAsking(false)} />}
    </>
  );
}

function PauseDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<{ reason: string }>();
  const pause = useCommand(PauseMeetingDocument);
  const submit = ({ reason }: { reason: string }) =>
    pause.run({ meetingId: meeting.id, expectedVersion: meeting.version, reason });
  return (
    <FormDialog
      open
      title={t('pause')}
      okText={t('pause')}
      form={form}
      command={pause}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('pauseReason')}
        extra={t('pauseHint')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
