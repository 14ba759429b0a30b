'use client';

import type { BatchPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { DepartmentName, useDepartmentColor } from '@/lib/department';
import { formatYuan, Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { useScrollFocus } from '@/lib/scroll-focus';
import styles from './batch.module.css';

/** Who pays how many students how much, as a table and as bars. */
export function DepartmentResults({ batch }: { batch: BatchPartsFragment }) {
  const t = useTranslations('batches');
  return (
    <section className="paper" aria-labelledby="by-department">
      <h2 id="by-department">{t('byDepartment')}</h2>
      <div className={styles.departments}>
        <DepartmentTable results={batch.byDepartment} />
        {batch.paidFen > 0 && <DepartmentChart results={batch.byDepartment} />}
      </div>
    </section>
  );
}

type Results = { results: BatchPartsFragment['byDepartment'] };

function DepartmentTable({ results }: Results) {
  const t = useTranslations('batches');
  const sum = (pick: (one: Results['results'][number]) => number) => results.reduce((all, one) => all + pick(one), 0);
  return (
    <div className="table-scroll" ref={useScrollFocus()}>
      <table className={styles.table} data-testid="by-department">
        <thead>
          <tr>
            <th scope="col">{t('department')}</th>
            <th scope="col" className={styles.secondary}>
              {t('applications')}
            </th>
            <th scope="col">{t('students')}</th>
            <th scope="col">{t('amount')}</th>
            <th scope="col" className={styles.secondary}>
              {t('freedPlaces')}
            </th>
            <th scope="col">{t('decision')}</th>
          </tr>
        </thead>
        <tbody>
          {results.map((one) => (
            <tr key={one.department.code} data-department={one.department.code}>
              <th scope="row">
                <DepartmentName department={one.department} />
              </th>
              <td className={styles.secondary}>{one.applications}</td>
              <td>{one.students}</td>
              <td>
                <Money fen={one.fen} />
              </td>
              <td className={styles.secondary}>{one.freedPlaces}</td>
              <td>
                {one.decision ? (
                  <StatusTag kind="decision" status={one.decision.outcome} />
                ) : one.pending > 0 ? (
                  t('pending', { count: one.pending })
                ) : (
                  '—'
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <td className={styles.secondary}>{sum((one) => one.applications)}</td>
            <td>{sum((one) => one.students)}</td>
            <td>
              <Money fen={sum((one) => one.fen)} />
            </td>
            <td className={styles.secondary}>{sum((one) => one.freedPlaces)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function DepartmentChart({ results }: Results) {
  const t = useTranslations('batches');
  const locale = useLocale();
  const b = useBilingual();
  const colorOf = useDepartmentColor();
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
      tooltip: { trigger: 'item', valueFormatter: (fen: number) => formatYuan(fen, locale) },
      xAxis: {
        type: 'value',
        splitNumber: 3,
        axisLabel: { formatter: (fen: number) => formatYuan(fen, locale) },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: results.map(({ department }) => b(department.name)),
        axisLabel: { width: 110, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 22,
          data: results.map(({ department, fen }) => ({
            value: fen,
            itemStyle: { color: colorOf(department.code) },
          })),
        },
      ],
    }),
    [results, b, colorOf, locale],
  );
  return <Chart option={option} height={Math.max(180, results.length * 38)} ariaLabel={t('chartLabel')} />;
}
