'use client';

import { LIST_OPERATORS, REGISTER_LEVELS } from '@yimen/schema';
import { KeptListsDocument, ProgramsDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useRuleNames } from '@/features/program/use-rule-names';
import { FeelField } from '@/features/rehearsal/feel-field';
import { useBilingual } from '@/lib/bilingual';
import styles from './list.module.css';

export interface SourceValues {
  kind: string;
  list?: string;
  conditions?: { column: string; operator: string; value?: string }[];
  codes?: string[];
  rule?: string;
}

const KINDS = ['list', 'level', 'program', 'rule'];
export const NEW_SOURCE: SourceValues = { kind: 'list' };

/** Any number of sources, under one name of the form. */
export function SourceList({ name, add }: { name: 'all' | 'none' | 'sources'; add: string }) {
  const t = useTranslations('list');
  return (
    <Form.List name={name}>
      {(fields, { add: append, remove }) => (
        <>
          {fields.map(({ key, name: index }) => (
            <div key={key} className={styles.source}>
              <SourceFields list={name} index={index} />
              <div>
                <Button size="small" onClick={() => remove(index)}>
                  {t('removeSource')}
                </Button>
              </div>
            </div>
          ))}
          <Button onClick={() => append(NEW_SOURCE)}>{add}</Button>
        </>
      )}
    </Form.List>
  );
}

function SourceFields({ list, index }: { list: string; index: number }) {
  const t = useTranslations('list');
  const form = Form.useFormInstance();
  const kind = Form.useWatch([list, index, 'kind'], form) ?? 'list';
  return (
    <>
      <Form.Item name={[index, 'kind']} label={t('sourceKind')}>
        <Select className={styles.choice} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      {kind === 'list' && <ListFields list={list} index={index} />}
      {(kind === 'level' || kind === 'program') && <CodeField index={index} kind={kind} />}
      {kind === 'rule' && <RuleField list={list} index={index} />}
    </>
  );
}

function ListFields({ list, index }: { list: string; index: number }) {
  const t = useTranslations('list');
  const b = useBilingual();
  const form = Form.useFormInstance();
  const [{ data }] = useQuery({ query: KeptListsDocument, requestPolicy: 'cache-first' });
  const chosen = Form.useWatch([list, index, 'list'], form);
  const columns = data?.keptLists.find(({ code }) => code === chosen)?.columns ?? [];
  const operators = Object.entries(LIST_OPERATORS).map(([value, label]) => ({ value, label: b(label) }));
  return (
    <>
      <Form.Item name={[index, 'list']} label={t('list')}>
        <Select
          className={styles.choice}
          popupMatchSelectWidth={false}
          options={data?.keptLists.map(({ code, title }) => ({ value: code, label: title }))}
        />
      </Form.Item>
      <Form.List name={[index, 'conditions']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="row">
                <Form.Item name={[name, 'column']}>
                  <Select
                    aria-label={t('column')}
                    className={styles.choice}
                    options={columns.map(({ code, name: label }) => ({ value: code, label }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'operator']}>
                  <Select aria-label={t('operator')} className={styles.value} options={operators} />
                </Form.Item>
                <ValueField path={[list, index, 'conditions', name]} columns={columns} name={name} />
                <Button size="small" onClick={() => remove(name)}>
                  {t('remove')}
                </Button>
              </div>
            ))}
            {columns.length > 0 && (
              <Button size="small" onClick={() => add({ operator: 'is' })}>
                {t('addCondition')}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </>
  );
}

function ValueField({
  path,
  columns,
  name,
}: {
  path: (string | number)[];
  columns: readonly { code: string; type: string }[];
  name: number;
}) {
  const t = useTranslations('list');
  const form = Form.useFormInstance();
  const { column, operator } = Form.useWatch(path, form) ?? {};
  if (operator === 'is_unknown') return null;
  const isTruth = columns.find(({ code }) => code === column)?.type === 'boolean';
  const truths = ['是', '否'].map((value, index) => ({ value, label: t(index === 0 ? 'yes' : 'no') }));
  return (
    <Form.Item name={[name, 'value']}>
      {isTruth ? (
        <Select aria-label={t('value')} className={styles.value} options={truths} />
      ) : (
        <Input aria-label={t('value')} className={styles.value} />
      )}
    </Form.Item>
  );
}

function CodeField({ index, kind }: { index: number; kind: 'level' | 'program' }) {
  const t = useTranslations('list');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: ProgramsDocument, requestPolicy: 'cache-first', pause: kind !== 'program' });
  const options =
    kind === 'level'
      ? Object.entries(REGISTER_LEVELS).map(([value, label]) => ({ value, label: b(label) }))
      : data?.programs.map(({ code, name }) => ({ value: code, label: b(name) }));
  return (
    <Form.Item name={[index, 'codes']} label={t(`kind.${kind}`)}>
      <Select
        mode="multiple"
        className={styles.choice}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
      />
    </Form.Item>
  );
}

function RuleField({ list, index }: { list: string; index: number }) {
  const t = useTranslations('list');
  const names = useRuleNames();
  const id = `${list}-${index}-rule`;
  if (!names) return null;
  return (
    <Form.Item name={[index, 'rule']} label={<span id={id}>{t('ruleLabel')}</span>}>
      <FeelField labelledBy={id} names={names} short={false} />
    </Form.Item>
  );
}
