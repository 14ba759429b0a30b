'use client';

import { ProgramRulesDocument, RehearsalChoicesDocument, StartRehearsalDocument } from '@yimen/schema/documents';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { ChangeFields } from './change-fields';
import { type ChangeValues, changeOf, onlyChanged, onOtherDay } from './changes';
import { type Choices, mayRehearse } from './kinds';
import styles from './rehearsal.module.css';

interface RehearsalValues {
  title: string;
  from: string;
  horizonMonths: number;
  sharedWith: string;
  changes: ChangeValues[];
}

/** Asks what would change, from when, and over how many months the money counts. */
export function NewRehearsalPage() {
  const t = useTranslations('rehearsal');
  const { staff, today } = useViewer();
  const may = mayRehearse(staff.role);
  const [from, setFrom] = useState(nextMonth(today));
  const [query, reload] = useQuery({ query: RehearsalChoicesDocument, variables: { from }, pause: !may });
  return (
    <Page
      title={t('new')}
      breadcrumb={[
        { title: t('programs'), href: '/programs' },
        { title: t('title'), href: '/rehearsals' },
        { title: t('new') },
      ]}
    >
      {may ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ rehearsalChoices }) => <FormOfVersion choices={rehearsalChoices} from={from} onFrom={setFrom} />}
        </QueryBoundary>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

interface FormProps {
  /** As they stand on the day from which the changes hold. */
  choices: Choices;
  from: string;
  onFrom: (day: string) => void;
}

/** The form, beginning with the texts of a version that is being written, when the address names one. */
function FormOfVersion(props: FormProps) {
  const { choices } = props;
  const [{ program, standard, version }] = useUrlFilters(['program', 'standard', 'version'] as const);
  const [query, reload] = useQuery({
    query: ProgramRulesDocument,
    variables: { code: program ?? '' },
    pause: !program || !version,
  });
  const first = changeOf(choices, program ?? standard ?? '');
  if (!program || !version) return <RehearsalForm {...props} first={first} />;
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ program: found }) => {
        const content = found?.openVersion?.id === version ? found.openVersion.content : undefined;
        if (!content || !first) return <RehearsalForm {...props} first={first} />;
        const { rule, formula, min, max, step } = content;
        const written = { ...first, rule, formula, min, max, step: step === null ? null : String(step) };
        return <RehearsalForm {...props} first={written} />;
      }}
    </QueryBoundary>
  );
}

/** The first day of the next month: a change is rehearsed before it holds. */
function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

function RehearsalForm({ choices, from, onFrom, first }: FormProps & { first: ChangeValues | undefined }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const router = useRouter();
  const { staff } = useViewer();
  const [form] = Form.useForm<RehearsalValues>();
  const start = useCommand(StartRehearsalDocument);
  const chosen = (Form.useWatch('changes', form) ?? []).map((one) => one?.programCode ?? one?.standardCode);
  const options = [
    { label: t('standards'), options: choices.standards.map(({ code, name }) => ({ value: code, label: b(name) })) },
    { label: t('programs'), options: choices.programs.map(({ code, name }) => ({ value: code, label: b(name) })) },
  ].map((group) => ({ ...group, options: group.options.filter(({ value }) => !chosen.includes(value)) }));
  const audiences = staff.department ? ['private', 'department', 'leadership'] : ['private', 'leadership'];

  const before = useRef(choices);
  useEffect(() => {
    const changes: ChangeValues[] = form.getFieldValue('changes') ?? [];
    form.setFieldsValue({ changes: changes.map((change) => onOtherDay(change, before.current, choices)) });
    before.current = choices;
  }, [form, choices]);

  const submit = async () => {
    // What a change is of stands in no field of its own.
    const values = form.getFieldsValue(true) as RehearsalValues;
    const changes = values.changes.map((change) => onlyChanged(choices, change));
    const result = await start.run({ ...values, changes });
    if (!isFailure(result)) return router.push(`/rehearsals/${result.id}`);
    start.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<RehearsalValues>
      form={form}
      layout="vertical"
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={{
        from,
        horizonMonths: 12,
        sharedWith: 'private',
        changes: first ? [first] : [],
      }}
      onValuesChange={(changed) => changed.from && onFrom(changed.from)}
      onFinish={submit}
    >
      <div className="stack">
        <section className={`paper ${styles.head}`} aria-label={t('frame')}>
          <Form.Item
            name="title"
            label={t('name')}
            rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
          >
            <Input maxLength={80} placeholder={t('nameExample')} />
          </Form.Item>
          <Form.Item name="from" label={t('from')} rules={[{ required: true, message: t('fromMissing') }]}>
            <DayPicker />
          </Form.Item>
          <Form.Item
            name="horizonMonths"
            label={t('horizonLong')}
            rules={[{ required: true, message: t('horizonMissing') }]}
          >
            <InputNumber min={1} max={36} precision={0} />
          </Form.Item>
          <Form.Item name="sharedWith" label={t('sharedWith')}>
            <Select options={audiences.map((value) => ({ value, label: t(`audience.${value}`) }))} />
          </Form.Item>
        </section>
        <Form.List name="changes">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <ChangeFields key={key} index={name} choices={choices} onRemove={() => remove(name)} />
              ))}
              <section className="paper" aria-label={t('addChange')}>
                <Select
                  className={styles.add}
                  aria-label={t('addChange')}
                  placeholder={t('addChange')}
                  value={null}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={options}
                  onChange={(code: string | null) => code && add(changeOf(choices, code))}
                />
              </section>
            </>
          )}
        </Form.List>
        <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={start.running}>
            {t('start')}
          </Button>
          <span className="quiet">{t('nothingTouched')}</span>
        </div>
      </div>
    </Form>
  );
}
