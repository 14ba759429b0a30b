'use client';

import type { CommitteeStaffPartsFragment } from '@yimen/schema/documents';
import { Button, Checkbox } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import styles from './review-meeting.module.css';

interface MembersPickerProps {
  people: CommitteeStaffPartsFragment[];
  /** Codes of the departments that the chosen agenda concerns. */
  concerned: ReadonlySet<string>;
  id?: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
}

const codeOf = ({ department }: CommitteeStaffPartsFragment) => department?.code ?? '';

/** The committee by department, with all of it or the departments concerned at one click. */
export function MembersPicker({ people, concerned, id, value = [], onChange }: MembersPickerProps) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const codes = [...new Set(people.map(codeOf))];
  const concernedIds = people
    .filter(({ department }) => department && concerned.has(department.code))
    .map((one) => one.id);
  return (
    <fieldset id={id} className={styles.fieldset} tabIndex={-1}>
      <legend className="visually-hidden">{t('members')}</legend>
      <div className="row">
        <Button onClick={() => onChange?.(people.map((one) => one.id))}>{t('selectAll')}</Button>
        <Button onClick={() => onChange?.(concernedIds)}>{t('selectConcerned')}</Button>
        <Button onClick={() => onChange?.([])}>{t('selectNone')}</Button>
        <span className="quiet">{t('chosen', { count: value.length })}</span>
      </div>
      <Checkbox.Group className={styles.members} value={value} onChange={(ids) => onChange?.(ids as string[])}>
        {codes.map((code) => {
          const members = people.filter((one) => codeOf(one) === code);
          const [first] = members;
          return (
            <div key={code} className={styles.memberGroup} data-concerned={concerned.has(code)}>
              <h3>{first?.department ? b(first.department.name) : first && b(first.orgUnitName)}</h3>
              {members.map((one) => (
                <Checkbox key={one.id} value={one.id}>
                  {one.name} <span className="quiet">{b(one.title)}</span>
                </Checkbox>
              ))}
            </div>
          );
        })}
      </Checkbox.Group>
    </fieldset>
  );
}
