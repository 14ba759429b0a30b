'use client';

import { MATCH_REPEATS } from '@yimen/schema';
import { ListMatchDocument, type ListMatchPartsFragment, SaveMatchDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import styles from './list.module.css';
import { MatchSavers } from './match-savers';
import { NEW_SOURCE, SourceList, type SourceValues } from './source-fields';

interface MatchValues {
  title: string;
  unit: string;
  repeats: string;
  all: SourceValues[];
  none: SourceValues[];
}

const EMPTY: MatchValues = { title: '', unit: 'person', repeats: 'none', all: [NEW_SOURCE], none: [] };

/** Makes a match, or changes the one with this id. */
export function MatchFormPage({ id }: { id?: string }) {
  const t = useTranslations('list');
  const [query, reload] = useQuery({ query: ListMatchDocument, variables: { id: id ?? '' }, pause: !id });
  return (
    <Page
      title={t(id ? 'editMatch' : 'newMatch')}
      breadcrumb={[{ title: t('title'), href: '/lists' }, { title: t(id ? 'editMatch' : 'newMatch') }]}
    >
      {id ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ listMatch }) => (listMatch ? <MatchForm match={listMatch} /> : <Missing />)}
        </QueryBoundary>
      ) : (
        <MatchSavers>
          <MatchForm />
        </MatchSavers>
      )}
    </Page>
  );
}

function MatchForm({ match }: { match?: ListMatchPartsFragment }) {
  const t = useTranslations('list');
  const common = useTranslations('common.actions');
  const b = useBilingual();
  const router = useRouter();
  const [form] = Form.useForm<MatchValues>();
  const save = useCommand(SaveMatchDocument);

  const submit = async ({ all = [], none = [], ...values }: MatchValues) => {
    const result = await save.run({
      ...values,
      all,
      none,
      ...(match && { matchId: match.id, expectedVersion: match.version }),
    });
    if (!isFailure(result)) return router.push(`/matches/${result.id}`);
    save.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<MatchValues>
      className={styles.form}
      form={form}
      layout="vertical"
      noValidate
      initialValues={match ? valuesOf(match) : EMPTY}
      onFinish={submit}
    >
      <section className="paper">
        <Form.Item name="title" label={t('matchTitle')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="unit" label={t('unit')}>
          <Radio.Group options={['person', 'household'].map((value) => ({ value, label: t(`units.${value}`) }))} />
        </Form.Item>
        <Form.Item name="repeats" label={t('repeats')}>
          <Select
            className={styles.choice}
            options={Object.entries(MATCH_REPEATS).map(([value, label]) => ({ value, label: b(label) }))}
          />
        </Form.Item>
      </section>
      <section className="paper" aria-labelledby="all">
        <h2 id="all">{t('inAll')}</h2>
        <SourceList name="all" add={t('addSource')} />
      </section>
      <section className="paper" aria-labelledby="none">
        <h2 id="none">{t('inNone')}</h2>
        <SourceList name="none" add={t('addSource')} />
      </section>
      <MutationFailure failure={save.failure} onClose={() => save.setFailure(undefined)} />
      <Button type="primary" htmlType="submit" loading={save.running}>
        {common('save')}
      </Button>
    </Form>
  );
}

function valuesOf({ title, unit, repeats, sources }: ListMatchPartsFragment): MatchValues {
  const typed = (excluded: boolean) =>
    sources
      .filter((source) => source.excluded === excluded)
      .map(({ kind, list, conditions, codes, rule }): SourceValues => {
        if (kind === 'list')
          return {
            kind,
            list: list ?? undefined,
            conditions: conditions.map(({ column, operator, value }) => ({
              column,
              operator,
              value: value === 'true' ? '是' : value === 'false' ? '否' : (value ?? undefined),
            })),
          };
        return kind === 'rule' ? { kind, rule: rule ?? '' } : { kind, codes: [...codes] };
      });
  return { title, unit, repeats, all: typed(false), none: typed(true) };
}
