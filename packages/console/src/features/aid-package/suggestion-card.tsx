'use client';

import type { PackageSuggestionPartsFragment } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import styles from './suggestions.module.css';

type Suggestion = PackageSuggestionPartsFragment;

interface SuggestionCardProps {
  suggestion: Suggestion;
  disabled: boolean;
  onTake: () => void;
}

/** One package that could stand: what it reaches, and where it differs from the draft. */
export function SuggestionCard({ suggestion, disabled, onTake }: SuggestionCardProps) {
  const t = useTranslations('suggestions');
  const b = useBilingual();
  const id = useId();
  const { kind, words, items, isDraft } = suggestion;
  const title = t(`kinds.${kind}`);
  return (
    <li className={styles.card} data-kind={kind} data-draft={isDraft} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p>{b(words)}</p>
      <Figures suggestion={suggestion} />
      <ul className={styles.items}>
        {items.map((item) => (
          <Item key={item.program.code} item={item} />
        ))}
      </ul>
      <div className={styles.take}>
        {isDraft ? (
          <span className="quiet">{t('isDraft')}</span>
        ) : (
          <Button
            type={kind === 'best' ? 'primary' : 'default'}
            disabled={disabled}
            aria-label={t('takeNamed', { name: title })}
            onClick={onTake}
          >
            {t('take')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Figures({ suggestion }: { suggestion: Suggestion }) {
  const t = useTranslations('suggestions');
  const { monthlyFen, coveredFen, leftFen, onceFen, socialFen, departments, papers } = suggestion;
  const money: [string, number | null, boolean][] = [
    [t('monthly'), monthlyFen, monthlyFen > 0],
    [t('covered'), coveredFen, true],
    [t('left'), leftFen, leftFen !== null],
    [t('once'), onceFen, onceFen > 0],
    [t('social'), socialFen, true],
  ];
  return (
    <dl className={styles.figures}>
      {money
        .filter(([, , isShown]) => isShown)
        .map(([label, fen]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
      <div>
        <dt>{t('steps')}</dt>
        <dd>{t('stepsOf', { departments, papers })}</dd>
      </div>
    </dl>
  );
}

/** A program, marked where it is not in the draft, leaves it, or pays another amount. */
function Item({ item }: { item: Suggestion['items'][number] }) {
  const t = useTranslations('suggestions');
  const b = useBilingual();
  const { program, change, amountFen, beforeFen, planOnly } = item;
  const name = b(program.name);
  const paid = planOnly ? t('onPlan') : amountFen === null ? t('noMoney') : <Money fen={amountFen} />;
  return (
    <li data-program={program.code} data-change={change} data-fen={amountFen ?? ''}>
      <div>
        {change === 'same' ? null : <b className={styles.mark}>{t(`changes.${change}`)} </b>}
        {change === 'removed' ? <s>{name}</s> : name}
        <div className="quiet">
          <DepartmentName department={program.department} />
        </div>
      </div>
      <div className={styles.amount}>
        {change === 'changed' && (
          <s className="quiet">{beforeFen === null ? t('onPlan') : <Money fen={beforeFen} />} </s>
        )}
        {change === 'removed' ? <s>{paid}</s> : paid}
      </div>
    </li>
  );
}
