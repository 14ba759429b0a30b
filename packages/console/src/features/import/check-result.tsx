'use client';

import { type ImportHeadFragment, StartImportDocument } from '@yimen/schema/documents';
import { Alert, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { DiscardButton } from './discard-button';
import styles from './import.module.css';
import { ProblemList } from './problem-list';

const KINDS = ['fresh', 'changed', 'known', 'errors', 'duplicates', 'notes'] as const;
const KINDS_OF_LIST = ['fresh', 'changed', 'known', 'ended', 'unregistered', 'errors', 'notes'] as const;

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
  const left = counts.errors + counts.duplicates;
  const run = async () => {
    const result = await start.run({ importId: file.id, expectedVersion: file.version });
    if (!isFailure(result)) onDone();
  };
  return (
    <div className="stack">
      <section className="stack" aria-label={t('checkTitle')}>
        <h2>{t('checkTitle')}</h2>
        <Counts file={file} />
      </section>
      {counts.ended > 0 && <Alert type="warning" showIcon title={t('endedHint', { count: counts.ended })} />}
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      <div className="row">
        {counts.planned > 0 ? (
          <ActionButton
            type="primary"
            size="large"
            action="start"
            allowedActions={file.allowedActions}
            loading={start.running}
            onClick={run}
          >
            {t('start', { rows: number.format(counts.planned) })}
          </ActionButton>
        ) : (
          <strong>{t('nothing')}</strong>
        )}
        <Button size="large" onClick={onRemap}>
          {t('remap')}
        </Button>
        <DiscardButton file={file} onDone={onDone} />
        {left > 0 && counts.planned > 0 && (
          <span className="quiet">{t('startHint', { left: number.format(left) })}</span>
        )}
      </div>
      <ProblemList file={file} />
    </div>
  );
}

/** How many rows come to what. */
export function Counts({ file: { kind, counts } }: { file: ImportHeadFragment }) {
  const t = useTranslations('imports');
  const number = new Intl.NumberFormat(useLocale());
  if (!counts) return null;
  return (
    <dl className={styles.counts}>
      {(kind === 'lists' ? KINDS_OF_LIST : KINDS).map((one) => (
        <div key={one} className={styles.count} data-kind={one}>
          <dt>{t(`counts.${one}`)}</dt>
          <dd data-testid={`count-${one}`}>{number.format(counts[one])}</dd>
          <dd className="quiet">{t(`countsHint.${one}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
