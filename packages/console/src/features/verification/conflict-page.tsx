'use client';

import { FactConflictDocument, type FactConflictQuery, ResolveFactConflictDocument } from '@yimen/schema/documents';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { Deadline } from '../today/deadline';
import { AnswerDialog } from './answer-dialog';
import { Corrector } from './corrector';
import { Readings } from './readings';
import styles from './verification.module.css';

type Conflict = NonNullable<FactConflictQuery['factConflict']>;

/** The conflict card: what each source says, who has to correct it, and what hangs on it. */
export function ConflictPage({ id }: { id: string }) {
  const t = useTranslations('verification');
  const [query, reload] = useQuery({ query: FactConflictDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ factConflict }) =>
        factConflict ? (
          <ConflictCard conflict={factConflict} reload={again} />
        ) : (
          <Missing>
            <LinkButton href="/verification/conflicts">{t('conflictsTitle')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function ConflictCard({ conflict, reload }: { conflict: Conflict; reload: () => void }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const { fact, personName, householdCode, householdId, sides, unit, status } = conflict;
  const title = `${b(fact)} · ${personName}`;
  return (
    <Page
      title={title}
      breadcrumb={[
        { title: t('title'), href: '/verification' },
        { title: t('conflictsTitle'), href: '/verification/conflicts' },
        { title },
      ]}
      extra={householdId && <LinkButton href={`/households/${householdId}`}>{t('toFile')}</LinkButton>}
    >
      <p className="quiet">
        {householdCode} · {t('openedAt', { at: formatDateTime(conflict.openedAt) })}
      </p>
      <ol className={styles.sides} aria-label={t('sides')}>
        {sides.map(({ text, source, observedOn, verified }, index) => (
          <li key={b(source)} className={styles.side}>
            <div className={styles.value}>
              {b(text)} {unit && <small className="quiet">{b(unit)}</small>}
            </div>
            <div>{b(source)}</div>
            <div className="quiet">
              {observedOn} · {verified ? t('verified') : t('declaredOnly')}
              {index === 0 && ` · ${t('weightiest')}`}
            </div>
          </li>
        ))}
      </ol>
      {status === 'open' ? (
        <p>
          {t('toCorrect')} <Corrector conflict={conflict} /> · <Deadline {...conflict} />
        </p>
      ) : (
        <Alert
          type="success"
          showIcon
          title={t('settledOn', { value: conflict.settledText ? b(conflict.settledText) : '—' })}
          description={t('settledBy', {
            reason: conflict.reason ?? t('agreedByThemselves'),
            name: conflict.resolvedBy ?? '—',
            at: conflict.resolvedAt ? formatDateTime(conflict.resolvedAt) : '—',
          })}
        />
      )}
      {householdId && <Effects conflict={conflict} />}
      <Corrections conflict={conflict} reload={reload} />
      {conflict.allowedActions.some(({ action }) => action === 'resolve') && (
        <ResolveForm conflict={conflict} reload={reload} />
      )}
      <Readings rows={conflict.readings} />
    </Page>
  );
}

/** What one's own desk answered and may answer again. */
function Corrections({ conflict: { corrections }, reload }: { conflict: Conflict; reload: () => void }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const [answering, setAnswering] = useState<Conflict['corrections'][number]>();
  if (corrections.length === 0) return null;
  return (
    <section aria-labelledby="corrections" className="stack no-print">
      <h2 id="corrections">{t('corrections')}</h2>
      <p className="quiet">{t('correctionsHint')}</p>
      <div className="row">
        {corrections.map((question) => (
          <Button key={question.id} onClick={() => setAnswering(question)}>
            {t('answerAgainOf', { name: question.personName, item: b(question.item.name) })}
          </Button>
        ))}
      </div>
      <AnswerDialog
        question={answering}
        onClose={() => {
          setAnswering(undefined);
          reload();
        }}
      />
    </section>
  );
}

function Effects({ conflict: { effects, sides } }: { conflict: Conflict }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <section aria-labelledby="effects" className="stack">
      <h2 id="effects">{t('effects')}</h2>
      {effects.length === 0 ? (
        <p className="quiet">{t('noEffects')}</p>
      ) : (
        <ListTable
          small
          rowKey={({ program, people }) => `${program.code} ${people.join()}`}
          rows={effects}
          columns={[
            { title: t('program'), render: (_, { program }) => b(program.name) },
            { title: t('person'), render: (_, { people }) => people.join('、') },
            ...sides.map(({ source, text }, index) => ({
              title: t('ifSide', { value: b(text), source: b(source) }),
              render: (_: unknown, { verdicts }: Conflict['effects'][number]) => {
                const verdict = verdicts[index];
                return (
                  verdict && (
                    <>
                      <StatusTag kind="outcome" status={verdict.outcome} />
                      {verdict.fen !== null && <Money fen={verdict.fen} />}
                    </>
                  )
                );
              },
            })),
          ]}
        />
      )}
    </section>
  );
}

interface Settlement {
  side: number;
  reason: string;
}

function ResolveForm({ conflict, reload }: { conflict: Conflict; reload: () => void }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const [form] = Form.useForm<Settlement>();
  const resolve = useCommand(ResolveFactConflictDocument);
  const submit = async ({ side, reason }: Settlement) => {
    const result = await resolve.run({ conflictId: conflict.id, expectedVersion: conflict.version, side, reason });
    if (isFailure(result)) return resolve.setFailure(placeProblems(form, result));
    reload();
  };
  return (
    <section className="paper no-print" aria-labelledby="resolve">
      <h2 id="resolve">{t('resolve')}</h2>
      <Form<Settlement> form={form} layout="vertical" noValidate onFinish={submit}>
        <Form.Item name="side" label={t('whichHolds')} rules={[{ required: true, message: t('whichHoldsMissing') }]}>
          <Radio.Group
            options={conflict.sides.map(({ text, source }, index) => ({
              value: index,
              label: `${b(text)}（${b(source)}）`,
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('reasonMissing') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        <MutationFailure failure={resolve.failure} />
        <Button type="primary" htmlType="submit" loading={resolve.running}>
          {t('settle')}
        </Button>
      </Form>
    </section>
  );
}
