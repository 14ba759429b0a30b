'use client';

import type { EffectPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatYuan, Money } from '@/lib/money';
import { CoverageBar } from '../case/coverage-bar';
import styles from './aid-package.module.css';
import type { AidPackage, ComposedCase } from './use-composer';

interface PackageMoneyProps {
  need: ComposedCase['need'];
  aidPackage: AidPackage | undefined;
}

/** Need, covered and left; what the last change won and lost; what would remain of the budgets. */
export function PackageMoney({ need, aidPackage }: PackageMoneyProps) {
  const t = useTranslations('composer');
  const coverage = aidPackage?.coverage ?? { ...need, monthlyFen: 0, segments: [] };
  // What a rule goes on keeping out is told beneath the package.
  const effects = aidPackage?.effects.filter(({ kind }) => kind !== 'kept_out') ?? [];
  return (
    <div className={`stack ${styles.money}`}>
      <section className="paper" aria-labelledby="package-coverage">
        <h2 id="package-coverage">{t('coverage')}</h2>
        <CoverageBar coverage={coverage} />
      </section>
      {aidPackage?.status === 'draft' && (
        <section className="paper" aria-labelledby="package-effects" aria-live="polite">
          <h2 id="package-effects">{t('effects')}</h2>
          {effects.length === 0 ? (
            <p className="quiet">{t('noEffects')}</p>
          ) : (
            <ul className={styles.verdicts} data-testid="effects">
              {effects.map((effect) => (
                <EffectRow key={`${effect.kind} ${effect.program.code}`} effect={effect} />
              ))}
            </ul>
          )}
        </section>
      )}
      {aidPackage?.status === 'draft' && aidPackage.outlook.length > 0 && <Outlook lines={aidPackage.outlook} />}
    </div>
  );
}

function EffectRow({ effect }: { effect: EffectPartsFragment }) {
  const t = useTranslations('composer');
  const b = useBilingual();
  return (
    <li data-program={effect.program.code} data-effect={effect.kind}>
      <div className={styles.verdictHead}>
        <strong>
          {t.has(`effectKinds.${effect.kind}`) && `${t(`effectKinds.${effect.kind}`)} `}
          {b(effect.program.name)}
        </strong>
        <SignedMoney fen={effect.deltaFen} />
      </div>
      <div>{b(effect.words)}</div>
      {effect.ruleCode !== 'CHOICE' && <p className={styles.rule}>{t('ruleOf', { words: b(effect.ruleWords) })}</p>}
    </li>
  );
}

function SignedMoney({ fen }: { fen: number }) {
  const locale = useLocale();
  return (
    <span className="money">
      {fen > 0 && '+'}
      {formatYuan(fen, locale)}
    </span>
  );
}

function Outlook({ lines }: { lines: AidPackage['outlook'] }) {
  const t = useTranslations('composer');
  const b = useBilingual();
  return (
    <section className="paper" aria-labelledby="package-outlook">
      <h2 id="package-outlook">{t('outlook')}</h2>
      <ul className={styles.outlook}>
        {lines.map((line) => (
          <li key={`${line.lineId} ${line.programCode}`}>
            <div>{b(line.label)}</div>
            <div className="quiet">
              {t.rich('lineChange', {
                left: () => <Money fen={line.leftFen} />,
                remains: () => <Money fen={line.remainsFen} className={line.remainsFen < 0 ? 'late' : ''} />,
              })}
            </div>
            {line.boundFen > 0 && (
              <div className="quiet">{t.rich('boundOfLeft', { bound: () => <Money fen={line.boundFen} /> })}</div>
            )}
            {line.placesLeft !== null && line.placesRemain !== null && (
              <div className="quiet">
                {t.rich('lineChange', {
                  left: () => t('places', { count: line.placesLeft ?? 0 }),
                  remains: () => (
                    <span className={(line.placesRemain ?? 0) < 0 ? 'late' : ''}>
                      {t('places', { count: line.placesRemain ?? 0 })}
                    </span>
                  ),
                })}
              </div>
            )}
            {line.reservations.length > 0 && (
              <div className={styles.rule}>
                {t('reservedElsewhere')}
                {line.reservations.map(({ meetingNumber, position, words }) => (
                  <div key={`${meetingNumber} ${position}`}>{b(words)}</div>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
