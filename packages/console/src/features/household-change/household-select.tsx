'use client';

import { HouseholdsDocument, type HouseholdsQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { searchText } from '@/lib/id-number';

export type FoundHousehold = HouseholdsQuery['households']['nodes'][number];

interface HouseholdSelectProps {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  /** Tells the whole household that was chosen. */
  onFound: (household: FoundHousehold | undefined) => void;
  /** Not to be chosen: the household itself. */
  except: string;
}

/** Finds another household by name, number or code. */
export function HouseholdSelect({ id, value, onChange, onFound, except }: HouseholdSelectProps) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(searchText(typed) ?? ''), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const [{ data, fetching }] = useQuery({
    query: HouseholdsDocument,
    variables: { search, first: 10 },
    pause: search === '',
  });
  const found = data?.households.nodes.filter((one) => one.id !== except && one.dissolvedOn === null) ?? [];
  return (
    <Select
      id={id}
      value={value}
      allowClear
      placeholder={t('otherHint')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={fetching}
      notFoundContent={search && !fetching ? t('otherNone') : null}
      options={found.map(({ id: one, head, code, township, village }) => ({
        value: one,
        label: `${head.name} · ${code} · ${b(township.name)} ${village.name}`,
      }))}
      onChange={(next?: string) => {
        onChange?.(next);
        onFound(found.find((one) => one.id === next));
      }}
    />
  );
}
