'use client';

import { KeptListsDocument } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import styles from './import.module.css';

const NEW = 'new';

/** Of which list of one's own department a file is a version; `chosen` is its id, null for a new one. */
export function ListChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (list: string) => void }) {
  const t = useTranslations('imports');
  const [lists] = useQuery({ query: KeptListsDocument });
  const own = (lists.data?.keptLists ?? []).filter(({ allowedActions }) =>
    allowedActions.some(({ action }) => action === 'keep'),
  );
  return (
    <>
      <span>{t('list')}</span>
      <Select
        className={styles.target}
        aria-label={t('list')}
        value={chosen ?? NEW}
        options={[{ value: NEW, label: t('newList') }, ...own.map(({ id, title }) => ({ value: id, label: title }))]}
        onChange={onChoose}
      />
    </>
  );
}
