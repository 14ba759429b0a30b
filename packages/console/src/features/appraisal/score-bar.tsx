import { useTranslations } from 'next-intl';
import styles from './appraisal.module.css';

/** Points of 100 as a bar with the number beside it. */
export function ScoreBar({ points }: { points: number | null }) {
  const t = useTranslations('appraisal');
  if (points === null) return <span className="quiet">{t('unscored')}</span>;
  return (
    <span className={styles.score} data-points={points}>
      <span className={styles.track} aria-hidden>
        <span className={styles.filled} style={{ width: `${points}%` }} />
      </span>
      <strong>{t('points', { points })}</strong>
    </span>
  );
}
