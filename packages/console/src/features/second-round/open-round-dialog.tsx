'use client';

import { OpenSecondRoundDocument, type PackageReviewPartsFragment } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

interface OpenRoundDialogProps {
  review: Pick<PackageReviewPartsFragment, 'id' | 'version'>;
  open: boolean;
  onClose: () => void;
}

/** Brings the family before the meeting again, with the reason; goes on to the case of the next round. */
export function OpenRoundDialog({ review, open, onClose }: OpenRoundDialogProps) {
  const t = useTranslations('reviews');
  const router = useRouter();
  const [form] = Form.useForm<{ reason: string }>();
  const start = useCommand(OpenSecondRoundDocument);
  const submit = ({ reason }: { reason: string }) =>
    start.run({ reviewId: review.id, expectedVersion: review.version, reason });
  return (
    <FormDialog
      open={open}
      title={t('openRound')}
      okText={t('openRound')}
      form={form}
      command={start}
      onSubmit={submit}
      onDone={(next) => {
        onClose();
        router.push(`/cases/${next.id}`);
      }}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('reasonHint')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}
