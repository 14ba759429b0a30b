'use client';

import { SATISFACTION_MANNERS, SATISFACTION_TELLERS } from '@yimen/schema';
import { SatisfactionAskingDocument, type SatisfactionAskingQuery } from '@yimen/schema/documents';
import { Descriptions } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ActionButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { Deadline } from '../today/deadline';
import { AnswerDialog } from './answer-dialog';
import { AnswerTag } from './answer-tag';

type Asking = NonNullable<SatisfactionAskingQuery['satisfactionAsking']>;

/** One award about which a family is asked, and what came of it. */
export function AskingPage({ id }: { id: string }) {
  const [query, reload] = useQuery({ query: SatisfactionAskingDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ satisfactionAsking }) =>
        satisfactionAsking ? <AskingView asking={satisfactionAsking} onChange={again} /> : <Missing />
      }
    </QueryBoundary>
  );
}

function AskingView({ asking, onChange }: { asking: Asking; onChange: () => void }) {
  const t = useTranslations('satisfaction');
  const b = useBilingual();
  const [answering, setAnswering] = useState(false);
  const { allowedActions, answers, department, householdCode, householdId, number, personName, receivedOn } = asking;
  const button = (action: 'answer' | 'correct') => (
    <ActionButton
      action={action}
      allowedActions={allowedActions}
      type={action === 'answer' ? 'primary' : undefined}
      onClick={() => setAnswering(true)}
    >
      {action === 'answer' ? t('ask') : t('correct')}
    </ActionButton>
  );
  const items = [
    { key: 'person', label: t('person'), children: personName },
    {
      key: 'household',
      label: t('household'),
      children: <Link href={`/households/${householdId}`}>{householdCode}</Link>,
    },
    { key: 'number', label: t('number'), children: number },
    { key: 'department', label: t('department'), children: <DepartmentName department={department} /> },
    { key: 'received', label: t('received'), children: receivedOn },
    ...(answers.length === 0 ? [{ key: 'due', label: t('due'), children: <Deadline {...asking} /> }] : []),
  ];
  return (
    <Page
      title={t('askOf', { program: b(asking.programName) })}
      breadcrumb={[{ title: t('title'), href: '/satisfaction' }, { title: number }]}
      extra={
        <>
          {button('answer')}
          {button('correct')}
        </>
      }
    >
      <Descriptions column={{ xs: 1, md: 3 }} items={items} />
      <section className="paper stack" aria-labelledby="answers">
        <h2 id="answers">{t('answers')}</h2>
        {answers.length === 0 && <p className="quiet">{t('noAnswers')}</p>}
        {answers.map((answer) => (
          <Answer key={answer.id} answer={answer} asking={asking} />
        ))}
      </section>
      <AnswerDialog asking={asking} open={answering} onClose={() => setAnswering(false)} onRecorded={onChange} />
    </Page>
  );
}

function Answer({ answer, asking }: { answer: Asking['answers'][number]; asking: Asking }) {
  const t = useTranslations('satisfaction');
  const b = useBilingual();
  const { scores, words, toldBy, manner, askedBy, at, standing } = answer;
  const nameOf = (code: string) => {
    const question = asking.questions.find((one) => one.code === code);
    return question ? b(question.name) : code;
  };
  const told = toldBy && b(SATISFACTION_TELLERS[toldBy as keyof typeof SATISFACTION_TELLERS]);
  return (
    <div data-answer={standing ? 'standing' : 'replaced'}>
      <p>
        <AnswerTag answer={answer} /> {told} {b(SATISFACTION_MANNERS[manner as keyof typeof SATISFACTION_MANNERS])}{' '}
        <span className="quiet">{t('by', { by: askedBy, at: formatDateTime(at) })}</span>{' '}
        {!standing && <strong className="quiet">{t('replaced')}</strong>}
      </p>
      {scores.length > 0 && <p>{scores.map(({ question, score }) => `${nameOf(question)} ${score}`).join(' · ')}</p>}
      {words && <blockquote>{words}</blockquote>}
    </div>
  );
}
