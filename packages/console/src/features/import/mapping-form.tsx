'use client';

import { type ImportHeadFragment, ImportLayoutDocument } from '@yimen/schema/documents';
import { Alert, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { ColumnsForm } from './columns-form';
import { ListChoice } from './list-choice';
import type { Layout } from './mapping';

interface Props {
  file: ImportHeadFragment;
  onDone: () => void;
}

interface Chosen {
  sheet?: number;
  headerRow?: number;
  /** Its id, or `new`. */
  list?: string;
}

/** Which sheet, which row of headings, what each column is. */
export function MappingForm({ file, onDone }: Props) {
  const t = useTranslations('imports');
  const [{ list }] = useUrlFilters(['list'] as const);
  const [chosen, setChosen] = useState<Chosen>({ list });
  const [query, reload] = useQuery({
    query: ImportLayoutDocument,
    variables: { id: file.id, ...chosen },
    requestPolicy: 'cache-and-network',
  });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ import: found }) =>
        found?.layout ? (
          <>
            <SheetChoice
              file={file}
              layout={found.layout}
              onChoose={(change) => setChosen((before) => ({ ...before, ...change }))}
            />
            <ColumnsForm
              key={`${found.layout.sheet} ${found.layout.headerRow} ${found.layout.list?.listId}`}
              file={file}
              layout={found.layout}
              onDone={onDone}
            />
          </>
        ) : (
          <Alert type="info" showIcon title={t('expired')} />
        )
      }
    </QueryBoundary>
  );
}

interface SheetChoiceProps {
  file: ImportHeadFragment;
  layout: Layout;
  onChoose: (chosen: Chosen) => void;
}

function SheetChoice({ file, layout, onChoose }: SheetChoiceProps) {
  const t = useTranslations('imports');
  const { sheet, headerRow } = layout;
  return (
    <section className="paper row" aria-label={t('sheet')}>
      {file.sheets.length > 1 && (
        <>
          <span>{t('sheet')}</span>
          <Select
            aria-label={t('sheet')}
            value={sheet}
            popupMatchSelectWidth={false}
            options={file.sheets.map(({ name, rows }, value) => ({ value, label: t('sheetRows', { name, rows }) }))}
            onChange={(value: number) => onChoose({ sheet: value, headerRow: undefined })}
          />
        </>
      )}
      <span>{t('headerRow')}</span>
      <InputNumber
        aria-label={t('headerRow')}
        min={1}
        precision={0}
        value={headerRow}
        onChange={(value) => value && onChoose({ sheet, headerRow: value })}
      />
      {layout.list && <ListChoice chosen={layout.list.listId} onChoose={(list) => onChoose({ list })} />}
      {layout.isRemembered && <span className="quiet">{t('remembered')}</span>}
    </section>
  );
}
