'use client';

import {
  CommitteeDocument,
  type CommitteeStaffPartsFragment,
  PlanMeetingDocument,
  ProposedAgendaDocument,
} from '@yimen/schema/documents';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { TimePicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { idOf } from './agenda-candidate';
import { type Agenda, AgendaPicker, proposedIds } from './agenda-picker';
import { concernedDepartments } from './concerned-departments';
import { EmergencyFields, emergencyTime } from './emergency-fields';
import { MembersPicker } from './members-picker';
import styles from './review-meeting.module.css';

interface PlanValues {
  title: string;
  scheduledAt: string;
  place: string;
  memberIds: string[];
  /** Ids of cases and batches. */
  order: string[];
  emergencyReason?: string;
}

/** Plans a meeting: when, where, who, and about what. */
export function PlanMeetingPage() {
  const t = useTranslations('meetings');
  const { staff } = useViewer();
  const [committee] = useQuery({ query: CommitteeDocument });
  const [candidates, reload] = useQuery({
    query: ProposedAgendaDocument,
    variables: {},
    requestPolicy: 'network-only',
  });
  if (staff.role !== 'chair') return <NoPermission reason={t('onlyChair')} />;
  return (
    <Page title={t('plan')} breadcrumb={[{ title: t('meetings'), href: '/meetings' }, { title: t('plan') }]}>
      <QueryBoundary query={candidates} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ proposedAgenda: agenda }) => (
          <QueryBoundary query={committee}>
            {({ committee: people, proposedMeetingTime }) =>
              agenda && (
                <PlanForm
                  agenda={agenda}
                  people={people.filter(({ id }) => id !== staff.id)}
                  proposedTime={proposedMeetingTime}
                />
              )
            }
          </QueryBoundary>
        )}
      </QueryBoundary>
    </Page>
  );
}

interface PlanFormProps {
  agenda: Agenda;
  people: CommitteeStaffPartsFragment[];
  proposedTime: string | null;
}

function PlanForm({ agenda, people, proposedTime }: PlanFormProps) {
  const t = useTranslations('meetings');
  const router = useRouter();
  const [form] = Form.useForm<PlanValues>();
  const plan = useCommand(PlanMeetingDocument);
  const [emergency, setEmergency] = useState(false);
  const order = Form.useWatch('order', form) ?? [];
  const chosen = agenda.items.filter((item) => order.includes(idOf(item)));

  const call = (urgent: boolean) => {
    setEmergency(urgent);
    const { items, emergencyWithinMinutes } = agenda;
    form.setFieldsValue({
      scheduledAt: urgent ? emergencyTime(emergencyWithinMinutes, Date.now()) : (proposedTime ?? undefined),
      order: urgent ? items.filter(({ cannotWait }) => cannotWait).map(idOf) : proposedIds(agenda),
    });
  };

  const submit = async (values: PlanValues) => {
    const caseIds = chosen.flatMap((item) => item.case?.id ?? []);
    const batchIds = chosen.flatMap((item) => item.batch?.id ?? []);
    const packageItemIds = chosen.flatMap((item) => item.declined?.packageItemId ?? []);
    const result = await plan.run({ ...values, caseIds, batchIds, packageItemIds });
    if (!isFailure(result)) return router.push(`/meetings/${result.id}`);
    plan.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<PlanValues>
      form={form}
      layout="vertical"
      className="stack"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={{ scheduledAt: proposedTime ?? undefined, memberIds: [], order: proposedIds(agenda) }}
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
        <EmergencyFields emergency={emergency} withinMinutes={agenda.emergencyWithinMinutes} onChange={call} />
      </section>
      <section className="paper" aria-labelledby="agenda">
        <h2 id="agenda">{t('agenda')}</h2>
        <Form.Item name="order" rules={[{ required: true, type: 'array', message: t('itemsMissing') }]}>
          <AgendaPicker agenda={agenda} />
        </Form.Item>
      </section>
      <section className="paper" aria-labelledby="members">
        <h2 id="members">{t('members')}</h2>
        <Form.Item name="memberIds" rules={[{ required: true, message: t('membersMissing') }]}>
          <MembersPicker people={people} concerned={concernedDepartments(chosen)} />
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
