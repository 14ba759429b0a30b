'use client';

import { DecideItemDocument, type LinePartsFragment, type WaitingItemPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { Deadline } from '../today/deadline';
import { DecideForm } from './decide-form';
import styles from './desk.module.css';
import { useFitReasons } from './fit-reasons';
import { ItemAmount } from './item-amount';

interface WaitingItemProps {
  item: WaitingItemPartsFragment;
  lines: readonly LinePartsFragment[];
  onDecided: (text: string) => void;
}

/** One item to decide: for whom, how much, why it fits, what its line would bear, until when. */
export function WaitingItem({ item, lines, onDecided }: WaitingItemProps) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const reasonsOf = useFitReasons();
  const { packageItem, case: file, meetingNumber } = item;
  const names = { program: b(packageItem.program.name), number: file.number };
  const reasons = reasonsOf(packageItem.verdict);
  return (
    <li className={styles.item} data-item={packageItem.program.code}>
      <div className={styles.head}>
        <div>
          <h3>{names.program}</h3>
          <Link href={`/cases/${file.id}`}>
            {file.number} {file.beneficiary.name}
          </Link>
          {meetingNumber && <span className="quiet"> · {t('meeting', { number: meetingNumber })}</span>}
        </div>
        <div className={styles.sum}>
          <strong>
            <ItemAmount item={packageItem} />
          </strong>
          <ItemDeadline item={item} />
        </div>
      </div>
      {reasons.length > 0 && (
        <p>
          <span className="quiet">{t('fits')}</span> {reasons.join(' · ')}
        </p>
      )}
      <details>
        <summary>{t('rule')}</summary>
        <p className="quiet">{b(packageItem.program.ruleInWords)}</p>
      </details>
      <ItemLine item={item} lines={lines} />
      {packageItem.hold === 'short' && <p className="late">{t('short')}</p>}
      <DecideForm
        document={DecideItemDocument}
        of={{ packageItemId: packageItem.id }}
        allowedActions={packageItem.allowedActions}
        confirmAction="confirm"
        declineAction="decline"
        confirmLabel={t('confirm')}
        confirmName={t('confirmNamed', names)}
        declineName={t('declineNamed', names)}
        onDecided={(outcome) => onDecided(t(`told.${outcome}`, names))}
      />
    </li>
  );
}

/** The clock of the department's own task: the one of this case that falls due on the item's day. */
function ItemDeadline({ item: { case: file, packageItem } }: { item: WaitingItemPartsFragment }) {
  const { deadline } = packageItem;
  if (!deadline) return null;
  const task = file.tasks.find(
    ({ kind, status, dueOn }) => kind === 'department_decision' && status === 'open' && dueOn === deadline,
  );
  return task ? <Deadline {...task} /> : <time dateTime={deadline}>{deadline}</time>;
}

/** What is left of the line that pays: that of the program, in the year of the decision. */
function ItemLine({ item: { case: file, packageItem }, lines }: Pick<WaitingItemProps, 'item' | 'lines'>) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const year = Number(file.package?.decisionDate.slice(0, 4));
  const line = lines.find((one) => one.year === year && one.program.code === packageItem.program.code);
  return (
    <p className={styles.line}>
      <StatusTag kind="hold" status={packageItem.hold} />
      {line ? (
        <span>
          {t.rich('lineLeft', {
            line: `${line.year} ${b(line.fund)}`,
            left: () => <Money fen={line.leftFen} />,
          })}
          {line.placesLeft !== null && ` · ${t('placesLeft', { left: line.placesLeft, total: line.placesTotal ?? 0 })}`}
        </span>
      ) : (
        <span className="quiet">{t('noLine')}</span>
      )}
    </p>
  );
}
