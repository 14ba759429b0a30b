'use client';

import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import { type DiscoveryPartsFragment, EnterDiscoveryResultDocument, HouseholdDocument } from '@yimen/schema/documents';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

interface ResultValues {
  result: string;
  reason?: string;
  caseId?: string;
}

interface ResultDialogProps {
  discovery: DiscoveryPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** What a township found out about a name. */
export function ResultDialog({ discovery, onClose, onDone }: ResultDialogProps) {
  const t = useTranslations('list');
  const b = useBilingual();
  const [form] = Form.useForm<ResultValues>();
  const result = Form.useWatch('result', form);
  const enter = useCommand(EnterDiscoveryResultDocument);
  const { householdId } = discovery;
  const [household] = useQuery({
    query: HouseholdDocument,
    variables: { id: householdId ?? '' },
    pause: !householdId,
  });
  const cases = household.data?.household?.cases ?? [];
  const needsReason = result !== undefined && DISCOVERY_RESULTS[result as DiscoveryResult].reason;

  const submit = (values: ResultValues) =>
    enter.run({ discoveryId: discovery.id, expectedVersion: discovery.version, ...values });

  return (
    <FormDialog
      open
      fresh
      title={t('resultOf', { name: discovery.personName })}
      form={form}
      initialValues={{
        result: discovery.result ?? undefined,
        reason: discovery.reason ?? undefined,
        caseId: discovery.caseId ?? undefined,
      }}
      command={enter}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="result" label={t('result')}>
        <Radio.Group
          vertical
          options={Object.entries(DISCOVERY_RESULTS).map(([value, label]) => ({ value, label: b(label) }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t(needsReason ? 'reason' : 'note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      {cases.length > 0 && (
        <Form.Item name="caseId" label={t('case')}>
          <Select allowClear options={cases.map(({ id, number }) => ({ value: id, label: number }))} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
