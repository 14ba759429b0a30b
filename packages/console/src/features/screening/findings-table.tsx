'use client';

import type { ScreeningFindingPartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { type ListColumn, ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { explainHref } from '../explanation/explain-href';
import { Invite } from './invite';
import styles from './screening.module.css';

type Finding = ScreeningFindingPartsFragment;

const MONEY_KINDS = ['ENTITLED_WITHOUT', 'HOLDING_UNENTITLED', 'EXCLUSIVE_PAIR', 'ABOVE_LOSS'];
/** Found by what the program's rule says. */
const JUDGED_KINDS = ['ENTITLED_WITHOUT', 'HOLDING_UNENTITLED', 'BLOCKING_FACT'];
const GIVEN_KINDS = ['HOLDING_UNENTITLED', 'EXCLUSIVE_PAIR', 'ABOVE_LOSS'];

/** Who was found, by place: whom, which program by which rule, how much, and of when the facts are. */
export function FindingsTable({ kind, findings }: { kind: string; findings: readonly Finding[] }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const columns: (ListColumn<Finding> | false)[] = [
    { title: t('person'), render: (_, finding) => <Whom finding={finding} /> },
    {
      title: t('place'),
      render: (_, { townshipName, villageName }) => (
        <>
          {b(townshipName)}
          <div className="quiet">{villageName}</div>
        </>
      ),
    },
    { title: t('dimension.program'), render: (_, finding) => <Programs finding={finding} /> },
    kind === 'BLOCKING_FACT' && {
      title: t('dimension.fact'),
      render: (_, { fact }) => fact && b(fact.name),
    },
    MONEY_KINDS.includes(kind) && {
      title: t(`amount.${kind}`),
      align: 'right',
      render: (_, { amountFen, givesWayTo }) => (
        <>
          <Money fen={amountFen} />
          {givesWayTo && <div className={`quiet ${styles.givesWay}`}>{t('givesWay', { program: b(givesWayTo) })}</div>}
        </>
      ),
    },
    kind === 'ABOVE_LOSS' && { title: t('loss'), align: 'right', render: (_, { lossFen }) => <Money fen={lossFen} /> },
    { title: t('why'), render: (_, finding) => <Why finding={finding} /> },
    GIVEN_KINDS.includes(kind) && { title: t('since'), render: (_, { since }) => since ?? '—' },
    { title: t('factDates'), render: (_, finding) => <FactDates finding={finding} /> },
    { title: t('firstSeen'), render: (_, finding) => <Seen finding={finding} /> },
    kind === 'ENTITLED_WITHOUT' && { title: t('contact'), render: (_, finding) => <Invite finding={finding} /> },
  ];
  return (
    <ListTable
      small
      rowKey={({ id }) => id}
      rows={findings}
      columns={columns.filter((column): column is ListColumn<Finding> => column !== false)}
    />
  );
}

/** The person with his household; a way there for those who may open it. */
function Whom({ finding: { personName, householdId, householdCode, caseId } }: { finding: Finding }) {
  const t = useTranslations('screening');
  return (
    <>
      {householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName}
      <div className="quiet">
        {householdCode} {caseId && <Link href={`/cases/${caseId}`}>{t('case')}</Link>}
      </div>
    </>
  );
}

function Programs({ finding: { programs } }: { finding: Finding }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  return (
    <ul className={`plain-list ${styles.words}`}>
      {programs.map(({ program, version }) => (
        <li key={program.code}>
          <Link href={`/programs/${program.code}`}>{b(program.name)}</Link>{' '}
          <span className="quiet">{t('version', { version })}</span>
        </li>
      ))}
    </ul>
  );
}

/** The rule in words, and for those who may open the household how it came out there. */
function Why({ finding: { kind, words, householdId, personId, programs } }: { finding: Finding }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const explained = householdId && JUDGED_KINDS.includes(kind) ? programs : [];
  return (
    <div className={styles.words}>
      {b(words)}{' '}
      {explained.map(({ program: { code, name } }) => (
        <Link
          key={code}
          href={explainHref({ householdId: householdId ?? '', programCode: code, personId })}
          aria-label={t('explainOf', { program: b(name) })}
        >
          {explained.length > 1 ? t('explainOf', { program: b(name) }) : t('explained')}
        </Link>
      ))}
    </div>
  );
}

function FactDates({ finding: { oldestFactOn, latestFactOn } }: { finding: Finding }) {
  if (!latestFactOn) return '—';
  if (oldestFactOn === latestFactOn) return latestFactOn;
  return (
    <>
      {oldestFactOn} –<br />
      {latestFactOn}
    </>
  );
}

function Seen({ finding: { firstSeen, change } }: { finding: Finding }) {
  const t = useTranslations('screening');
  return (
    <>
      {firstSeen}{' '}
      {change !== 'stayed' && <Tag color={change === 'fresh' ? 'warning' : 'default'}>{t(`change.${change}`)}</Tag>}
    </>
  );
}
