'use client';

import { AdoptItemDocument, ItemPartsDocument, type ItemPartsQuery } from '@yimen/schema/documents';
import { Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import type { AgendaItemView } from './meeting-page';
import styles from './review-meeting.module.css';

type Item = NonNullable<NonNullable<ItemPartsQuery['case']>['package']>['items'][number];

interface AdoptPartsDialogProps {
  item: AgendaItemView;
  caseId: string;
  onClose: () => void;
}

interface PartsValues {
  parts: Record<string, { outcome: 'adopt' | 'refuse'; reason?: string }>;
}

/** Adopts the package department by department: of some not, with the reason. */
export function AdoptPartsDialog({ item, caseId, onClose }: AdoptPartsDialogProps) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<PartsValues>();
  const adopt = useCommand(AdoptItemDocument);
  const [{ data }] = useQuery({ query: ItemPartsDocument, variables: { caseId }, requestPolicy: 'network-only' });
  const items = data?.case?.package?.items ?? [];
  const codes = [...new Set(items.map(({ department }) => department.code))];
  const submit = ({ parts }: PartsValues) => {
    const refusedParts = codes
      .filter((code) => parts[code]?.outcome === 'refuse')
      .map((departmentCode) => ({ departmentCode, reason: parts[departmentCode]?.reason ?? '' }));
    return adopt.run({ itemId: item.id, expectedVersion: item.version, refusedParts });
  };
  return (
    <FormDialog
      open
      width={640}
      title={t('adoptParts')}
      okText={t('confirmAdoptParts')}
      form={form}
      command={adopt}
      onSubmit={submit}
      onClose={onClose}
    >
      {codes.map((code) => (
        <Part key={code} code={code} items={items.filter(({ department }) => department.code === code)} />
      ))}
    </FormDialog>
  );
}

function Part({ code, items }: { code: string; items: Item[] }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const outcome = Form.useWatch(['parts', code, 'outcome']);
  const department = items[0] ? b(items[0].department.name) : code;
  return (
    <fieldset className={styles.part}>
      <legend>{department}</legend>
      {items.map(({ id, program, amountFen, planOnly }) => (
        <div key={id}>
          {b(program.name)} {planOnly || amountFen === null ? t('planOnly') : <Money fen={amountFen} />}
        </div>
      ))}
      <Form.Item name={['parts', code, 'outcome']} initialValue="adopt" noStyle>
        <Radio.Group
          aria-label={department}
          options={(['adopt', 'refuse'] as const).map((value) => ({ value, label: t(`partOutcomes.${value}`) }))}
        />
      </Form.Item>
      {outcome === 'refuse' && (
        <Form.Item
          name={['parts', code, 'reason']}
          label={t('reason')}
          rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      )}
    </fieldset>
  );
}
