'use client';

import { OpenSecondRoundDocument, type PackageReviewPartsFragment } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, isFailure, placeProblems, useCommand } from '@/lib/graphql';

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
  const submit = async ({ reason }: { reason: string }) => {
    const result = await start.run({ reviewId: review.id, expectedVersion: review.version, reason });
    if (isFailure(result)) return start.setFailure(placeProblems<Failure>(form, result));
    onClose();
    router.push(`/cases/${result.id}`);
  };
  return (
    <FormDialog
      open={open}
      title={t('openRound')}
      okText={t('openRound')}
      form={form}
      running={start.running}
      failure={start.failure}
      onSubmit={submit}
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
