'use client';

import { BatchGroupsDocument, type BatchGroupsQuery, CreateBatchDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import styles from './batch.module.css';

interface BatchValues {
  title: string;
  groupCode: string;
  decisionDate: string;
}

/** Opens a batch: its name, the programs of which a person keeps one, the day by which it is judged. */
export function CreateBatchPage() {
  const t = useTranslations('batches');
  const { staff } = useViewer();
  const [query, reload] = useQuery({ query: BatchGroupsDocument, pause: staff.role !== 'chair' });
  return (
    <Page title={t('create')} breadcrumb={[{ title: t('batches'), href: '/batches' }, { title: t('create') }]}>
      {staff.role === 'chair' ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ batchGroups }) => (
            <section className={`paper ${styles.createForm}`} aria-label={t('create')}>
              <BatchForm groups={batchGroups} />
            </section>
          )}
        </QueryBoundary>
      ) : (
        <NoPermission reason={t('onlyChair')} />
      )}
    </Page>
  );
}

function BatchForm({ groups }: { groups: BatchGroupsQuery['batchGroups'] }) {
  const t = useTranslations('batches');
  const b = useBilingual();
  const router = useRouter();
  const { today } = useViewer();
  const [form] = Form.useForm<BatchValues>();
  const create = useCommand(CreateBatchDocument);
  const chosen = Form.useWatch('groupCode', form);
  const group = groups.find(({ code }) => code === chosen);

  const submit = async (values: BatchValues) => {
    const result = await create.run(values);
    if (!isFailure(result)) return router.push(`/batches/${result.id}`);
    create.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<BatchValues>
      form={form}
      layout="vertical"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={{ decisionDate: today, groupCode: groups[0]?.code }}
      onFinish={submit}
    >
      <Form.Item
        name="title"
        label={t('title')}
        rules={[{ required: true, whitespace: true, message: t('titleMissing') }]}
      >
        <Input maxLength={80} placeholder={t('titleExample', { year: today.slice(0, 4) })} />
      </Form.Item>
      <Form.Item
        name="groupCode"
        label={t('group')}
        rules={[{ required: true, message: t('groupMissing') }]}
        extra={group && b(group.words)}
      >
        <Select options={groups.map(({ code, name }) => ({ value: code, label: b(name) }))} />
      </Form.Item>
      {group && (
        <div>
          <h2>{t('programsOf', { count: group.programs.length })}</h2>
          <ul className={styles.programs}>
            {group.programs.map(({ code, name, department }) => (
              <li key={code}>
                {b(name)} <span className="quiet">{b(department.name)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Form.Item
        name="decisionDate"
        label={t('decisionDate')}
        extra={t('decisionDateHint')}
        rules={[{ required: true, message: t('dateMissing') }]}
      >
        <DayPicker className={styles.date} />
      </Form.Item>
      <MutationFailure failure={create.failure} onClose={() => create.setFailure(undefined)} />
      <div className="row">
        <Button type="primary" size="large" htmlType="submit" loading={create.running}>
          {t('confirmCreate')}
        </Button>
        <span className="quiet">{t('thenSubmit')}</span>
      </div>
    </Form>
  );
}
