'use client';

import { HouseholdDocument, type HouseholdQuery, OpenCaseDocument } from '@yimen/schema/documents';
import { Button, Form } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { LinkButton, Page } from '@/lib/page';
import { Missing, NoPermission, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { type Answers, type AskedFact, answeredFacts, problemsByFact, wantedKey } from './answers';
import { NeedFields, type NeedValues } from './need-fields';
import { WantedFacts } from './wanted-facts';

type Household = NonNullable<HouseholdQuery['household']>;

export function RecordNeedPage({ householdId }: { householdId: string }) {
  const t = useTranslations('intake');
  const [query, reload] = useQuery({ query: HouseholdDocument, variables: { id: householdId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ household }) => {
        if (!household) {
          return (
            <Missing>
              <LinkButton href="/households">{t('backToList')}</LinkButton>
            </Missing>
          );
        }
        const open = household.allowedActions.find(({ action }) => action === 'open_case');
        return open?.allowed ? <NeedForm household={household} /> : <NoPermission reason={open?.reason ?? undefined} />;
      }}
    </QueryBoundary>
  );
}

function NeedForm({ household }: { household: Household }) {
  const t = useTranslations('intake');
  const router = useRouter();
  const { staff } = useViewer();
  const [form] = Form.useForm<NeedValues>();
  const [asked, setAsked] = useState<AskedFact[]>([]);
  const [answers, setAnswers] = useState<Answers>({});
  const [factProblems, setFactProblems] = useState<Record<string, string>>({});
  const openCase = useCommand(OpenCaseDocument);
  const beneficiaryId = Form.useWatch('beneficiaryId', form);
  const difficulty = Form.useWatch('difficulty', form);

  const submit = async (values: NeedValues) => {
    const facts = answeredFacts(asked, answers);
    const result = await openCase.run({ householdId: household.id, ...values, facts: facts.map(({ input }) => input) });
    if (!isFailure(result)) return router.push(`/cases/${result.id}`);
    const { problems, rest } = problemsByFact(result, facts);
    setFactProblems(problems);
    openCase.setFailure(placeProblems<Failure>(form, rest));
  };

  const title = t('title');
  return (
    <Page
      title={title}
      breadcrumb={[
        { title: t('households'), href: '/households' },
        { title: t('householdOf', { name: household.head.name }), href: `/households/${household.id}` },
        { title },
      ]}
    >
      <Form<NeedValues>
        form={form}
        noValidate
        layout="vertical"
        className="stack"
        scrollToFirstError={{ block: 'center', focus: true }}
        initialValues={{
          beneficiaryId: household.members.length === 1 ? household.members[0]?.id : undefined,
          channel: staff.townshipCode ? 'township_window' : 'hall_window',
        }}
        onFinish={submit}
        onFinishFailed={({ errorFields }) => focusChoice(errorFields[0]?.name[0])}
      >
        <NeedFields form={form} members={household.members} />
        {beneficiaryId && difficulty ? (
          <WantedFacts
            key={`${beneficiaryId} ${difficulty}`}
            household={household}
            personId={beneficiaryId}
            difficulty={difficulty}
            answers={answers}
            problems={factProblems}
            onAsked={setAsked}
            onAnswer={(wanted, answer) => setAnswers((before) => ({ ...before, [wantedKey(wanted)]: answer }))}
          />
        ) : (
          <section className="paper" aria-labelledby="facts">
            <h2 id="facts">{t('facts')}</h2>
            <p className="quiet">{t('chooseFirst')}</p>
          </section>
        )}
        <MutationFailure failure={openCase.failure} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={openCase.running}>
            {t('openCase')}
          </Button>
          <span className="quiet">{t('openCaseHint')}</span>
        </div>
      </Form>
    </Page>
  );
}

/** A group of choices does not take the focus itself when its answer is missing: its first choice does. */
function focusChoice(field: string | number | undefined): void {
  document.querySelector<HTMLElement>(`#${field} input[type="radio"]`)?.focus();
}
