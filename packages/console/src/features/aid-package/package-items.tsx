'use client';

import type { PackageItemPartsFragment, SelectionInput } from '@yimen/schema/documents';
import { Button, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { useListFocus } from '@/lib/list-focus';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { EmptyState } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import { explainedIn } from '../explanation/explain-href';
import styles from './aid-package.module.css';
import { BandAmount } from './band-amount';
import { type ComposedCase, type Composing, isAboutAmount } from './use-composer';

interface PackageItemsProps {
  file: ComposedCase;
  composing: Composing;
  composable: boolean;
}

/** The package in the order of payment; beneath it what was chosen and is kept out by a rule. */
export function PackageItems({ file, composing, composable }: PackageItemsProps) {
  const t = useTranslations('composer');
  const items = [...(composing.aidPackage?.items ?? [])].sort((a, b) => a.position - b.position);
  const focus = useListFocus<HTMLOListElement>();
  return (
    <section className={`paper ${styles.package}`} aria-label={t('package')}>
      <h2>
        {t('package')} {composing.aidPackage && <StatusTag kind="package" status={composing.aidPackage.status} />}{' '}
        {composing.running && <small className="quiet">{t('working')}</small>}
      </h2>
      {items.length === 0 && (
        <EmptyState title={t('emptyPackage')} hint={composable ? t('emptyPackageHint') : undefined} />
      )}
      <ol {...focus} className={styles.items} aria-label={t('package')} data-testid="package-items">
        {items.map((item) => (
          // Each change writes the items anew: the program is what stays the same.
          <Item key={item.program.code} file={file} item={item} composing={composing} composable={composable} />
        ))}
      </ol>
      <KeptOut composing={composing} composable={composable} />
    </section>
  );
}

const others = (selections: SelectionInput[], programCode: string) =>
  selections.filter((each) => each.programCode !== programCode);

/** The draft with one program left out on purpose. */
function without(programCode: string): Parameters<Composing['change']>[0] {
  return ({ selections, setAside }) => ({
    selections: others(selections, programCode),
    setAside: [...setAside, programCode],
  });
}

/** The draft with one program changed by hand; it becomes the latest choice. */
function withChanged(programCode: string, change: Partial<SelectionInput>): Parameters<Composing['change']>[0] {
  return (draft) => ({
    ...draft,
    selections: [...others(draft.selections, programCode), { programCode, ...change }],
  });
}

interface ItemProps {
  file: ComposedCase;
  item: PackageItemPartsFragment;
  composing: Composing;
  composable: boolean;
}

function Item({ file, item, composing, composable }: ItemProps) {
  const t = useTranslations('composer');
  const b = useBilingual();
  const { form, period } = useVocabulary();
  const { program, minFen, maxFen } = item;
  const name = b(program.name);
  const banded = minFen !== null && maxFen !== null && minFen < maxFen;
  const planSwitch = composable && program.planAllowed && (banded || item.planOnly);
  return (
    <li data-program={program.code} data-fen={item.amountFen ?? ''}>
      <div className={styles.verdictHead}>
        <strong>{name}</strong>
        <div className={styles.amount}>{item.planOnly ? t('onPlan') : <ItemAmount item={item} />}</div>
      </div>
      <div className={styles.verdictMeta}>
        <div className={`quiet ${styles.meta}`}>
          <DepartmentName department={item.department} />
          <span>{item.person.name}</span>
          <span>{form(item.form)}</span>
          <span>{period(item.period)}</span>
          <Link href={explainedIn(file, program.code, composing.aidPackage?.decisionDate)}>{t('whyShort')}</Link>
        </div>
        {composable && (
          <Button
            size="small"
            aria-label={t('dropNamed', { name })}
            onClick={() => composing.change(without(program.code), program.code)}
          >
            {t('drop')}
          </Button>
        )}
      </div>
      {composable && banded && !item.planOnly && (
        <BandAmount
          name={name}
          item={{ amountFen: item.amountFen, stepFen: item.stepFen, minFen, maxFen }}
          version={composing.aidPackage?.version ?? 0}
          failure={
            composing.failedProgram === program.code && isAboutAmount(composing.failure) ? composing.failure : undefined
          }
          onChange={(amount) => composing.change(withChanged(program.code, { amount, planOnly: false }), program.code)}
        />
      )}
      {planSwitch && (
        <div className="row">
          <Switch
            size="small"
            checked={item.planOnly}
            aria-label={t('planNamed', { name })}
            onChange={(planOnly) =>
              composing.change(withChanged(program.code, { planOnly, amount: undefined }), program.code)
            }
          />
          <span aria-hidden>{t('plan')}</span>
        </div>
      )}
      {item.cappedBy && <p className={styles.capped}>{b(item.cappedBy)}</p>}
      {item.entitledFen !== null && item.amountFen !== null && item.amountFen < item.entitledFen && (
        <p className="quiet">
          {t('entitled')} <Money fen={item.entitledFen} />
        </p>
      )}
      {item.status !== 'proposed' && (
        <div className="row">
          <StatusTag kind="packageItem" status={item.status} />
          {item.hold !== 'none' && <StatusTag kind="hold" status={item.hold} />}
          {item.decision?.reason && <span className="quiet">{item.decision.reason}</span>}
        </div>
      )}
    </li>
  );
}

function ItemAmount({ item }: { item: PackageItemPartsFragment }) {
  const { amountKind } = useVocabulary();
  if (item.amountFen === null) return <span>{amountKind(item.program.amountKind)}</span>;
  return (
    <strong>
      <Money fen={item.amountFen} data-testid={`item-amount-${item.program.code}`} />
    </strong>
  );
}

/** What was chosen but stands outside the package: by which rule tells the list of effects. */
function KeptOut({ composing, composable }: Omit<PackageItemsProps, 'file'>) {
  const t = useTranslations('composer');
  const b = useBilingual();
  const { aidPackage } = composing;
  const inside = new Set(aidPackage?.items.map(({ program }) => program.code));
  const outside = (aidPackage?.selections ?? []).filter(({ programCode }) => !inside.has(programCode));
  const focus = useListFocus<HTMLUListElement>();
  if (outside.length === 0) return null;
  return (
    <>
      <h3>{t('keptOut')}</h3>
      <ul {...focus} className={styles.verdicts} aria-label={t('keptOut')} data-testid="kept-out">
        {outside.map(({ programCode }) => {
          const effect = aidPackage?.effects.find(({ program }) => program.code === programCode);
          const name = effect ? b(effect.program.name) : programCode;
          return (
            <li key={programCode} data-program={programCode} className={styles.verdictHead}>
              <div>
                <s>{name}</s>
                {effect && <p className={styles.rule}>{b(effect.ruleWords)}</p>}
              </div>
              {composable && (
                <Button
                  size="small"
                  aria-label={t('dropNamed', { name })}
                  onClick={() => composing.change(without(programCode), programCode)}
                >
                  {t('drop')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
