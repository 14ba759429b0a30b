import { AUDIT_QUESTIONS, type AuditQuestion } from '@yimen/schema';
import type { AuditSummaryQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import styles from './self-audit.module.css';

type Count = AuditSummaryQuery['auditSummary']['questions'][number];

interface QuestionListProps {
  questions: readonly Count[];
  chosen: string | undefined;
  onChoose: (question: string | undefined) => void;
}

/** Every question with how many findings are open, late and answered; choosing one narrows the list. */
export function QuestionList({ questions, chosen, onChoose }: QuestionListProps) {
  const t = useTranslations('selfAudit');
  const b = useBilingual();
  return (
    <ul className={styles.questions}>
      {questions.map(({ question, open, late, answered, handedOver }) => {
        const words = AUDIT_QUESTIONS[question as AuditQuestion];
        const isChosen = question === chosen;
        return (
          <li key={question}>
            <button
              type="button"
              className={styles.question}
              aria-pressed={isChosen}
              data-question={question}
              onClick={() => onChoose(isChosen ? undefined : question)}
            >
              <span className={styles.name}>
                {b(words)}
                <strong>{open}</strong>
              </span>
              <span className="quiet">{b(words.asks)}</span>
              <span className={styles.counts}>
                {late > 0 && <span className="late">{t('late', { count: late })}</span>}
                {answered > 0 && <span>{t('answered', { count: answered })}</span>}
                {handedOver > 0 && <span>{t('handedOver', { count: handedOver })}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
