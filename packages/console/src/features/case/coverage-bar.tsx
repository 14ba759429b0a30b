'use client';

import type { CoveragePartsFragment } from '@yimen/schema/documents';
import { Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { useDepartmentColor } from '@/lib/department';
import { Money } from '@/lib/money';
import styles from './coverage-bar.module.css';

interface Part {
  key: string;
  label: string;
  fen: number;
  /** The hatched remainder has none. */
  color?: string;
  className?: string;
}

/** The cost as one bar: what insurance paid, what was given before, each aid in its department's colour, what is left. */
export function CoverageBar({ coverage }: { coverage: CoveragePartsFragment }) {
  const t = useTranslations('case.coverage');
  const parts = useParts(coverage);
  const whole = parts.reduce((sum, { fen }) => sum + fen, 0);

  return (
    <section className={styles.coverage} aria-label={t('label')}>
      {coverage.needFen === null ? (
        <p className="quiet">{t('noCost')}</p>
      ) : (
        <div className={styles.bar} aria-hidden>
          {parts.map(({ key, label, fen, color, className }) => (
            <Tooltip
              key={key}
              title={
                <>
                  {label} <Money fen={fen} />
                </>
              }
            >
              <div
                className={`${styles.part} ${className ?? ''}`}
                style={{ flexGrow: fen / Math.max(whole, 1), background: color }}
              />
            </Tooltip>
          ))}
        </div>
      )}
      <dl className={styles.legend}>
        {coverage.costFen !== null && <Entry label={t('cost')} fen={coverage.costFen} />}
        {parts.map(({ key, label, fen, color, className }) => (
          <Entry key={key} label={label} fen={fen} swatch={color} swatchClass={className} id={key} />
        ))}
      </dl>
      <p className={styles.sum}>
        {t.rich('sum', {
          need: () => <Money fen={coverage.needFen} data-testid="coverage-needFen" />,
          covered: () => <Money fen={coverage.coveredFen + coverage.alreadyFen} data-testid="coverage-coveredFen" />,
          left: () => (
            <strong>
              <Money fen={coverage.leftFen} data-testid="coverage-leftFen" />
            </strong>
          ),
        })}
        {coverage.monthlyFen > 0 && (
          <>
            {' '}
            {t.rich('monthly', {
              monthly: () => <Money fen={coverage.monthlyFen} data-testid="coverage-monthlyFen" />,
            })}
          </>
        )}
      </p>
    </section>
  );
}

function useParts(coverage: CoveragePartsFragment): Part[] {
  const t = useTranslations('case.coverage');
  const b = useBilingual();
  const colorOf = useDepartmentColor();
  const parts: Part[] = [
    { key: 'insurance', label: t('insurance'), fen: coverage.insurancePaidFen, color: '#c9c2b2' },
    { key: 'already', label: t('already'), fen: coverage.alreadyFen, color: '#a89f8b' },
    ...coverage.segments.map((segment) => ({
      key: segment.programCode,
      label: b(segment.programName),
      fen: segment.fen,
      color: colorOf(segment.departmentCode),
    })),
    { key: 'left', label: t('left'), fen: coverage.leftFen ?? 0, className: styles.left },
  ];
  return parts.filter(({ fen }) => fen > 0);
}

interface EntryProps {
  label: string;
  fen: number;
  swatch?: string;
  swatchClass?: string;
  id?: string;
}

function Entry({ label, fen, swatch, swatchClass, id }: EntryProps) {
  return (
    <div className={styles.entry}>
      <dt>
        {id && <span className={`${styles.swatch} ${swatchClass ?? ''}`} style={{ background: swatch }} aria-hidden />}
        {label}
      </dt>
      <dd>
        <Money fen={fen} data-testid={id && `coverage-${id}`} />
      </dd>
    </div>
  );
}
