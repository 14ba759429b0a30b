'use client';

import { CheckImportDocument, type ImportHeadFragment, ImportLayoutDocument } from '@yimen/schema/documents';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { QueryBoundary } from '@/lib/states';
import { ColumnTable } from './column-table';
import { DiscardButton } from './discard-button';
import styles from './import.module.css';
import { type Layout, type Mapping, mappingOf } from './mapping';

interface Props {
  file: ImportHeadFragment;
  onDone: () => void;
}

/** Which sheet, which row of headings, what each column is. */
export function MappingForm({ file, onDone }: Props) {
  const t = useTranslations('imports');
  const [chosen, setChosen] = useState<{ sheet?: number; headerRow?: number }>({});
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
            <SheetChoice file={file} layout={found.layout} onChoose={setChosen} />
            <ColumnsForm
              key={`${found.layout.sheet} ${found.layout.headerRow}`}
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
  onChoose: (chosen: { sheet?: number; headerRow?: number }) => void;
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
            onChange={(value: number) => onChoose({ sheet: value })}
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
      {layout.isRemembered && <span className="quiet">{t('remembered')}</span>}
    </section>
  );
}

interface Options {
  source: string;
  observedOn?: string;
  programCode?: string;
  verified: boolean;
  withDuplicates: boolean;
}

function ColumnsForm({ file, layout, onDone }: Props & { layout: Layout }) {
  const t = useTranslations('imports');
  const b = useBilingual();
  const [form] = Form.useForm<Options>();
  const [mapping, setMapping] = useState<Mapping>(() => mappingOf(layout));
  const check = useCommand(CheckImportDocument);
  const taken = new Set(mapping.map(({ target }) => target));
  const left = layout.targets.filter(({ code, required }) => required && !taken.has(code));

  const submit = async (options: Options) => {
    const result = await check.run({
      importId: file.id,
      expectedVersion: file.version,
      sheet: layout.sheet,
      headerRow: layout.headerRow,
      columns: mapping,
      source: options.source,
      observedOn: options.observedOn || null,
      programCode: options.programCode ?? null,
      verified: options.verified ?? false,
      withDuplicates: options.withDuplicates ?? false,
    });
    if (!isFailure(result)) return onDone();
    check.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<Options>
      form={form}
      layout="vertical"
      onFinish={submit}
      initialValues={{
        source: layout.source,
        observedOn: layout.observedOn ?? undefined,
        programCode: layout.programCode ?? undefined,
        verified: layout.verified,
        withDuplicates: layout.withDuplicates,
      }}
    >
      <div className="stack">
        <section className="paper" aria-label={t('mapTitle')}>
          <h2>{t('mapTitle')}</h2>
          <p className="quiet">{t('mapLead')}</p>
          <ColumnTable layout={layout} mapping={mapping} onChange={setMapping} />
        </section>
        <OptionFields kind={file.kind} layout={layout} needsProgram={!taken.has('program')} />
        {left.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t('requiredLeft', { names: left.map(({ name }) => b(name)).join('、') })}
          />
        )}
        <MutationFailure failure={check.failure} onClose={() => check.setFailure(undefined)} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={check.running}>
            {t('check')}
          </Button>
          <DiscardButton file={file} onDone={onDone} />
          <span className="quiet">{t('checkHint')}</span>
        </div>
      </div>
    </Form>
  );
}

function OptionFields({ kind, layout, needsProgram }: { kind: string; layout: Layout; needsProgram: boolean }) {
  const t = useTranslations('imports');
  const b = useBilingual();
  return (
    <section className={`paper ${styles.options}`} aria-label={t('options')}>
      <Form.Item
        name="source"
        label={t('source')}
        rules={[{ required: true, whitespace: true, message: t('sourceMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      {kind === 'facts' && (
        <>
          <Form.Item name="observedOn" label={t('observedOn')}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="verified" valuePropName="checked" label=" " colon={false}>
            <Checkbox>{t('verified')}</Checkbox>
          </Form.Item>
        </>
      )}
      {kind === 'awards' && needsProgram && (
        <Form.Item name="programCode" label={t('program')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={layout.programs.map(({ code, name }) => ({ value: code, label: b(name) }))}
          />
        </Form.Item>
      )}
      {kind === 'people' && (
        <Form.Item name="withDuplicates" valuePropName="checked" label=" " colon={false}>
          <Checkbox>{t('withDuplicates')}</Checkbox>
        </Form.Item>
      )}
    </section>
  );
}
