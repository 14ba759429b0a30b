'use client';

import {
  FactHistoryDocument,
  type FactHistoryQuery,
  type FactPartsFragment,
  type HouseholdPartsFragment,
} from '@yimen/schema/documents';
import { Button, Drawer, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { FactDot } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { CorrectFactDialog } from './correct-fact-dialog';
import styles from './registry.module.css';
import { RetractFactDialog } from './retract-fact-dialog';

export type Observation = NonNullable<FactHistoryQuery['household']>['factHistory'][number];
type Asked = Pick<FactPartsFragment, 'code' | 'name' | 'personId'>;

const FactHistoryContext = createContext<((fact: Asked) => void) | undefined>(undefined);

/** Opens the history of a fact; undefined where there is none to open. */
export function useFactHistory() {
  return useContext(FactHistoryContext);
}

/** Lets the facts of a household below open their history in a drawer. */
export function FactHistory({ household, children }: { household: HouseholdPartsFragment; children: ReactNode }) {
  const b = useBilingual();
  const [asked, setAsked] = useState<Asked>();
  const person = household.members.find(({ id }) => id === asked?.personId);
  const title = asked && [person?.name, b(asked.name)].filter(Boolean).join(' · ');
  return (
    <FactHistoryContext value={setAsked}>
      {children}
      <Drawer open={asked !== undefined} title={title} size={480} onClose={() => setAsked(undefined)} destroyOnHidden>
        {asked && <Observations household={household} asked={asked} />}
      </Drawer>
    </FactHistoryContext>
  );
}

function Observations({ household, asked }: { household: HouseholdPartsFragment; asked: Asked }) {
  const { code, personId } = asked;
  const variables = { id: household.id, code, personId };
  const [query, reload] = useQuery({ query: FactHistoryDocument, variables });
  const [dialog, setDialog] = useState<{ kind: 'correct' | 'retract'; observation: Observation }>();
  const again = () => reload({ requestPolicy: 'network-only' });
  const close = () => {
    setDialog(undefined);
    again();
  };
  const mayRecord = household.allowedActions.some(({ action }) => action === 'record_facts');
  return (
    <QueryBoundary query={query} retry={again}>
      {(data) => (
        <>
          <ol className={styles.observations}>
            {data.household?.factHistory.map((observation) => (
              <li key={observation.id} data-counts={observation.counts}>
                <ObservationText observation={observation} />
                {mayRecord && observation.value !== null && !observation.replacedById && (
                  <ObservationActions onChoose={(kind) => setDialog({ kind, observation })} />
                )}
              </li>
            ))}
          </ol>
          {dialog?.kind === 'correct' && (
            <CorrectFactDialog code={code} observation={dialog.observation} onClose={close} />
          )}
          {dialog?.kind === 'retract' && <RetractFactDialog observation={dialog.observation} onClose={close} />}
        </>
      )}
    </QueryBoundary>
  );
}

function ObservationActions({ onChoose }: { onChoose: (kind: 'correct' | 'retract') => void }) {
  const t = useTranslations('registry.history');
  return (
    <div className="row">
      <Button size="small" onClick={() => onChoose('correct')}>
        {t('correct')}
      </Button>
      <Button size="small" onClick={() => onChoose('retract')}>
        {t('retract')}
      </Button>
    </div>
  );
}

function ObservationText({ observation }: { observation: Observation }) {
  const t = useTranslations('registry.history');
  const b = useBilingual();
  const { value, text, unit, verified, counts, replacedById, replacesId, reason, document } = observation;
  const { source, observedOn, recordedBy, recordedAt } = observation;
  const told = value !== null;
  return (
    <>
      <div className="row">
        {told && <FactDot state={verified ? 'verified' : 'declared'} />}
        <strong>
          {told ? b(text) : t('takenBack')}{' '}
          {told && unit && !b(text).startsWith('¥') && <span className="quiet">{unit}</span>}
        </strong>
        {counts && <Tag color="success">{t('counts')}</Tag>}
        {replacedById && <Tag>{t('void')}</Tag>}
        {told && replacesId && <Tag>{t('correction')}</Tag>}
      </div>
      {told && <div>{t('observed', { source, day: observedOn })}</div>}
      {document && <div>{t('document', { document })}</div>}
      {reason && <div>{t('reason', { reason })}</div>}
      <div className="quiet">{t('recorded', { name: recordedBy, at: formatDateTime(recordedAt) })}</div>
    </>
  );
}
