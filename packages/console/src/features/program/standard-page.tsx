'use client';

import { StandardDocument, type StandardQuery } from '@yimen/schema/documents';
import { Descriptions } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import { FigureForm } from './figure-form';
import styles from './program.module.css';
import { AssumedTag } from './programs-page';
import { ProposedFigure } from './proposed-figure';
import { StandardPeriods } from './standard-periods';

export type StandardView = NonNullable<StandardQuery['standard']>;

/** One named figure: its values by date, the programs that use it, and what its department proposes. */
export function StandardPage({ code }: { code: string }) {
  const t = useTranslations('rules.standards');
  const [query, reload] = useQuery({ query: StandardDocument, variables: { code } });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={refresh}>
      {({ standard }) =>
        standard ? (
          <StandardSheet standard={standard} refresh={refresh} />
        ) : (
          <Missing>
            <LinkButton href="/standards">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function StandardSheet({ standard, refresh }: { standard: StandardView; refresh: () => void }) {
  const t = useTranslations('rules.standards');
  const common = useTranslations('program');
  const b = useBilingual();
  const name = b(standard.name);
  const { open, maySave } = standard;
  return (
    <Page
      title={name}
      breadcrumb={[
        { title: common('programs'), href: '/programs' },
        { title: t('title'), href: '/standards' },
        { title: name },
      ]}
    >
      <section className="paper">
        <Descriptions
          column={{ xs: 1, lg: 2 }}
          size="small"
          items={[
            { key: 'unit', label: common('standardUnit'), children: b(standard.unit) },
            { key: 'owner', label: t('owner'), children: <DepartmentName department={standard.department} /> },
            {
              key: 'programs',
              label: t('usedBy'),
              span: 'filled',
              children:
                standard.programs.length === 0 ? (
                  '—'
                ) : (
                  <div className="row">
                    {standard.programs.map((program) => (
                      <Link key={program.code} href={`/programs/${program.code}`}>
                        {b(program.name)}
                      </Link>
                    ))}
                  </div>
                ),
            },
          ]}
        />
        <StandardPeriods values={standard.values} />
      </section>
      {open && <ProposedFigure standard={standard} version={open} onDone={refresh} />}
      {maySave && open?.status !== 'submitted' && (
        <FigureForm key={open ? `${open.id}.${open.version}` : 'new'} standard={standard} onDone={refresh} />
      )}
      <section className="stack" aria-labelledby="values">
        <h2 id="values">{t('values')}</h2>
        <Values values={standard.values} />
      </section>
    </Page>
  );
}

function Values({ values }: { values: StandardView['values'] }) {
  const common = useTranslations('program');
  const locale = useLocale();
  const { figureKind } = useVocabulary();
  return (
    <ListTable
      small
      rowKey={({ from }) => from}
      rows={[...values].reverse()}
      columns={[
        { title: common('from'), render: (_, { from }) => from },
        { title: common('to'), render: (_, { to }) => to ?? common('untilFurtherNotice') },
        {
          title: common('value'),
          align: 'right',
          render: (_, { value }) => value.toLocaleString(locale, { maximumFractionDigits: 4 }),
        },
        { title: common('basis'), render: (_, { kind }) => (kind === 'assumed' ? <AssumedTag /> : figureKind(kind)) },
        { title: common('source'), render: (_, { source }) => <div className={styles.source}>{source}</div> },
      ]}
    />
  );
}
