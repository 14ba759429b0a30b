'use client';

import { BUDGET_REQUEST_KINDS, BUDGET_REQUESTS, type BudgetRequestKind } from '@yimen/schema';
import { AskForBudgetDocument, type BudgetLinePartsFragment, BudgetReceiversDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { formatYuan } from '@/lib/money';

/** Advances to townships are asked for beside what each holds; see `../reserve`. */
const KINDS = BUDGET_REQUEST_KINDS.filter((kind) => kind !== 'advance' && kind !== 'reclaim');

interface ChangeValues {
  kind: BudgetRequestKind;
  amount?: string;
  asFarAsFree?: boolean;
  toLineId?: string;
  places?: number;
  reason: string;
  document: string;
}

interface ChangeDialogProps {
  line: BudgetLinePartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for a change of a line; somebody else decides it. */
export function ChangeDialog({ line, onClose, onDone }: ChangeDialogProps) {
  const t = useTranslations('budget');
  const b = useBilingual();
  const [form] = Form.useForm<ChangeValues>();
  const kind = Form.useWatch('kind', form);
  const ask = useCommand(AskForBudgetDocument);
  const submit = async (values: ChangeValues) => {
    const result = await ask.run({ lineId: line.id, ...values });
    if (isFailure(result)) ask.setFailure(placeProblems(form, result));
    else onDone();
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      title={t('changeOf', { name: b(line.label) })}
      okText={t('submit')}
      form={form}
      running={ask.running}
      failure={ask.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('chooseKind') }]}>
        <Select options={KINDS.map((value) => ({ value, label: b(BUDGET_REQUESTS[value]) }))} />
      </Form.Item>
      {kind && <WhatChanges kind={kind} line={line} />}
      <Form.Item name="reason" label={t('reason')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="document" label={t('document')} rules={required}>
        <Input maxLength={100} placeholder={t('documentHint')} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

/** How much, from where to where. */
function WhatChanges({ kind, line }: { kind: BudgetRequestKind } & Pick<ChangeDialogProps, 'line'>) {
  const t = useTranslations('budget');
  const locale = useLocale();
  if (kind === 'close') return null;
  if (kind === 'quota') {
    return (
      <Form.Item
        name="places"
        label={t('morePlaces')}
        extra={line.placesLeft === null ? t('firstPlacesHint') : t('morePlacesHint', { left: line.placesLeft })}
        rules={[{ required: true, message: t('missing') }]}
      >
        <InputNumber precision={0} />
      </Form.Item>
    );
  }
  const hint =
    kind === 'unfreeze'
      ? t('frozenHint', { frozen: formatYuan(line.frozenFen, locale) })
      : t('amountHint', { left: formatYuan(line.leftFen, locale) });
  return (
    <>
      {kind === 'transfer' && <Receiver line={line} />}
      <Form.Item
        name="amount"
        label={t('amount')}
        extra={hint}
        rules={[{ required: true, whitespace: true, message: t('missingAmount') }]}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
      {kind === 'cut' && (
        <Form.Item name="asFarAsFree" valuePropName="checked">
          <Checkbox>{t('asFarAsFree')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

/** The lines that may receive of this one's money. */
function Receiver({ line }: Pick<ChangeDialogProps, 'line'>) {
  const t = useTranslations('budget');
  const b = useBilingual();
  const [{ data, fetching }] = useQuery({ query: BudgetReceiversDocument, variables: { id: line.id } });
  const lines = data?.budgetLine?.receivers ?? [];
  return (
    <Form.Item
      name="toLineId"
      label={t('toLine')}
      extra={t('toLineHint')}
      rules={[{ required: true, message: t('chooseLine') }]}
    >
      <Select
        loading={fetching}
        showSearch={{ optionFilterProp: 'label' }}
        options={lines.map(({ id, label }) => ({ value: id, label: b(label) }))}
      />
    </Form.Item>
  );
}
