import { SATISFACTION_OUTCOMES, type SatisfactionOutcome } from '@yimen/schema';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

/** What came of asking, and whether the family complained. */
export function AnswerTag({ answer: { outcome, complaint } }: { answer: { outcome: string; complaint: boolean } }) {
  const t = useTranslations('satisfaction');
  const b = useBilingual();
  return (
    <>
      <Tag color={outcome === 'answered' ? 'success' : 'default'}>
        {b(SATISFACTION_OUTCOMES[outcome as SatisfactionOutcome])}
      </Tag>
      {complaint && <Tag color="warning">{t('complains')}</Tag>}
    </>
  );
}
