'use client';

import {
  AgendaCandidatesDocument,
  type AgendaCandidatesQuery,
  CommitteeDocument,
  type CommitteeStaffPartsFragment,
  PlanMeetingDocument,
} from '@yimen/schema/documents';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { TimePicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { AgendaPicker } from './agenda-picker';
import { concernedDepartments } from './concerned-departments';
import { MembersPicker } from './members-picker';
import styles from './review-meeting.module.css';

interface PlanValues {
  title: string;
  scheduledAt: string;
  place: string;
  memberIds: string[];
  caseIds: string[];
  batchIds: string[];
}

/** Plans a meeting: when, where, who, and about what. */
export function PlanMeetingPage() {
  const t = useTranslations('meetings');
  const { staff } = useViewer();
  const [committee] = useQuery({ query: CommitteeDocument });
  const [candidates, reload] = useQuery({ query: AgendaCandidatesDocument, requestPolicy: 'network-only' });
  if (staff.role !== 'chair') return <NoPermission reason={t('onlyChair')} />;
  return (
    <Page title={t('plan')} breadcrumb={[{ title: t('meetings'), href: '/meetings' }, { title: t('plan') }]}>
      <QueryBoundary query={candidates} retry={() => reload({ requestPolicy: 'network-only' })}>
        {(agenda) => (
          <QueryBoundary query={committee}>
            {({ committee: people, proposedMeetingTime }) => (
              <PlanForm
                candidates={agenda}
                people={people.filter(({ id }) => id !== staff.id)}
                proposedTime={proposedMeetingTime}
              />
            )}
          </QueryBoundary>
        )}
      </QueryBoundary>
    </Page>
  );
}

interface PlanFormProps {
  candidates: AgendaCandidatesQuery;
  people: CommitteeStaffPartsFragment[];
  proposedTime: string | null;
}

function PlanForm({ candidates, people, proposedTime }: PlanFormProps) {
  const t = useTranslations('meetings');
  const router = useRouter();
  const [form] = Form.useForm<PlanValues>();
  const plan = useCommand(PlanMeetingDocument);
  const caseIds = Form.useWatch('caseIds', form) ?? [];
  const batchIds = Form.useWatch('batchIds', form) ?? [];

  const submit = async (values: PlanValues) => {
    const result = await plan.run(values);
    if (!isFailure(result)) return router.push(`/meetings/${result.id}`);
    plan.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<PlanValues>
      form={form}
      layout="vertical"
      className="stack"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={{ scheduledAt: proposedTime ?? undefined, memberIds: [], caseIds: [], batchIds: [] }}
      onFinish={submit}
    >
      <section className={`paper ${styles.planFields}`}>
        <Form.Item
          name="title"
          label={t('title')}
          rules={[{ required: true, whitespace: true, message: t('titleMissing') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="scheduledAt" label={t('time')} rules={[{ required: true, message: t('timeMissing') }]}>
          <TimePicker />
        </Form.Item>
        <Form.Item
          name="place"
          label={t('place')}
          rules={[{ required: true, whitespace: true, message: t('placeMissing') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
      </section>
      <section className="paper" aria-labelledby="agenda">
        <h2 id="agenda">{t('agenda')}</h2>
        <AgendaPicker candidates={candidates} />
      </section>
      <section className="paper" aria-labelledby="members">
        <h2 id="members">{t('members')}</h2>
        <Form.Item name="memberIds" rules={[{ required: true, message: t('membersMissing') }]}>
          <MembersPicker people={people} concerned={concernedDepartments(candidates, caseIds, batchIds)} />
        </Form.Item>
      </section>
      <MutationFailure failure={plan.failure} onClose={() => plan.setFailure(undefined)} />
      <div className="row">
        <Button type="primary" size="large" htmlType="submit" loading={plan.running}>
          {t('confirmPlan')}
        </Button>
      </div>
    </Form>
  );
}
