'use client';

import { ProgramDocument, type ProgramQuery } from '@yimen/schema/documents';
import { Descriptions } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import styles from './program.module.css';
import { AssumedTag } from './programs-page';
import { VersionTimeline } from './version-timeline';

type Program = NonNullable<ProgramQuery['program']>;

export function ProgramPage({ code }: { code: string }) {
  const t = useTranslations('program');
  const [query, reload] = useQuery({ query: ProgramDocument, variables: { code } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ program }) =>
        program ? (
          <ProgramSheet program={program} />
        ) : (
          <Missing>
            <LinkButton href="/programs">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function ProgramSheet({ program }: { program: Program }) {
  const t = useTranslations('program');
  const b = useBilingual();
  const name = b(program.name);
  return (
    <Page
      title={
        <>
          {name} {program.assumed && <AssumedTag />}
        </>
      }
      documentTitle={name}
      breadcrumb={[{ title: t('programs'), href: '/programs' }, { title: name }]}
      extra={program.maySave && <EditLink program={program} />}
    >
      <section className="paper" aria-labelledby="rule">
        <h2 id="rule">{t('ruleInWords')}</h2>
        <p className={styles.rule}>{b(program.ruleInWords)}</p>
        <h3>{t('ruleText', { version: program.version })}</h3>
        <pre className={styles.feel}>{program.rule}</pre>
        {program.amountFormula && (
          <>
            <h3>{t('amountFormula')}</h3>
            <pre className={styles.feel}>{program.amountFormula}</pre>
          </>
        )}
      </section>
      {program.countyFit && <CountyReach fit={program.countyFit} program={program} />}
      <VersionTimeline program={program} />
      <ProgramDetails program={program} />
      <section className="stack" aria-labelledby="standards">
        <h2 id="standards">{t('standards')}</h2>
        <StandardsTable standards={program.standards} />
      </section>
    </Page>
  );
}

/** To the desk where its department writes the rule, named after what waits there. */
function EditLink({ program }: { program: Program }) {
  const t = useTranslations('rules');
  const publish = program.openVersion?.allowedActions.some(({ action, allowed }) => action === 'publish' && allowed);
  return (
    <LinkButton href={`/programs/${program.code}/edit`} type={publish ? 'primary' : 'default'}>
      {t(publish ? 'review' : program.openVersion ? 'continue' : 'edit')}
    </LinkButton>
  );
}

/** How many the rule fits in the whole county today, for those who may count them. */
function CountyReach({ fit, program }: { fit: NonNullable<Program['countyFit']>; program: Program }) {
  const t = useTranslations('program');
  const { period } = useVocabulary();
  const figures = [
    { key: 'fits', people: fit.people, households: fit.households },
    { key: 'asks', people: fit.askingPeople, households: fit.askingHouseholds },
  ] as const;
  return (
    <section className="paper" aria-labelledby="reach">
      <h2 id="reach">{t('reach', { on: fit.on })}</h2>
      <dl className={styles.reach}>
        {figures.map(({ key, people, households }) => (
          <div key={key}>
            <dt>{t(`reachOf.${key}`)}</dt>
            <dd>{t('reachCount', { people, households })}</dd>
          </div>
        ))}
        {fit.fen > 0 && (
          <div>
            <dt>{t('reachOf.money', { period: period(program.period) })}</dt>
            <dd>
              <Money fen={fit.fen} />
            </dd>
          </div>
        )}
      </dl>
      <p className="quiet">{t('reachHint')}</p>
    </section>
  );
}

function ProgramDetails({ program }: { program: Program }) {
  const t = useTranslations('program');
  const b = useBilingual();
  const { form, period, amountKind } = useVocabulary();
  const comma = t('comma');
  const names = (list: Program['funds']) => (list.length > 0 ? list.map(b).join(comma) : '—');
  return (
    <section className="paper">
      <Descriptions
        column={{ xs: 1, lg: 2 }}
        size="small"
        items={[
          { key: 'department', label: t('department'), children: <DepartmentName department={program.department} /> },
          { key: 'category', label: t('category'), children: b(program.category) },
          { key: 'form', label: t('form'), children: `${form(program.form)} · ${period(program.period)}` },
          {
            key: 'unit',
            label: t('unit'),
            children: t.has(`units.${program.unit}`) ? t(`units.${program.unit}`) : program.unit,
          },
          { key: 'amount', label: t('amount'), children: amountKind(program.amountKind) },
          { key: 'deadline', label: t('deadline'), children: program.deadline ? b(program.deadline) : '—' },
          { key: 'funds', label: t('funds'), children: names(program.funds) },
          { key: 'groups', label: t('groups'), children: names(program.groups) },
          { key: 'plan', label: t('planAllowed'), children: program.planAllowed ? t('yes') : t('no') },
          { key: 'concurrency', label: t('concurrency'), children: b(program.concurrencyWords) },
          { key: 'evidence', label: t('evidence'), children: names(program.evidence), span: 'filled' },
          { key: 'source', label: t('source'), children: program.source, span: 'filled' },
        ]}
      />
    </section>
  );
}

function StandardsTable({ standards }: { standards: Program['standards'] }) {
  const t = useTranslations('program');
  const b = useBilingual();
  const locale = useLocale();
  const { figureKind } = useVocabulary();
  if (standards.length === 0) return <p className="quiet">{t('noStandards')}</p>;
  return (
    <ListTable
      small
      rowKey={({ code, from }) => `${code} ${from}`}
      rows={standards}
      columns={[
        { title: t('standard'), render: (_, { code, name }) => <Link href={`/standards/${code}`}>{b(name)}</Link> },
        {
          title: t('value'),
          align: 'right',
          render: (_, { value }) => value.toLocaleString(locale, { maximumFractionDigits: 4 }),
        },
        { title: t('standardUnit'), render: (_, { unit }) => b(unit) },
        { title: t('from'), render: (_, { from }) => from },
        { title: t('to'), render: (_, { to }) => to ?? t('untilFurtherNotice') },
        { title: t('basis'), render: (_, { kind }) => (kind === 'assumed' ? <AssumedTag /> : figureKind(kind)) },
        { title: t('source'), render: (_, { source }) => <div className={styles.source}>{source}</div> },
      ]}
    />
  );
}
