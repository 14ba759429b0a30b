'use client';

import type { CaseDossierPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { useDepartmentColor } from '@/lib/department';
import { useVocabulary } from '@/lib/vocabulary';
import { useDifficultyName } from '../intake/difficulty-name';
import { TaskList } from '../today/task-list';
import styles from './case.module.css';

/** What happened, what is to be done, and the timeline of all departments. */
export function DossierStory({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  const open = dossier.tasks.filter(({ status }) => status === 'open');
  const done = dossier.tasks.filter(({ status }) => status !== 'open');
  return (
    <section className="stack" aria-label={t('story')}>
      <StorySummary dossier={dossier} />
      {dossier.tasks.length > 0 && (
        <div className="stack">
          <h2>{t('tasks')}</h2>
          {open.length > 0 && <TaskList tasks={open} withoutCase />}
          {done.length > 0 && (
            <details className={styles.done}>
              <summary>{t('tasksDone', { count: done.length })}</summary>
              <TaskList tasks={done} withoutCase />
            </details>
          )}
        </div>
      )}
      <div className="paper">
        <h2>{t('timeline')}</h2>
        <Timeline entries={dossier.timeline} />
      </div>
    </section>
  );
}

export function StorySummary({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  const { channel } = useVocabulary();
  const difficultyName = useDifficultyName();
  const { need } = dossier;
  return (
    <div className="paper">
      <h2>{difficultyName(need.difficulty)}</h2>
      <p className={styles.what}>{need.whatHappened}</p>
      <p className="quiet">
        {t('since', { date: need.since })} · {t('requested', { date: dossier.requestedOn })} ·{' '}
        {channel(dossier.channel)}
      </p>
    </div>
  );
}

function Timeline({ entries }: { entries: CaseDossierPartsFragment['timeline'] }) {
  const b = useBilingual();
  const colorOf = useDepartmentColor();
  const latestFirst = [...entries].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <ol className={styles.timeline}>
      {latestFirst.map((entry) => (
        <li
          key={`${entry.at} ${entry.kind} ${entry.text.zh}`}
          style={{ borderColor: entry.departmentCode ? colorOf(entry.departmentCode) : undefined }}
        >
          <div>{b(entry.text)}</div>
          <div className="quiet">
            <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>
            {entry.actorName && ` · ${entry.actorName}`}
          </div>
        </li>
      ))}
    </ol>
  );
}
