'use client';

import { ApplyForProgramDocument, type CaseDossierPartsFragment, ProgramsDocument } from '@yimen/schema/documents';
import { App, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { yuanTextToFen } from '@/lib/money';
import { useViewer } from '@/lib/viewer';

interface DialogProps {
  dossier: CaseDossierPartsFragment;
  open: boolean;
  onClose: () => void;
}

interface ApplyValues {
  programCode: string;
  appliedOn: string;
  amount?: string;
}

/** Files an application for a program: a department's people for their own programs, the window for any. */
export function ApplyDialog({ dossier, open, onClose }: DialogProps) {
  const t = useTranslations('case');
  const intake = useTranslations('intake');
  const b = useBilingual();
  const { staff, today } = useViewer();
  const notLater = useDayRule(today);
  const { message } = App.useApp();
  const [form] = Form.useForm<ApplyValues>();
  const apply = useCommand(ApplyForProgramDocument);
  const department = staff.role === 'clerk' ? undefined : staff.department?.code;
  const [{ data, fetching }] = useQuery({ query: ProgramsDocument, variables: { department }, pause: !open });
  const applied = new Set(dossier.applications.map(({ program }) => program.code));

  const submit = ({ programCode, appliedOn, amount }: ApplyValues) =>
    apply.run({ caseId: dossier.id, programCode, appliedOn, amount: amount?.trim() || undefined });
  const done = () => {
    message.success(t('applied'));
    onClose();
  };

  return (
    <FormDialog
      fresh
      open={open}
      title={t('apply')}
      okText={t('submitApplication')}
      form={form}
      initialValues={{ appliedOn: today }}
      command={apply}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <Form.Item name="programCode" label={t('program')} rules={[{ required: true, message: t('programMissing') }]}>
        <Select
          loading={fetching}
          showSearch={{ optionFilterProp: 'label' }}
          options={data?.programs.map(({ code, name }) => ({
            value: code,
            label: applied.has(code) ? t('alreadyApplied', { program: b(name) }) : b(name),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="appliedOn"
        label={t('appliedOn')}
        rules={[{ required: true, message: t('appliedOnMissing') }, notLater]}
      >
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amountApplied')}
        extra={t('amountAppliedHint')}
        rules={[
          {
            validator: async (_, value?: string) => {
              if (value?.trim() && yuanTextToFen(value) === undefined) throw new Error(intake('amountProblem'));
            },
          },
        ]}
      >
        <Input inputMode="decimal" suffix={intake('yuan')} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
