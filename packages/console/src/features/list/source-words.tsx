'use client';

import { LIST_OPERATORS, type ListOperator } from '@yimen/schema';
import type { ListMatchPartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

type Source = ListMatchPartsFragment['sources'][number];

/** What a match asks, a line a source. */
export function SourceWords({ sources }: { sources: readonly Source[] }) {
  const t = useTranslations('list');
  const b = useBilingual();
  return (
    <ul className="plain-list">
      {sources.map((source, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sources have no id, and never change places
        <li key={index}>
          <Tag color={source.excluded ? 'warning' : 'success'}>{t(source.excluded ? 'notIn' : 'in')}</Tag>
          {t(`kind.${source.kind}`)}：<strong>{b(source.name)}</strong>
          {source.conditions.map(({ column, columnName, operator, value }) => (
            <span key={column}>
              ，{columnName} {b(LIST_OPERATORS[operator as ListOperator])} {valueInWords(value, t)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function valueInWords(value: string | null, t: (key: string) => string): string {
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'yes' : 'no');
  return value ?? '';
}
