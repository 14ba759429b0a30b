'use client';

import { type AssessmentQuery, RecordFactsDocument } from '@yimen/schema/documents';
import { Button, Checkbox, Form } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { type Failure, isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { type Answer, type Answers, type AskedFact, answeredFacts, problemsByFact, wantedKey } from '../intake/answers';
import { FactControl } from '../registry/fact-control';
import styles from './aid-package.module.css';
import type { ComposedCase } from './use-composer';

interface MissingFactsProps {
  file: ComposedCase;
  assessment: AssessmentQuery['assessment'];
  onRecorded: () => void;
}

/** The most useful are asked first; the others are folded. */
const SHOWN = 6;

/** The facts that programs wait for, each with its field; an answer is recorded and the programs judged anew. */
export function MissingFacts({ file, assessment, onRecorded }: MissingFactsProps) {
  const t = useTranslations('composer');
  const [answers, setAnswers] = useState<Answers>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const record = useCommand(RecordFactsDocument);
  const { household } = file;
  const mayRecord = household.allowedActions.some(({ action, allowed }) => action === 'record_facts' && allowed);
  const { wanted } = assessment;
  const [all, setAll] = useState(false);
  const answered = answeredFacts(wanted, answers);
  const shown = all ? wanted : wanted.slice(0, SHOWN);

  const save = async () => {
    const result = await record.run({
      householdId: household.id,
      caseId: file.id,
      facts: answered.map(({ input }) => input),
    });
    if (!isFailure(result)) {
      setAnswers({});
      setProblems({});
      return onRecorded();
    }
    const { problems: atFacts, rest } = problemsByFact(result, answered);
    setProblems(atFacts);
    record.setFailure(rest as Failure);
  };

  if (wanted.length === 0) return <p className="quiet">{t('nothingMissing')}</p>;
  return (
    <>
      <p className="quiet">{mayRecord ? t('missingHint') : t('missingElsewhere')}</p>
      <ul className={styles.verdicts} data-testid="needs-facts">
        {shown.map((each) => (
          <MissingFact
            key={wantedKey(each)}
            wanted={each}
            about={household.members.find(({ id }) => id === each.personId)?.name}
            answer={answers[wantedKey(each)]}
            problem={problems[wantedKey(each)]}
            onAnswer={
              mayRecord ? (answer) => setAnswers((before) => ({ ...before, [wantedKey(each)]: answer })) : undefined
            }
          />
        ))}
      </ul>
      {shown.length < wanted.length && (
        <p>
          <Button type="link" className={styles.rest} onClick={() => setAll(true)}>
            {t('showRest', { count: wanted.length - shown.length })}
          </Button>
        </p>
      )}
      <MutationFailure failure={record.failure} onClose={() => record.setFailure(undefined)} />
      {mayRecord && answered.length > 0 && (
        <Button loading={record.running} onClick={save}>
          {t('recordFacts', { count: answered.length })}
        </Button>
      )}
    </>
  );
}

interface MissingFactProps {
  wanted: AskedFact;
  about: string | undefined;
  answer: Answer | undefined;
  problem: string | undefined;
  onAnswer: ((answer: Answer) => void) | undefined;
}

function MissingFact({ wanted, about, answer, problem, onAnswer }: MissingFactProps) {
  const t = useTranslations('composer');
  const b = useBilingual();
  const { fact, programs } = wanted;
  return (
    <li data-fact={fact.code}>
      <strong>{b(fact.name)}</strong>{' '}
      <span className="quiet">{about ?? t(fact.scope === 'case' ? 'thisCase' : 'wholeHousehold')}</span>
      <div className={styles.rule}>
        {t('neededBy', { programs: programs.map(({ name }) => b(name)).join(t('comma')) })}
      </div>
      {onAnswer && (
        <Form.Item className={styles.answer} validateStatus={problem ? 'error' : undefined} help={problem}>
          <FactControl
            fact={fact}
            value={answer?.value}
            onChange={(value) => onAnswer({ value, verified: answer?.verified ?? false })}
          />
          {answer?.value !== undefined && (
            <Checkbox
              checked={answer.verified}
              onChange={(event) => onAnswer({ value: answer.value, verified: event.target.checked })}
            >
              {t('seenPaper')}
            </Checkbox>
          )}
        </Form.Item>
      )}
    </li>
  );
}
