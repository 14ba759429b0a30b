'use client';

import { CaseSubgroupsDocument, ReportSubgroupDocument, type SubgroupPartsFragment } from '@yimen/schema/documents';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { formatDateTime } from '@/lib/dates';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';

/** What a few members were asked to look into, and what they reported; whoever is one of them reports. */
export function SubgroupsPanel({ caseId }: { caseId: string }) {
  const t = useTranslations('case');
  const [{ data }] = useQuery({ query: CaseSubgroupsDocument, variables: { caseId } });
  const subgroups = data?.case?.subgroups ?? [];
  if (subgroups.length === 0) return null;
  return (
    <div className="paper" data-testid="subgroups">
      <h2>{t('subgroups')}</h2>
      {subgroups.map((one) => (
        <Subgroup key={one.id} subgroup={one} />
      ))}
    </div>
  );
}

function Subgroup({ subgroup }: { subgroup: SubgroupPartsFragment }) {
  const t = useTranslations('case');
  const { question, members, dueOn, report, reportedBy, reportedAt, allowedActions } = subgroup;
  const names = members.map(({ name }) => name).join(t('comma'));
  return (
    <section>
      <strong>{question}</strong>
      <div className="quiet">{t('subgroupOf', { names, dueOn })}</div>
      {report && reportedBy && reportedAt ? (
        <p>
          {report}{' '}
          <span className="quiet">{t('reportedBy', { name: reportedBy.name, at: formatDateTime(reportedAt) })}</span>
        </p>
      ) : (
        <p className="quiet">{t('notReported')}</p>
      )}
      {allowedActions.some(({ action, allowed }) => action === 'report' && allowed) && <ReportForm id={subgroup.id} />}
    </section>
  );
}

function ReportForm({ id }: { id: string }) {
  const t = useTranslations('case');
  const [form] = Form.useForm<{ text: string }>();
  const report = useCommand(ReportSubgroupDocument);
  const submit = async ({ text }: { text: string }) => {
    const result = await report.run({ subgroupId: id, text });
    if (isFailure(result)) report.setFailure(placeProblems<Failure>(form, result));
  };
  return (
    <Form name={`report-${id}`} form={form} layout="vertical" onFinish={submit}>
      <Form.Item
        name="text"
        label={t('subgroupReport')}
        rules={[{ required: true, whitespace: true, message: t('subgroupReportMissing') }]}
      >
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <MutationFailure failure={report.failure} onClose={() => report.setFailure(undefined)} />
      <Button htmlType="submit" loading={report.running}>
        {t('reportSubgroup')}
      </Button>
    </Form>
  );
}
