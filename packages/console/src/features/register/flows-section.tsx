'use client';

import { REGISTER_REASONS, type RegisterReason } from '@yimen/schema';
import type { RegisterOverviewQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { EmptyState } from '@/lib/states';
import { LEVEL_COLORS, useLevelName } from './level-words';
import styles from './register.module.css';

type Flow = RegisterOverviewQuery['registerFlows'][number];

/** Moves between levels in a time: from the left to the right, each as wide as there were. */
export function FlowsSection({ flows, from, to }: { flows: readonly Flow[]; from: string; to: string }) {
  const t = useTranslations('register');
  const b = useBilingual();
  const levelName = useLevelName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the language only
  const option = useMemo(() => {
    const node = (side: 'from' | 'to', level: string) => ({
      name: `${side}:${level}`,
      depth: side === 'from' ? 0 : 1,
      itemStyle: { color: LEVEL_COLORS[level] },
      label: { formatter: levelName(level, side), position: side === 'from' ? 'right' : 'left' },
    });
    const levels = (of: 'fromLevel' | 'toLevel') => [...new Set(flows.map((flow) => flow[of]))];
    return {
      tooltip: { trigger: 'item', confine: true, formatter: tooltipOf(levelName) },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 8,
          top: 8,
          bottom: 8,
          nodeGap: 18,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          lineStyle: { color: 'source', opacity: 0.35 },
          data: [
            ...levels('fromLevel').map((level) => node('from', level)),
            ...levels('toLevel').map((level) => node('to', level)),
          ],
          links: flows.map(({ fromLevel, toLevel, changes }) => ({
            source: `from:${fromLevel}`,
            target: `to:${toLevel}`,
            value: changes,
          })),
        },
      ],
    };
  }, [flows]);
  const table = (
    <ListTable
      small
      rowKey={({ fromLevel, toLevel }) => `${fromLevel} ${toLevel}`}
      rows={flows}
      columns={[
        { title: t('from'), render: (_, { fromLevel }) => levelName(fromLevel, 'from') },
        { title: t('to'), render: (_, { toLevel }) => levelName(toLevel) },
        { title: t('changes'), align: 'right', render: (_, { changes }) => changes },
        {
          title: t('reasons'),
          render: (_, { reasons }) =>
            reasons
              .map(({ reason, changes }) => `${b(REGISTER_REASONS[reason as RegisterReason])} ${changes}`)
              .join('、'),
        },
      ]}
    />
  );
  return (
    <section className={`paper ${styles.section}`} aria-labelledby="flows">
      <h2 id="flows">{t('flows', { from, to })}</h2>
      {flows.length === 0 ? (
        <EmptyState title={t('noFlows')} />
      ) : (
        <Chart option={option} height={420} ariaLabel={t('flows', { from, to })} table={table} />
      )}
    </section>
  );
}

interface Hovered {
  data: { source?: string; target?: string };
  name: string;
  value: number;
}

function tooltipOf(levelName: (level: string, side?: 'from' | 'to') => string) {
  const words = (name: string) => {
    const [side, level = ''] = name.split(':');
    return levelName(level, side === 'from' ? 'from' : 'to');
  };
  return ({ data: { source, target }, name, value }: Hovered) =>
    source && target ? `${words(source)} → ${words(target)}: ${value}` : `${words(name)}: ${value}`;
}
