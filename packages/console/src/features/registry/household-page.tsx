'use client';

import { HouseholdDocument, type HouseholdQuery } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { AccountLines } from '../bank-account/account-lines';
import { CliffPanel } from '../explanation/cliff-panel';
import { HouseholdPrograms } from '../explanation/household-programs';
import { useMayReadFunding } from '../funding/funding-page';
import { ChangeMenu } from '../household-change/change-menu';
import { DayChooser, HouseholdOnDay } from '../household-change/household-on-day';
import { HouseholdTimeline } from '../household-change/household-timeline';
import { RegisterLines } from '../household-change/register-lines';
import { HouseholdPayments } from '../payment/schedule-panel';
import { HouseholdRegister } from '../register/household-register';
import { ReserveLink } from '../reserve/reserve-link';
import { HouseholdGoods } from '../stock/household-goods';
import { AddMemberDialog } from './add-member-dialog';
import { AidHistory } from './aid-history';
import { FactHistory } from './fact-history';
import { FactList } from './fact-list';
import { MemberCard } from './member-card';
import { RecordFactDialog } from './record-fact-dialog';
import styles from './registry.module.css';

const DAYS = ['day', 'knownBy'] as const;

type Household = NonNullable<HouseholdQuery['household']>;

export function HouseholdPage({ id }: { id: string }) {
  const t = useTranslations('registry');
  const [query, reload] = useQuery({ query: HouseholdDocument, variables: { id } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ household }) =>
        household ? (
          <HouseholdFile household={household} />
        ) : (
          <Missing>
            <LinkButton href="/households">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function HouseholdFile({ household }: { household: Household }) {
  const t = useTranslations('registry');
  const b = useBilingual();
  const [dialog, setDialog] = useState<'member' | 'fact'>();
  const { id, head, township, village, allowedActions } = household;
  const title = t('householdOf', { name: head.name });

  return (
    <Page
      title={title}
      breadcrumb={[{ title: t('households'), href: '/households' }, { title }]}
      extra={
        <>
          <ActionButton action="edit" allowedActions={allowedActions} onClick={() => setDialog('member')}>
            {t('addMember')}
          </ActionButton>
          <ChangeMenu household={household} />
          <ActionButton action="record_facts" allowedActions={allowedActions} onClick={() => setDialog('fact')}>
            {t('recordFact')}
          </ActionButton>
          <ReserveLink householdCode={household.code} />
          <LinkButton href={`/households/${id}/verification`}>{t('verify')}</LinkButton>
          <ActionButton
            type="primary"
            action="open_case"
            allowedActions={allowedActions}
            href={`/households/${id}/need`}
          >
            {t('recordNeed')}
          </ActionButton>
        </>
      }
    >
      <p className="quiet">
        {household.code} · {b(township.name)} {village.name} · {household.address} ·{' '}
        {t('registeredOn', { date: formatDate(household.registeredAt) })}{' '}
        {household.dissolvedOn && <Tag>{t('dissolvedOn', { date: household.dissolvedOn })}</Tag>}
      </p>
      <section aria-labelledby="cases" className="stack">
        <h2 id="cases">{t('cases')}</h2>
        <HouseholdCases cases={household.cases} />
      </section>
      <PeopleAndFacts household={household} />
      <HouseholdRegister householdId={id} name={head.name} />
      {household.members.length > 0 && (
        <>
          <HouseholdPrograms householdId={id} />
          <CliffPanel householdId={id} members={household.members} />
        </>
      )}
      <section aria-labelledby="aid" className="stack">
        <h2 id="aid">{t('aidHistory')}</h2>
        <AidHistory records={household.aidHistory} />
      </section>
      <HouseholdPayments householdId={id} />
      <HouseholdGoods householdId={id} />
      <HouseholdTimeline household={household} />
      <AddMemberDialog household={household} open={dialog === 'member'} onClose={() => setDialog(undefined)} />
      <RecordFactDialog household={household} open={dialog === 'fact'} onClose={() => setDialog(undefined)} />
    </Page>
  );
}

/** Who is in the household and what is known, today or as of a day. */
function PeopleAndFacts({ household }: { household: Household }) {
  const t = useTranslations('registry');
  const mayReadFunding = useMayReadFunding();
  const [inAddress, keepInAddress] = useUrlFilters(DAYS);
  // A picker whose day comes back only with the address would let go of it meanwhile.
  const [{ day, knownBy }, setDays] = useState(inAddress);
  const choose = (days: { day: string | undefined; knownBy: string | undefined }) => {
    setDays(days);
    keepInAddress(days);
  };
  return (
    <section aria-labelledby="members" className="stack">
      <div className="page-header">
        <h2 id="members">{t('members')}</h2>
        <DayChooser day={day} knownBy={knownBy} onChange={choose} />
      </div>
      {day ? (
        <HouseholdOnDay id={household.id} day={day} knownBy={knownBy} />
      ) : (
        <FactHistory household={household}>
          <ul className={styles.memberCards}>
            {household.members.map((person) => (
              <MemberCard key={person.id} person={person}>
                <RegisterLines person={person} />
                <AccountLines person={person} />
                {mayReadFunding && (
                  <Link href={`/funding/entries?person=${person.id}`} className="no-print">
                    {t('aid.money')}
                  </Link>
                )}
              </MemberCard>
            ))}
          </ul>
          <section className="paper" aria-labelledby="household-facts">
            <h2 id="household-facts">{t('householdFacts')}</h2>
            <FactList facts={household.facts} />
          </section>
        </FactHistory>
      )}
    </section>
  );
}

function HouseholdCases({ cases }: { cases: Household['cases'] }) {
  const t = useTranslations('registry');
  if (cases.length === 0) return <p className="quiet">{t('noCases')}</p>;
  return (
    <ListTable
      small
      rowKey={({ id }) => id}
      rows={cases}
      columns={[
        { title: t('caseNumber'), render: (_, { id, number }) => <Link href={`/cases/${id}`}>{number}</Link> },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="case" status={status} /> },
        { title: t('requestedOn'), render: (_, { requestedOn }) => requestedOn },
        { title: t('beneficiary'), render: (_, { beneficiary }) => beneficiary.name },
        { title: t('whatHappened'), render: (_, { need }) => need.whatHappened },
        { title: t('need'), align: 'right', render: (_, { need }) => <Money fen={need.needFen} /> },
        { title: t('left'), align: 'right', render: (_, { need }) => <Money fen={need.leftFen} /> },
      ]}
    />
  );
}
