'use client';

import type { RegisterOverviewQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useLevelName } from './level-words';

/** Where recorded facts say something else than the register; nothing where they agree. */
export function DifferencesSection({ differences }: Pick<DifferencesProps, 'differences'>) {
  const t = useTranslations('register');
  const levelName = useLevelName();
  const found = differences.filter(({ registerOnly, factsOnly }) => registerOnly + factsOnly > 0);
  if (found.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="differences">
      <h2 id="differences">{t('differences')}</h2>
      <ul className="plain-list">
        {found.map(({ level, registerOnly, factsOnly }) => (
          <li key={level}>{t('difference', { level: levelName(level), registerOnly, factsOnly })}</li>
        ))}
      </ul>
    </section>
  );
}

interface DifferencesProps {
  differences: RegisterOverviewQuery['registerDifferences'];
}
