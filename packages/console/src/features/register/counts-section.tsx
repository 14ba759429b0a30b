'use client';

import type { RegisterOverviewQuery } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { LEVELS, useLevelName } from './level-words';

type Count = RegisterOverviewQuery['registerCounts'][number];

/** Households at each level by township, and in all. */
export function CountsSection({ counts }: { counts: readonly Count[] }) {
  const t = useTranslations('register');
  const b = useBilingual();
  const levelName = useLevelName();
  const number = new Intl.NumberFormat(useLocale());
  const levels = LEVELS.filter((level) => counts.some((count) => count.level === level));
  const codes = [...new Set(counts.map(({ townshipCode }) => townshipCode))];
  const townships = codes.map((code) => {
    const own = counts.filter(({ townshipCode }) => townshipCode === code);
    return { code, name: own[0] ? b(own[0].townshipName) : code, counts: own };
  });
  const rows = [...townships, { code: 'all', name: t('all'), counts }];
  const sum = (of: readonly Count[], pick: (count: Count) => number) => of.reduce((all, count) => all + pick(count), 0);
  return (
    <section className="paper" aria-labelledby="counts">
      <h2 id="counts">{t('counts')}</h2>
      <ListTable
        small
        rowKey={({ code }) => code}
        rows={rows}
        columns={[
          { title: t('township'), render: (_, { name }) => name },
          ...levels.map((level) => ({
            title: levelName(level),
            align: 'right' as const,
            render: (_: unknown, row: (typeof rows)[number]) =>
              number.format(
                sum(
                  row.counts.filter((count) => count.level === level),
                  ({ households }) => households,
                ),
              ),
          })),
          {
            title: t('households'),
            align: 'right',
            render: (_, row) => number.format(sum(row.counts, ({ households }) => households)),
          },
          {
            title: t('people'),
            align: 'right',
            render: (_, row) => number.format(sum(row.counts, ({ people }) => people)),
          },
        ]}
      />
    </section>
  );
}
