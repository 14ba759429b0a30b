'use client';

import { codeOfName } from '@yimen/schema';
import { KeepListDocument, KeptListsDocument, TownshipsDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { LinkButton, Page } from '@/lib/page';
import { NoPermission } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import styles from './list.module.css';
import { NewListFields, WholeField } from './list-fields';
import { readPasted } from './pasted-lines';

interface HandInValues {
  code?: string;
  title?: string;
  unit: string;
  asOf: string;
  whole: boolean;
  sharedWith?: string[];
  pasted: string;
}

/** Hands in a list of the own department: lines copied from a spreadsheet. */
export function HandInPage() {
  const t = useTranslations('list');
  const router = useRouter();
  const { staff, today } = useViewer();
  const [form] = Form.useForm<HandInValues>();
  const [unreadable, setUnreadable] = useState(false);
  const keep = useCommand(KeepListDocument);
  const [lists] = useQuery({ query: KeptListsDocument });
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const own = (lists.data?.keptLists ?? []).filter(({ allowedActions }) =>
    allowedActions.some(({ action }) => action === 'keep'),
  );
  const code = Form.useWatch('code', form);
  const chosen = own.find((list) => list.code === code);
  const townshipOf = (name: string) =>
    name === ''
      ? undefined
      : (county.data?.townships.find((township) => township.name.zh.startsWith(name))?.code ?? name);

  const submit = async ({ title, pasted, unit, sharedWith = [], asOf, whole }: HandInValues) => {
    const list = readPasted(pasted ?? '', chosen?.columns ?? []);
    setUnreadable(!list);
    if (!list) return;
    const result = await keep.run({
      asOf,
      whole,
      code: chosen?.code ?? codeOfName(title ?? ''),
      title: chosen?.title ?? title ?? '',
      unit: chosen?.unit ?? unit,
      departmentCode: staff.department?.code ?? '',
      sharedWith: chosen ? undefined : sharedWith,
      columns: list.columns,
      source: t('pastedSource'),
      entries: list.lines.map(({ township, ...line }) => ({ ...line, townshipCode: townshipOf(township) })),
    });
    if (!isFailure(result)) return router.push(`/lists/${result.id}`);
    keep.setFailure(withLines(result, (line) => t('line', { line })));
  };

  if (lists.data && !lists.data.keptListActions.some(({ action }) => action === 'keep')) return <NoPermission />;
  return (
    <Page
      title={t('handIn')}
      breadcrumb={[{ title: t('title'), href: '/lists' }, { title: t('handIn') }]}
      extra={<LinkButton href="/imports?kind=lists">{t('fromFile')}</LinkButton>}
    >
      <p className="quiet">{t('fromFileHint')}</p>
      <Form<HandInValues>
        className={styles.form}
        form={form}
        layout="vertical"
        noValidate
        initialValues={{ unit: 'person', whole: true, asOf: today }}
        onFinish={submit}
      >
        <section className="paper">
          <Form.Item name="code" label={t('list')} extra={t('newListHint')}>
            <Select
              allowClear
              placeholder={t('newList')}
              options={own.map((list) => ({ value: list.code, label: list.title }))}
            />
          </Form.Item>
          {!chosen && <NewListFields />}
          <Form.Item name="asOf" label={t('asOf')}>
            <DayPicker />
          </Form.Item>
          <WholeField />
          <Form.Item
            name="pasted"
            label={t('pasted')}
            extra={t('pastedHint')}
            {...(unreadable && { validateStatus: 'error', help: t('unreadable') })}
          >
            <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} />
          </Form.Item>
        </section>
        <MutationFailure failure={keep.failure} onClose={() => keep.setFailure(undefined)} />
        <Button type="primary" htmlType="submit" loading={keep.running}>
          {t('handIn')}
        </Button>
      </Form>
    </Page>
  );
}

/** The problems of lines, each with the number of its line. */
function withLines(failure: Failure, lineOf: (line: number) => string): Failure {
  if (failure.__typename !== 'InvalidInput') return failure;
  const problems = failure.problems.map((problem) => {
    const [, line] = /^entries\.(\d+)/.exec(problem.path) ?? [];
    return line === undefined ? problem : { ...problem, message: `${lineOf(Number(line) + 2)}${problem.message}` };
  });
  return { ...failure, problems };
}
