'use client';

import {
  FundingTrailDocument,
  type FundingTrailQuery,
  RevealRecipientDocument,
  type RevealRecipientMutation,
} from '@yimen/schema/documents';
import { Button, Descriptions, Timeline } from 'antd';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { Page, StatusTag } from '@/lib/page';
import { Missing, NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { useMayReadFunding } from '../funding/funding-page';
import { PurposeDialog } from '../privacy/purpose-dialog';

type Trail = NonNullable<FundingTrailQuery['fundingTrail']>;
type Revealed = Extract<RevealRecipientMutation['revealRecipient'], { __typename: 'RevealedRecipient' }>;

/** From an amount back to the case, the meeting, the vote, the rule and the evidence. */
export function TrailPage({ entryId }: { entryId: string }) {
  const t = useTranslations('leadership.trail');
  const funding = useTranslations('funding');
  const back = useSearchParams().get('back') ?? '';
  const mayRead = useMayReadFunding();
  const [query, reload] = useQuery({ query: FundingTrailDocument, variables: { entryId }, pause: !mayRead });
  const list = `/funding/entries${back && `?${back}`}`;
  if (!mayRead) return <NoPermission />;
  return (
    <Page
      title={t('title')}
      breadcrumb={[
        { title: funding('title'), href: '/funding' },
        { title: funding('entriesTitle'), href: list },
        { title: t('title') },
      ]}
    >
      <QueryBoundary query={query} retry={reload}>
        {({ fundingTrail }) =>
          fundingTrail ? (
            <>
              <Amount trail={fundingTrail} />
              <Steps trail={fundingTrail} />
              <Evidence evidence={fundingTrail.evidence} />
            </>
          ) : (
            <Missing>
              <Link href={list}>{t('back')}</Link>
            </Missing>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function Amount({ trail }: { trail: Trail }) {
  const t = useTranslations('leadership.trail');
  const b = useBilingual();
  const { amountFen, on, reason, lineName, townshipName } = trail;
  return (
    <section className="paper">
      <Descriptions
        column={{ xs: 1, sm: 2, lg: 3 }}
        items={[
          { key: 'amount', label: t('amount'), children: <Money fen={amountFen} data-testid="trail-amount" /> },
          { key: 'on', label: t('on'), children: on },
          { key: 'reason', label: t('reason'), children: b(reason) },
          { key: 'line', label: t('line'), children: b(lineName) },
          { key: 'township', label: t('township'), children: townshipName ? b(townshipName) : '—' },
          { key: 'person', label: t('person'), children: <Recipient trail={trail} /> },
        ]}
      />
    </section>
  );
}

/** The name as one may see it; a leader learns it once he has said what for. */
function Recipient({ trail: { transferId, personName, mayReveal } }: { trail: Trail }) {
  const t = useTranslations('leadership.trail');
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>();
  const reveal = useCommand(RevealRecipientDocument);
  if (revealed) {
    const { personName: name, villageName: village, householdCode: household } = revealed;
    return t('revealed', { name, village, household });
  }
  return (
    <>
      {personName ?? '—'}{' '}
      {mayReveal && (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {t('reveal')}
        </Button>
      )}
      <PurposeDialog
        title={t('revealTitle')}
        purpose="oversight"
        open={asking}
        command={reveal}
        onSubmit={(values) => reveal.run({ transferId, ...values })}
        onDone={(found) => {
          setRevealed(found);
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Steps({ trail }: { trail: Trail }) {
  const t = useTranslations('leadership.trail');
  const items = [
    { key: 'case', title: t('case'), content: <CaseStep trail={trail} /> },
    { key: 'meeting', title: t('meeting'), content: <MeetingStep meeting={trail.meeting} /> },
    ...(trail.meeting ? [{ key: 'vote', title: t('vote'), content: <VoteStep meeting={trail.meeting} /> }] : []),
    { key: 'decision', title: t('decision'), content: <DecisionStep trail={trail} /> },
    { key: 'rule', title: t('rule'), content: <RuleStep rule={trail.rule} /> },
  ];
  return (
    <section className="paper stack" aria-labelledby="steps">
      <h2 id="steps">{t('steps')}</h2>
      <Timeline
        items={items.map(({ key, title, content }) => ({
          key,
          content: (
            <div data-step={key}>
              <h3>{title}</h3>
              {content}
            </div>
          ),
        }))}
      />
    </section>
  );
}

function CaseStep({ trail: { caseId, caseNumber, difficulty, requestedOn, batchNumber } }: { trail: Trail }) {
  const t = useTranslations('leadership.trail');
  const b = useBilingual();
  const { places } = useViewer();
  if (!caseNumber) return batchNumber ? `${t('batch')} ${batchNumber}` : <span className="quiet">{t('noCase')}</span>;
  return (
    <>
      {caseId && places.includes('cases') ? <Link href={`/cases/${caseId}`}>{caseNumber}</Link> : caseNumber}{' '}
      {requestedOn && difficulty && t('caseAsked', { day: requestedOn, difficulty: b(difficulty) })}
    </>
  );
}

function MeetingStep({ meeting }: Pick<Trail, 'meeting'>) {
  const t = useTranslations('leadership.trail');
  if (!meeting) return <span className="quiet">{t('noMeeting')}</span>;
  const { meetingId, number, heldOn, session, position } = meeting;
  const kind = t(session === 'emergency' ? 'emergency' : 'ordinary');
  return (
    <>
      {meetingId ? <Link href={`/meetings/${meetingId}`}>{number}</Link> : number}{' '}
      {t('meetingHeld', { day: heldOn, session: kind, position })}
    </>
  );
}

function VoteStep({ meeting }: { meeting: NonNullable<Trail['meeting']> }) {
  const t = useTranslations('leadership.trail');
  const { votesFor, votesAgainst, votesAbstain, ballot, status } = meeting;
  return (
    <>
      {t('votes', { for: votesFor, against: votesAgainst, abstain: votesAbstain })} {ballot === 'secret' && t('secret')}{' '}
      <StatusTag kind="agendaItem" status={status} />
    </>
  );
}

function DecisionStep({ trail: { decisions } }: { trail: Trail }) {
  const t = useTranslations('leadership.trail');
  const status = useTranslations('common.status.decision');
  const b = useBilingual();
  if (decisions.length === 0) return <span className="quiet">{t('noDecision')}</span>;
  return decisions.map(({ departmentName, outcome, decidedOn: day, round }) => (
    <div key={round}>{t('decided', { day, department: b(departmentName), outcome: status(outcome), round })}</div>
  ));
}

function RuleStep({ rule: { programCode, programName, version, outcome, words } }: Pick<Trail, 'rule'>) {
  const t = useTranslations('leadership.trail');
  const b = useBilingual();
  const program = b(programName);
  return (
    <>
      <Link href={`/programs/${programCode}`}>
        {version === null ? t('ruleUnversioned', { program }) : t('ruleVersion', { program, version })}
      </Link>{' '}
      {outcome && <StatusTag kind="outcome" status={outcome} />}
      <p className="quiet">{b(words)}</p>
    </>
  );
}

function Evidence({ evidence }: Pick<Trail, 'evidence'>) {
  const t = useTranslations('leadership.trail');
  const b = useBilingual();
  return (
    <section className="paper stack" aria-labelledby="evidence">
      <h2 id="evidence">{t('evidence')}</h2>
      {evidence.length === 0 ? (
        <p className="quiet">{t('noEvidence')}</p>
      ) : (
        <ListTable<Trail['evidence'][number]>
          rowKey={({ factName }) => factName.zh}
          small
          rows={evidence}
          columns={[
            { title: t('fact'), render: (_, { factName }) => b(factName) },
            { title: t('source'), render: (_, { source }) => source },
            { title: t('observedOn'), render: (_, { observedOn }) => observedOn },
            { title: t('verified'), render: (_, { verified }) => t(verified ? 'yes' : 'no') },
          ]}
        />
      )}
    </section>
  );
}
