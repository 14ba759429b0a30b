'use client';

import { DifficultiesDocument, type PersonPartsFragment } from '@yimen/schema/documents';
import { Form, type FormInstance, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { Money, yuanTextToFen } from '@/lib/money';
import { ErrorState } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { CHANNELS, useVocabulary } from '@/lib/vocabulary';
import styles from './intake.module.css';

export interface NeedValues {
  beneficiaryId: string;
  difficulty: string;
  whatHappened: string;
  since: string;
  cost?: string;
  insurancePaid?: string;
  channel?: string;
}

interface NeedFieldsProps {
  form: FormInstance<NeedValues>;
  members: readonly PersonPartsFragment[];
}

/** Who is in difficulty and of what kind; what happened, since when, what it costs, what insurance already paid. */
export function NeedFields({ form, members }: NeedFieldsProps) {
  const t = useTranslations('intake');
  const b = useBilingual();
  const { relation } = useVocabulary();
  const [{ data, error }, reload] = useQuery({ query: DifficultiesDocument, requestPolicy: 'cache-first' });

  return (
    <>
      <section className="paper" aria-labelledby="who">
        <h2 id="who">{t('who')}</h2>
        <Form.Item
          name="beneficiaryId"
          label={t('beneficiary')}
          rules={[{ required: true, message: t('beneficiaryMissing') }]}
        >
          <Radio.Group
            className={styles.choices}
            options={members.map((person) => ({
              value: person.id,
              label: t('memberLine', { name: person.name, relation: relation(person.relation), age: person.age }),
            }))}
          />
        </Form.Item>
        {error && !data && <ErrorState error={error} retry={() => reload({ requestPolicy: 'network-only' })} />}
        <Form.Item
          name="difficulty"
          label={t('difficulty')}
          rules={[{ required: true, message: t('difficultyMissing') }]}
        >
          <Radio.Group
            className={styles.choices}
            options={data?.difficulties.map(({ code, name }) => ({ value: code, label: b(name) })) ?? []}
          />
        </Form.Item>
      </section>
      <section className="paper" aria-labelledby="what">
        <h2 id="what">{t('what')}</h2>
        <StoryFields />
        <MoneyFields form={form} />
        <Form.Item name="channel" label={t('channel')}>
          <Select
            className={styles.channel}
            options={CHANNELS.map((option) => ({ value: option.code, label: b(option) }))}
          />
        </Form.Item>
      </section>
    </>
  );
}

/** What happened and since when. */
export function StoryFields() {
  const t = useTranslations('intake');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  return (
    <>
      <Form.Item
        name="whatHappened"
        label={t('whatHappened')}
        rules={[{ required: true, whitespace: true, message: t('whatHappenedMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} placeholder={t('whatHappenedHint')} />
      </Form.Item>
      <Form.Item name="since" label={t('since')} rules={[{ required: true, message: t('sinceMissing') }, notLater]}>
        <DayPicker className={styles.date} />
      </Form.Item>
    </>
  );
}

/** Cost and what insurance paid, in yuan as typed; the need that is left of them is shown at once. */
export function MoneyFields({ form }: { form: FormInstance<NeedValues> }) {
  const t = useTranslations('intake');
  const cost = Form.useWatch('cost', form);
  const insurancePaid = Form.useWatch('insurancePaid', form);
  const costFen = yuanTextToFen(cost ?? '');
  const paidFen = insurancePaid?.trim() ? yuanTextToFen(insurancePaid) : 0;
  const amount = {
    validator: async (_: unknown, value?: string) => {
      if (value?.trim() && yuanTextToFen(value) === undefined) throw new Error(t('amountProblem'));
    },
  };
  return (
    <div className={styles.amounts}>
      <Form.Item name="cost" label={t('cost')} rules={[amount]} extra={t('costHint')}>
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="insurancePaid" label={t('insurancePaid')} rules={[amount]} extra={t('insurancePaidHint')}>
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
      <div className={styles.need} role="status">
        <span className="quiet">{t('need')}</span>
        {costFen !== undefined && paidFen !== undefined ? (
          <strong className={paidFen > costFen ? 'late' : ''}>
            <Money fen={Math.max(0, costFen - paidFen)} data-testid="need-fen" />
            {paidFen > costFen && <> {t('paidMoreThanCost')}</>}
          </strong>
        ) : (
          <span>—</span>
        )}
      </div>
    </div>
  );
}
