'use client';

import { AnswerItemQuestionDocument, AskItemQuestionDocument } from '@yimen/schema/documents';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import type { AgendaItemView } from './meeting-page';
import styles from './review-meeting.module.css';

/** Questions on the item and their answers; whoever may speak asks and answers. */
export function Questions({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const speaks = item.allowedActions.some(({ action, allowed }) => action === 'speak' && allowed);
  const [answering, setAnswering] = useState<string>();
  const ask = useCommand(AskItemQuestionDocument);
  const answer = useCommand(AnswerItemQuestionDocument);
  return (
    <section className={styles.speak} aria-label={t('questions')}>
      {item.questions.length === 0 && <p className="quiet">{t('noQuestions')}</p>}
      <ul className={styles.voices} data-testid="questions">
        {item.questions.map((question) => (
          <li key={question.id}>
            <strong>{question.staff.name}</strong> {t('asks')}
            <div>{question.text}</div>
            {question.answers.map((one) => (
              <div key={one.id} className={styles.answer}>
                <strong>{one.staff.name}</strong> {t('answers')}
                <div>{one.text}</div>
              </div>
            ))}
            {speaks &&
              (answering === question.id ? (
                <SayForm
                  name={`answer-${question.id}`}
                  label={t('answerText')}
                  button={t('answer')}
                  failure={answer.failure}
                  setFailure={answer.setFailure}
                  running={answer.running}
                  say={(text) => answer.run({ questionId: question.id, text })}
                  onSaid={() => setAnswering(undefined)}
                />
              ) : (
                <Button type="link" size="small" onClick={() => setAnswering(question.id)}>
                  {t('answer')}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {speaks && (
        <SayForm
          name="question"
          label={t('questionText')}
          button={t('ask')}
          failure={ask.failure}
          setFailure={ask.setFailure}
          running={ask.running}
          say={(text) => ask.run({ itemId: item.id, text })}
        />
      )}
    </section>
  );
}

interface SayFormProps {
  /** Tells the fields of one form from those of another. */
  name: string;
  label: string;
  button: string;
  failure: Failure | undefined;
  setFailure: (failure: Failure | undefined) => void;
  running: boolean;
  say: (text: string) => Promise<unknown>;
  onSaid?: () => void;
}

function SayForm({ name, label, button, failure, setFailure, running, say, onSaid }: SayFormProps) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<{ text: string }>();
  const submit = async ({ text }: { text: string }) => {
    const result = await say(text);
    if (isFailure(result)) return setFailure(placeProblems<Failure>(form, result));
    form.resetFields();
    onSaid?.();
  };
  return (
    <Form form={form} name={name} layout="vertical" onFinish={submit}>
      <Form.Item name="text" label={label} rules={[{ required: true, whitespace: true, message: t('sayMissing') }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <MutationFailure failure={failure} onClose={() => setFailure(undefined)} />
      <Button htmlType="submit" loading={running}>
        {button}
      </Button>
    </Form>
  );
}
