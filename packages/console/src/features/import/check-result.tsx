'use client';

import { type ImportHeadFragment, StartImportDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { DiscardButton } from './discard-button';
import styles from './import.module.css';
import { ProblemList } from './problem-list';

const KINDS = ['fresh', 'changed', 'known', 'errors', 'duplicates', 'notes'] as const;

interface Props {
  file: ImportHeadFragment;
  onDone: () => void;
  onRemap: () => void;
}

/** What the file comes to before anything is written; the one next step is to write the good rows. */
export function CheckResult({ file, onDone, onRemap }: Props) {
  const t = useTranslations('imports');
  const number = new Intl.NumberFormat(useLocale());
  const start = useCommand(StartImportDocument);
  const { counts } = file;
  if (!counts) return null;
  const good = counts.fresh + counts.changed;
  const left = counts.errors + counts.duplicates;
  const run = async () => {
    const result = await start.run({ importId: file.id, expectedVersion: file.version });
    if (!isFailure(result)) onDone();
  };
  return (
    <div className="stack">
      <section aria-label={t('checkTitle')}>
        <h2>{t('checkTitle')}</h2>
        <Counts counts={counts} />
      </section>
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      <div className="row">
        {good > 0 ? (
          <ActionButton
            type="primary"
            size="large"
            action="start"
            allowedActions={file.allowedActions}
            loading={start.running}
            onClick={run}
          >
            {t('start', { rows: number.format(good) })}
          </ActionButton>
        ) : (
          <strong>{t('nothing')}</strong>
        )}
        <Button size="large" onClick={onRemap}>
          {t('remap')}
        </Button>
        <DiscardButton file={file} onDone={onDone} />
        {left > 0 && good > 0 && <span className="quiet">{t('startHint', { left: number.format(left) })}</span>}
      </div>
      <ProblemList file={file} />
    </div>
  );
}

/** How many rows come to what. */
export function Counts({ counts }: { counts: NonNullable<ImportHeadFragment['counts']> }) {
  const t = useTranslations('imports');
  const number = new Intl.NumberFormat(useLocale());
  return (
    <dl className={styles.counts}>
      {KINDS.map((kind) => (
        <div key={kind} className={styles.count} data-kind={kind}>
          <dt>{t(`counts.${kind}`)}</dt>
          <dd data-testid={`count-${kind}`}>{number.format(counts[kind])}</dd>
          <dd className="quiet">{t(`countsHint.${kind}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
