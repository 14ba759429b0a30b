'use client';

import { MakeRecalculationDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import type { Programs } from './recalculations-page';

interface MakeValues {
  programCode: string;
  cause: string;
  fromMonth: string;
  source: string;
  paysArrears: boolean;
}

const AHEAD = 12;

/** Begins a recalculation of a program of the own department: a preview, which changes nothing. */
export function MakeRecalculationDialog({
  programs,
  program,
  onClose,
}: {
  programs: Programs;
  program: string | undefined;
  onClose: () => void;
}) {
  const t = useTranslations('recalculation');
  const b = useBilingual();
  const router = useRouter();
  const { today } = useViewer();
  const [form] = Form.useForm<MakeValues>();
  const make = useCommand(MakeRecalculationDocument);
  const months = comingMonths(today);
  const submit = async (values: MakeValues) => {
    const result = await make.run(values);
    if (isFailure(result)) make.setFailure(placeProblems(form, result));
    else router.push(`/payments/recalculations/${result.id}`);
  };
  return (
    <FormDialog
      open
      fresh
      title={t('make')}
      okText={t('judge')}
      form={form}
      initialValues={{
        programCode: program ?? programs[0]?.code,
        cause: 'standard',
        fromMonth: nextMonth(today),
        paysArrears: true,
      }}
      running={make.running}
      failure={make.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('makeHint')}</p>
      <Form.Item name="programCode" label={t('program')} extra={t('programHint')}>
        <Select options={programs.map(({ code, name }) => ({ value: code, label: b(name) }))} />
      </Form.Item>
      <Form.Item name="cause" label={t('cause')}>
        <Radio.Group options={['standard', 'yearly'].map((value) => ({ value, label: t(`causes.${value}`) }))} />
      </Form.Item>
      <Form.Item name="fromMonth" label={t('from')} extra={t('fromHint')}>
        <Select options={months.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('source')}
        rules={[{ required: true, whitespace: true, message: t('sourceMissing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="paysArrears" valuePropName="checked" extra={t('arrearsHint')}>
        <Checkbox>{t('paysArrears')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

const monthAt = (number: number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return monthAt(year * 12 + month);
}

/** The months, YYYY-MM, from which a recalculation may count: of this year, and the twelve to come. */
function comingMonths(today: string): string[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: month + AHEAD }, (_none, place) => monthAt(year * 12 + place));
}
