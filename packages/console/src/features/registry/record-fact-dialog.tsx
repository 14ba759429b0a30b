'use client';

import { FactDefinitionsDocument, type HouseholdPartsFragment, RecordFactsDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { FactControl, type FactValue, factInputValue } from './fact-control';

interface RecordFactDialogProps {
  household: HouseholdPartsFragment;
  /** With a case its own facts can be recorded too. */
  caseId?: string;
  open: boolean;
  onClose: () => void;
}

interface FactValues {
  about: string;
  code: string;
  value: FactValue;
  source?: string;
  observedOn: string;
  verified?: boolean;
  document?: string;
}

const HOUSEHOLD = 'household';
const CASE = 'case';

/** Records one value about the household or a member, with its source and date; the older value is kept beneath it. */
export function RecordFactDialog({ household, caseId, open, onClose }: RecordFactDialogProps) {
  const t = useTranslations('registry.factForm');
  const b = useBilingual();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<FactValues>();
  const [{ data }] = useQuery({ query: FactDefinitionsDocument, requestPolicy: 'cache-first', pause: !open });
  const about = Form.useWatch('about', form) ?? HOUSEHOLD;
  const code = Form.useWatch('code', form);
  const record = useCommand(RecordFactsDocument);

  const scope = about === HOUSEHOLD || about === CASE ? about : 'person';
  const definitions = data?.factDefinitions.filter((fact) => fact.scope === scope) ?? [];
  const fact = definitions.find((each) => each.code === code);

  const submit = (values: FactValues) => {
    return record.run({
      householdId: household.id,
      caseId,
      facts: [
        {
          code: fact?.code ?? '',
          personId: scope === 'person' ? about : undefined,
          value: fact && factInputValue(fact, values.value),
          source: values.source?.trim() || undefined,
          observedOn: values.observedOn,
          verified: values.verified ?? false,
          document: values.document?.trim() || undefined,
        },
      ],
    });
  };

  return (
    <FormDialog
      open={open}
      title={t('title')}
      form={form}
      initialValues={{ about: HOUSEHOLD, observedOn: today }}
      onValuesChange={(changed) => {
        if ('about' in changed) form.resetFields(['code', 'value']);
        if ('code' in changed) form.resetFields(['value']);
      }}
      command={record}
      onSubmit={submit}
      onDone={() => {
        form.resetFields(['code', 'value', 'source', 'document', 'verified']);
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="about" label={t('about')}>
        <Select
          options={[
            { value: HOUSEHOLD, label: t('wholeHousehold') },
            ...(caseId ? [{ value: CASE, label: t('thisCase') }] : []),
            ...household.members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
      <Form.Item name="code" label={t('fact')} rules={[{ required: true, message: t('factMissing') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={definitions.map((each) => ({ value: each.code, label: b(each.name) }))}
        />
      </Form.Item>
      {fact && (
        <Form.Item
          name="value"
          label={b(fact.name)}
          extra={fact.note}
          rules={[{ required: true, message: t('valueMissing') }]}
        >
          <FactControl fact={fact} />
        </Form.Item>
      )}
      <Form.Item name="source" label={t('source')}>
        <Input maxLength={100} placeholder={t('sourceHint')} />
      </Form.Item>
      <Form.Item
        name="observedOn"
        label={t('observedOn')}
        rules={[{ required: true, message: t('observedOnMissing') }, notLater]}
      >
        <DayPicker />
      </Form.Item>
      <Form.Item name="document" label={t('document')}>
        <Input maxLength={200} placeholder={t('documentHint')} />
      </Form.Item>
      <Form.Item name="verified" valuePropName="checked">
        <Checkbox>{t('verified')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
