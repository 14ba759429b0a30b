'use client';

import { type HouseholdPartsFragment, RecordFactsDocument, WantedFactsDocument } from '@yimen/schema/documents';
import { Button, Checkbox, Form } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { QueryBoundary } from '@/lib/states';
import { FactControl } from '../registry/fact-control';
import { type Answer, type Answers, type AskedFact, answeredFacts, problemsByFact, wantedKey } from './answers';
import styles from './intake.module.css';

interface WantedFactsProps {
  household: HouseholdPartsFragment;
  personId: string;
  difficulty: string;
  answers: Answers;
  problems: Record<string, string>;
  onAsked: (asked: AskedFact[]) => void;
  onAnswer: (wanted: AskedFact, answer: Answer) => void;
}

/**
 * Exactly the facts that the programs in question need and nobody knows yet. Saved answers leave the list; facts of the
 * case itself are kept until the case is opened.
 */
export function WantedFacts({
  household,
  personId,
  difficulty,
  answers,
  problems,
  onAsked,
  onAnswer,
}: WantedFactsProps) {
  const t = useTranslations('intake');
  const [query, reload] = useQuery({
    query: WantedFactsDocument,
    variables: { householdId: household.id, personId, difficulty },
    requestPolicy: 'network-only',
  });
  const record = useCommand(RecordFactsDocument);
  const [saveProblems, setSaveProblems] = useState<Record<string, string>>({});
  const wanted = query.data?.wantedFacts;

  useEffect(() => {
    onAsked(wanted ?? []);
  }, [wanted, onAsked]);

  const savable = answeredFacts(wanted ?? [], answers).filter(({ scope }) => scope !== 'case');

  const save = async () => {
    const result = await record.run({ householdId: household.id, facts: savable.map(({ input }) => input) });
    if (!isFailure(result)) {
      setSaveProblems({});
      return reload({ requestPolicy: 'network-only' });
    }
    const { problems: atFacts, rest } = problemsByFact(result, savable);
    setSaveProblems(atFacts);
    record.setFailure(rest);
  };

  return (
    <section className="paper" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ wantedFacts }) =>
          wantedFacts.length === 0 ? (
            <p>{t('nothingToAsk')}</p>
          ) : (
            <>
              <p className="quiet">{t('factsHint', { count: wantedFacts.length })}</p>
              <ol className={styles.wanted}>
                {wantedFacts.map((each) => (
                  <WantedRow
                    key={wantedKey(each)}
                    wanted={each}
                    about={household.members.find(({ id }) => id === each.personId)?.name ?? t('wholeHousehold')}
                    answer={answers[wantedKey(each)]}
                    problem={saveProblems[wantedKey(each)] ?? problems[wantedKey(each)]}
                    onAnswer={(answer) => onAnswer(each, answer)}
                  />
                ))}
              </ol>
              <MutationFailure failure={record.failure} />
              <div className="row">
                <Button disabled={savable.length === 0} loading={record.running} onClick={save}>
                  {t('saveAnswers', { count: savable.length })}
                </Button>
                <span className="quiet">{t('saveAnswersHint')}</span>
              </div>
            </>
          )
        }
      </QueryBoundary>
    </section>
  );
}

interface WantedRowProps {
  wanted: AskedFact;
  about: string;
  answer: Answer | undefined;
  problem: string | undefined;
  onAnswer: (answer: Answer) => void;
}

function WantedRow({ wanted, about, answer, problem, onAnswer }: WantedRowProps) {
  const t = useTranslations('intake');
  const b = useBilingual();
  const { fact, programs } = wanted;
  const verified = answer?.verified ?? false;
  return (
    <li className={styles.wantedRow} data-fact={fact.code}>
      <div>
        <div className={styles.question}>
          {b(fact.name)} <span className="quiet">{fact.scope === 'case' ? t('thisCase') : about}</span>
        </div>
        <div className={styles.why}>
          {t('neededBy', { programs: programs.map(({ name }) => b(name)).join(t('comma')) })}
        </div>
      </div>
      <div className={styles.answerCell}>
        <Form.Item className={styles.answer} validateStatus={problem ? 'error' : undefined} help={problem}>
          <FactControl fact={fact} value={answer?.value} onChange={(value) => onAnswer({ value, verified })} />
        </Form.Item>
        {answer?.value !== undefined && (
          <Checkbox
            checked={verified}
            onChange={(event) => onAnswer({ value: answer.value, verified: event.target.checked })}
          >
            {t('seenPaper')}
          </Checkbox>
        )}
      </div>
    </li>
  );
}
