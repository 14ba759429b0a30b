'use client';

import { CaseRemediesDocument, type CaseRemediesQuery, ChooseRemediesDocument } from '@yimen/schema/documents';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { RecoveriesTable } from './recoveries-page';
import styles from './recovery.module.css';

type File = NonNullable<CaseRemediesQuery['case']>;
type Remedy = File['remedies'][number];
type Choice = Pick<Remedy, 'id' | 'kind' | 'months' | 'percent' | 'firstDueOn' | 'reason'>;

const CONTEXT = { additionalTypenames: ['RemedyChoice', 'Recovery', 'Case', 'AidPackage'] };

/** What a round decides about over- and underpayment, and what of the case comes back; nothing where neither is. */
export function RemediesPanel({ caseId }: { caseId: string }) {
  const [query, reload] = useQuery({ query: CaseRemediesDocument, variables: { caseId }, context: CONTEXT });
  const file = query.data?.case;
  if (!file) return null;
  const version = file.package?.version ?? 0;
  return (
    <>
      {file.remedies.length > 0 && (
        <Remedies key={version} file={file} onSaved={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {file.recoveries.length > 0 && <Claims file={file} />}
    </>
  );
}

function Claims({ file }: { file: File }) {
  const t = useTranslations('recovery');
  return (
    <section className="paper stack" aria-labelledby="claims">
      <h2 id="claims">{t('section')}</h2>
      <RecoveriesTable rows={file.recoveries} />
    </section>
  );
}

function Remedies({ file, onSaved }: { file: File; onSaved: () => void }) {
  const t = useTranslations('recovery');
  const { message } = App.useApp();
  const choose = useCommand(ChooseRemediesDocument);
  const [changed, setChanged] = useState<ReadonlyMap<string, Choice>>(new Map());
  const open = file.remedies.some(({ status }) => status === 'proposed');
  const mayChoose =
    open && (file.package?.allowedActions.some(({ action, allowed }) => action === 'compose' && allowed) ?? false);
  const save = async () => {
    const remedies = [...changed.values()].map(({ id, kind, months, percent, firstDueOn, reason }) => ({
      id,
      kind,
      months: kind === 'instalments' ? months : null,
      percent: kind === 'set_off' ? percent : null,
      firstDueOn,
      reason,
    }));
    const input = { caseId: file.id, expectedVersion: file.package?.version ?? 0, remedies };
    if (isFailure(await choose.run(input))) return;
    message.success(t('saved'));
    setChanged(new Map());
    onSaved();
  };
  return (
    <section className="paper stack" aria-labelledby="remedies" data-testid="remedies">
      <h2 id="remedies">{t('remedies')}</h2>
      {open && <p className="quiet">{t('remediesHint')}</p>}
      {file.remedies.map((remedy) => (
        <RemedyLine
          key={remedy.id}
          remedy={remedy}
          choice={changed.get(remedy.id) ?? remedy}
          mayChoose={mayChoose && remedy.status === 'proposed'}
          onChange={(choice) => setChanged(new Map(changed).set(remedy.id, choice))}
        />
      ))}
      <MutationFailure failure={choose.failure} onClose={() => choose.setFailure(undefined)} />
      {changed.size > 0 && (
        <div className="row">
          <Button type="primary" loading={choose.running} onClick={save}>
            {t('save')}
          </Button>
          <span className="quiet">{t('changed')}</span>
        </div>
      )}
    </section>
  );
}

interface RemedyLineProps {
  remedy: Remedy;
  choice: Choice;
  mayChoose: boolean;
  onChange: (choice: Choice) => void;
}

function RemedyLine({ remedy, choice, mayChoose, onChange }: RemedyLineProps) {
  const t = useTranslations('recovery');
  const b = useBilingual();
  const { program, direction, amountFen, claimId, status } = remedy;
  const words = claimId ? 'restOf' : direction === 'over' ? 'overOf' : 'underOf';
  return (
    <div className="stack" data-program={program.code}>
      <div className="row">
        <strong>{b(program.name)}</strong>
        <span>{t.rich(words, { money: () => <Money fen={amountFen} /> })}</span>
        {status !== 'proposed' && (
          <span className="quiet">{t(status === 'adopted' ? 'decided' : 'refusedRemedy')}</span>
        )}
      </div>
      {mayChoose ? <Terms remedy={remedy} choice={choice} onChange={onChange} /> : <Chosen choice={choice} />}
      {choice.kind === 'instalments' && (choice.months ?? 1) > 1 && (
        <span className="quiet">
          {t.rich('monthly', { money: () => <Money fen={Math.ceil(amountFen / (choice.months ?? 1))} /> })}
        </span>
      )}
    </div>
  );
}

function Chosen({ choice: { kind, months, percent, firstDueOn, reason } }: { choice: Choice }) {
  const t = useTranslations('recovery');
  const how =
    kind === 'instalments' || kind === 'set_off'
      ? t(`planKinds.${kind}`, { months: months ?? 1, percent: percent ?? 0 })
      : t(`kinds.${kind}`);
  return (
    <div>
      {how} {firstDueOn && t('from', { day: firstDueOn })} {reason}
    </div>
  );
}

const MOST_MONTHS = 60;

function Terms({ remedy, choice, onChange }: Omit<RemedyLineProps, 'mayChoose'>) {
  const t = useTranslations('recovery');
  const set = (change: Partial<Choice>) => onChange({ ...choice, ...change });
  const comesBack = choice.kind === 'instalments' || choice.kind === 'set_off';
  return (
    <div className={styles.terms}>
      <Select
        className={styles.choice}
        aria-label={t('kind')}
        value={choice.kind}
        options={remedy.kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(kind) =>
          set({ kind, percent: choice.percent ?? (remedy.mostPercent || null), months: choice.months ?? 1 })
        }
      />
      {choice.kind === 'instalments' && (
        <span className="row">
          <span className="quiet">{t('months')}</span>
          <InputNumber
            aria-label={t('months')}
            min={1}
            max={MOST_MONTHS}
            value={choice.months}
            onChange={(months) => set({ months })}
          />
        </span>
      )}
      {choice.kind === 'set_off' && (
        <span className="row">
          <span className="quiet">{t('percent')}</span>
          <InputNumber
            aria-label={t('percent')}
            min={1}
            max={remedy.mostPercent}
            value={choice.percent}
            onChange={(percent) => set({ percent })}
          />
        </span>
      )}
      {comesBack && (
        <span className="row">
          <span className="quiet">{t('firstDueOn')}</span>
          <DayPicker
            aria-label={t('firstDueOn')}
            value={choice.firstDueOn}
            onChange={(firstDueOn) => set({ firstDueOn: firstDueOn ?? null })}
          />
          <span className="quiet">{t('firstDueHint')}</span>
        </span>
      )}
      {(choice.kind === 'waive' || choice.kind === 'leave') && (
        <Input
          className={styles.reason}
          aria-label={t('reason')}
          placeholder={t('whyNeeded')}
          maxLength={500}
          value={choice.reason ?? ''}
          onChange={({ target }) => set({ reason: target.value })}
        />
      )}
    </div>
  );
}
