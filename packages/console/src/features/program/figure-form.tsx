'use client';

import { SaveStandardVersionDocument } from '@yimen/schema/documents';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { useVocabulary } from '@/lib/vocabulary';
import type { StandardView } from './standard-page';

const KINDS = ['doc', 'seed', 'page', 'page_other', 'general_knowledge', 'assumed'] as const;

interface FigureValues {
  value: number;
  from: string;
  to?: string;
  figureKind: string;
  source: string;
  note?: string;
}

/** Proposes a figure from a day on, or changes what is proposed. */
export function FigureForm({ standard, onDone }: { standard: StandardView; onDone: () => void }) {
  const t = useTranslations('rules.standards');
  const papers = useTranslations('rules.papers');
  const { figureKind } = useVocabulary();
  const [form] = Form.useForm<FigureValues>();
  const save = useCommand(SaveStandardVersionDocument);
  const { open, code } = standard;

  const send = async (values: FigureValues) => {
    const input = { ...values, to: values.to || null, standardCode: code };
    const result = await save.run(open ? { ...input, versionId: open.id, expectedVersion: open.version } : input);
    if (!isFailure(result)) return onDone();
    save.setFailure(placeProblems<Failure>(form, result));
  };
  const needed = (message: string) => [{ required: true, message }];
  return (
    <section className="paper" aria-labelledby="propose">
      <h2 id="propose">{open ? t('change') : t('propose')}</h2>
      <p className="quiet">{t('proposeHint')}</p>
      <Form<FigureValues>
        name="figure"
        form={form}
        layout="vertical"
        initialValues={{
          value: open?.figure?.value,
          from: open?.effectiveFrom ?? undefined,
          to: open?.figure?.to ?? undefined,
          figureKind: open?.figure?.kind ?? 'doc',
          source: open?.source ?? '',
          note: open?.note ?? '',
        }}
        onFinish={send}
      >
        <div className="row">
          <Form.Item name="value" label={t('value')} rules={needed(t('valueMissing'))}>
            <InputNumber min={0} max={1e9} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name="from" label={t('from')} rules={needed(t('fromMissing'))}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="to" label={t('to')}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="figureKind" label={t('basis')}>
            <Select style={{ minWidth: 160 }} options={KINDS.map((value) => ({ value, label: figureKind(value) }))} />
          </Form.Item>
        </div>
        <Form.Item name="source" label={papers('source')} rules={needed(t('sourceMissing'))}>
          <Input maxLength={200} placeholder={papers('sourceHint')} />
        </Form.Item>
        <Form.Item name="note" label={papers('note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <MutationFailure failure={save.failure} />
        <Button type="primary" htmlType="submit" loading={save.running}>
          {t('saveDraft')}
        </Button>
      </Form>
    </section>
  );
}
