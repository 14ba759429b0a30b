'use client';

import { Checkbox, Form, Input, Tag } from 'antd';
import { useTranslations } from 'next-intl';

const SHANGHAI_MS = 8 * 3_600_000;
const STEP_MS = 5 * 60_000;

/** Half of the minutes that are allowed from now, on the next five, as YYYY-MM-DDTHH:mm in Asia/Shanghai. */
export function emergencyTime(withinMinutes: number, now: number): string {
  const at = Math.ceil((now + (withinMinutes / 2) * 60_000) / STEP_MS) * STEP_MS;
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 16);
}

export function EmergencyTag() {
  const t = useTranslations('meetings');
  return <Tag color="error">{t('emergency')}</Tag>;
}

interface EmergencyFieldsProps {
  emergency: boolean;
  withinMinutes: number;
  onChange: (emergency: boolean) => void;
}

/** Calls the meeting within the hour, with the reason that stands in its minutes. */
export function EmergencyFields({ emergency, withinMinutes, onChange }: EmergencyFieldsProps) {
  const t = useTranslations('meetings');
  return (
    <div>
      <Checkbox checked={emergency} onChange={({ target }) => onChange(target.checked)}>
        {t('emergencySession', { minutes: withinMinutes })}
      </Checkbox>
      {emergency && (
        <Form.Item
          name="emergencyReason"
          label={t('emergencyReason')}
          extra={t('emergencyHint')}
          rules={[{ required: true, whitespace: true, message: t('emergencyReasonMissing') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} />
        </Form.Item>
      )}
    </div>
  );
}
