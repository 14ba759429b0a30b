'use client';

import { CompareSourcesDocument, type CompareSourcesQuery, type MatchSourceInput } from '@yimen/schema/documents';
import { Button, Form, Radio } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useClient } from 'urql';
import { Chart } from '@/lib/chart';
import { type Failure, MutationFailure, requestFailure } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Page } from '@/lib/page';
import { EmptyState } from '@/lib/states';
import styles from './list.module.css';
import { MatchSavers } from './match-savers';
import { NEW_SOURCE, SourceList, type SourceValues } from './source-fields';

type Overlap = CompareSourcesQuery['compareSources'][number];

interface CompareValues {
  unit: string;
  sources: SourceValues[];
}

/** How many stand in which of two to four lists, levels, programs and rules together. */
export function ComparePage() {
  const t = useTranslations('list');
  const client = useClient();
  const locale = useLocale();
  const [form] = Form.useForm<CompareValues>();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [overlaps, setOverlaps] = useState<readonly Overlap[]>();

  const compare = async ({ unit, sources = [] }: CompareValues) => {
    setAsking(true);
    setFailure(undefined);
    const variables = { unit, sources: sources as MatchSourceInput[] };
    const { data, error } = await client.query(CompareSourcesDocument, variables, { requestPolicy: 'network-only' });
    setAsking(false);
    if (error) setFailure(requestFailure(error, locale));
    setOverlaps(data?.compareSources);
  };

  return (
    <Page title={t('compare')} breadcrumb={[{ title: t('title'), href: '/lists' }, { title: t('compare') }]}>
      <MatchSavers>
        <Form<CompareValues>
          className={styles.form}
          form={form}
          layout="vertical"
          noValidate
          initialValues={{ unit: 'person', sources: [NEW_SOURCE, NEW_SOURCE] }}
          onFinish={compare}
        >
          <section className="paper" aria-labelledby="sources">
            <h2 id="sources">{t('sources')}</h2>
            <Form.Item name="unit" label={t('unit')}>
              <Radio.Group options={['person', 'household'].map((value) => ({ value, label: t(`units.${value}`) }))} />
            </Form.Item>
            <SourceList name="sources" add={t('addSource')} />
          </section>
          <MutationFailure failure={failure} onClose={() => setFailure(undefined)} />
          <Button type="primary" htmlType="submit" loading={asking}>
            {t('compareNow')}
          </Button>
        </Form>
        {overlaps && <Overlaps overlaps={overlaps} />}
      </MatchSavers>
    </Page>
  );
}

function Overlaps({ overlaps }: { overlaps: readonly Overlap[] }) {
  const t = useTranslations('list');
  const nameOf = useMemo(
    () =>
      ({ inside }: Overlap) => {
        const names = inside.flatMap((is, index) => (is ? [t('sourceNumber', { number: index + 1 })] : []));
        return names.length === 1 ? t('onlyIn', { name: names[0] ?? '' }) : names.join(' + ');
      },
    [t],
  );
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true },
      grid: { left: 8, right: 24, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', splitNumber: 4, minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: overlaps.map(nameOf) },
      series: [{ name: t('names'), type: 'bar', barMaxWidth: 18, data: overlaps.map(({ names }) => names) }],
    }),
    [overlaps, nameOf, t],
  );
  if (overlaps.length === 0) return <EmptyState title={t('nobody')} />;
  return (
    <section className="paper" aria-labelledby="overlaps">
      <h2 id="overlaps">{t('overlaps')}</h2>
      <Chart option={option} height={overlaps.length * 32 + 30} ariaLabel={t('overlaps')} />
      <ListTable
        small
        rowKey={({ inside }) => inside.join()}
        rows={overlaps}
        columns={[
          { title: t('standsIn'), render: (_, overlap) => nameOf(overlap) },
          { title: t('names'), align: 'right', render: (_, { names }) => names },
        ]}
      />
    </section>
  );
}
