'use client';

import { CheckImportDocument, type ImportHeadFragment } from '@yimen/schema/documents';
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NewListFields, WholeField } from '@/features/list/list-fields';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ColumnTable } from './column-table';
import { DiscardButton } from './discard-button';
import styles from './import.module.css';
import { type Layout, type Mapping, mappingOf } from './mapping';

interface Options {
  source: string;
  observedOn?: string;
  programCode?: string;
  verified: boolean;
  withDuplicates: boolean;
  list?: ListValues;
}

interface ListValues {
  title?: string;
  unit?: string;
  whole: boolean;
  sharedWith?: string[];
}

interface Props {
  file: ImportHeadFragment;
  layout: Layout;
  onDone: () => void;
}

/** What each column is, and what else the file does not say itself. */
export function ColumnsForm({ file, layout, onDone }: Props) {
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
      list: layout.list && options.list ? { id: layout.list.listId, ...options.list } : null,
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
        list: layout.list && listValues(layout.list),
      }}
    >
      <div className="stack">
        <section className="paper stack" aria-label={t('mapTitle')}>
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

function listValues({ listId, title, unit, whole, sharedWith }: NonNullable<Layout['list']>): ListValues {
  return listId ? { whole } : { title, unit, whole, sharedWith };
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
      {layout.list && (
        <>
          {!layout.list.listId && <NewListFields within={['list']} />}
          <Form.Item name="observedOn" label={t('asOf')} rules={[{ required: true, message: t('asOfMissing') }]}>
            <DayPicker />
          </Form.Item>
          <WholeField within={['list']} />
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
