'use client';

import { DuplicatePairDocument, type DuplicatePairQuery } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { Money } from '@/lib/money';
import { ActionButton, LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import { IdentityNumbers } from '../privacy/identity-numbers';
import { FactList } from '../registry/fact-list';
import { DecisionDialog, MergeDialog } from './decision-dialogs';
import styles from './duplicate.module.css';
import { SignTags } from './possible-duplicates';

export type Pair = NonNullable<DuplicatePairQuery['duplicatePair']>;
type PairRecord = Pair['records'][number];

export function PairPage({ id }: { id: string }) {
  const t = useTranslations('duplicate');
  const [query, reload] = useQuery({ query: DuplicatePairDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ duplicatePair }) =>
        duplicatePair ? (
          <PairFile pair={duplicatePair} onDecided={again} />
        ) : (
          <Missing>
            <LinkButton href="/duplicates">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

/** Two records side by side, and what may be done with them. */
function PairFile({ pair, onDecided }: { pair: Pair; onDecided: () => void }) {
  const t = useTranslations('duplicate');
  const [dialog, setDialog] = useState<'merge' | 'differ' | 'undo'>();
  const { records, allowedActions, status, keptId, decidedBy, reason } = pair;
  const title = records.map(({ person }) => person.name).join(' / ');
  const close = () => setDialog(undefined);
  return (
    <Page
      title={title}
      breadcrumb={[{ title: t('title'), href: '/duplicates' }, { title }]}
      extra={
        <>
          <ActionButton action="undo" allowedActions={allowedActions} onClick={() => setDialog('undo')}>
            {t('undo')}
          </ActionButton>
          <ActionButton action="differ" allowedActions={allowedActions} onClick={() => setDialog('differ')}>
            {t('differ')}
          </ActionButton>
          <ActionButton
            type="primary"
            action="merge"
            allowedActions={allowedActions}
            onClick={() => setDialog('merge')}
          >
            {t('merge')}
          </ActionButton>
        </>
      }
    >
      <SignTags signs={pair.signs} />
      {status !== 'open' && (
        <Alert type="info" showIcon title={t(`became.${status}`, { name: decidedBy ?? '' })} description={reason} />
      )}
      <div className={styles.columns}>
        {records.map((record) => (
          <RecordColumn
            key={record.person.id}
            record={record}
            dropped={keptId !== null && keptId !== record.person.id}
          />
        ))}
      </div>
      <MergeDialog pair={pair} open={dialog === 'merge'} onClose={close} onDecided={onDecided} />
      {(['differ', 'undo'] as const).map((decision) => (
        <DecisionDialog
          key={decision}
          pair={pair}
          decision={decision}
          open={dialog === decision}
          onClose={close}
          onDecided={onDecided}
        />
      ))}
    </Page>
  );
}

function RecordColumn({ record: { person, household }, dropped }: { record: PairRecord; dropped: boolean }) {
  const t = useTranslations('duplicate');
  const b = useBilingual();
  const { sex, relation } = useVocabulary();
  const total = household.aidHistory.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return (
    <section className="paper" aria-label={`${person.name} ${household.code}`}>
      <h2>
        {person.name} {dropped && <span className="quiet">{t('mergedIntoOther')}</span>}
      </h2>
      <dl className={styles.facts}>
        <Line label={t('numbers')}>
          <IdentityNumbers person={person} />
        </Line>
        <Line label={t('born')}>
          {person.birthDate} · {sex(person.sex)}
        </Line>
        <Line label={t('household')}>
          <Link href={`/households/${household.id}`}>{household.code}</Link> {relation(person.relation)}
        </Line>
        <Line label={t('place')}>
          {b(household.township.name)} {household.village.name} {household.address}
        </Line>
        <Line label={t('registeredOn')}>{formatDate(household.registeredAt)}</Line>
        <Line label={t('members')}>{household.members.map(({ name }) => name).join(' ') || '—'}</Line>
        <Line label={t('cases')}>
          {household.cases.length === 0
            ? '—'
            : household.cases.map(({ id, number, status }) => (
                <span key={id}>
                  <Link href={`/cases/${id}`}>{number}</Link> <StatusTag kind="case" status={status} />
                </span>
              ))}
        </Line>
        <Line label={t('aid')}>
          {household.aidHistory.length === 0 ? (
            '—'
          ) : (
            <>
              {t('aidCount', { count: household.aidHistory.length })} <Money fen={total} />
            </>
          )}
        </Line>
      </dl>
      <FactList facts={person.facts} />
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
