import { createHash } from 'node:crypto';
import { today } from '../../platform/clock.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { ObservationBatch } from '../registry/read-observations.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import { type LearntFact, noteConflicts } from './note-conflicts.js';
import type { RegisterRecord } from './register-records.js';
import { settleRequests } from './settle-requests.js';
import { type AnsweredQuestion, type ToldFact, type ToldSum, toldOf } from './told-facts.js';

export type Channel = 'http' | 'file' | 'manual';

export interface NewAnswer {
  questionId: string;
  /** None: nothing on record. */
  records: readonly RegisterRecord[];
  /** YYYY-MM-DD of the register; one in the future is taken as today. */
  answeredOn: string;
}

export interface TakenAnswers {
  taken: number;
  /** The same as before. */
  known: number;
  /** Of questions that were stopped meanwhile: turned away, not kept. */
  stopped: number;
}

interface LockedQuestion {
  id: string;
  requestId: string;
  householdId: string;
  status: string;
}

/**
 * Takes answers, whichever way they came: keeps them, makes verified observations of what they tell, dated as the
 * register is, and notes what disagrees, in one transaction. An answer that is on record already changes nothing; one to
 * a question that was stopped, as by a revoked authorisation, is turned away.
 */
export async function takeAnswers(
  unit: UnitOfWork,
  channel: Channel,
  answers: readonly NewAnswer[],
): Promise<TakenAnswers> {
  const questions = await unit.sql<LockedQuestion>(
    `select id, request_id as "requestId", household_id as "householdId", status from verification_question
     where id = any($1) order by id for update`,
    [answers.map(({ questionId }) => questionId)],
  );
  const open = new Map(questions.filter(({ status }) => isOpen(status)).map((question) => [question.id, question]));
  const accepted = answers.filter(({ questionId }) => open.has(questionId));
  const added = await unit.sql<{ questionId: string }>(
    `insert into verification_answer (question_id, found, records, answered_on, channel, answered_by, digest)
     select a.question, a.found, a.records, a.day, $2, $3, a.digest
     from jsonb_to_recordset($1::jsonb) as a (question uuid, found boolean, records jsonb, day date, digest text)
     on conflict (question_id, digest) do nothing returning question_id as "questionId"`,
    [
      JSON.stringify(
        accepted.map(({ questionId, records, answeredOn }) => ({
          question: questionId,
          found: records.length > 0,
          records,
          day: [answeredOn, today()].sort()[0],
          digest: createHash('sha256')
            .update(JSON.stringify([records, answeredOn]))
            .digest('hex'),
        })),
      ),
      channel,
      channel === 'http' ? null : unit.actor.staffId,
    ],
  );
  const fresh = added.map(({ questionId }) => questionId);
  await unit.sql(
    `update verification_question set status = 'answered', trouble = null, version = version + 1 where id = any($1)`,
    [fresh],
  );
  const told = await toldBy(
    unit,
    fresh.flatMap((id) => open.get(id) ?? []),
  );
  await recordObservationsOfMany(unit, told.map(observed));
  await noteConflicts(unit, told.flatMap(summed));
  await settleRequests(unit.sql, [...new Set(questions.map(({ requestId }) => requestId))]);
  return { taken: fresh.length, known: accepted.length - fresh.length, stopped: answers.length - accepted.length };
}

const isOpen = (status: string) => ['queued', 'waiting', 'answered'].includes(status);

interface ToldOfHousehold {
  householdId: string;
  facts: ToldFact[];
  sums: ToldSum[];
}

/** What the answers about each household tell now, as far as the fresh ones have a part in it. */
async function toldBy(unit: UnitOfWork, fresh: readonly LockedQuestion[]): Promise<ToldOfHousehold[]> {
  const { pack } = unit.county;
  const told: ToldOfHousehold[] = [];
  for (const together of Map.groupBy(fresh, ({ requestId, householdId }) => `${requestId} ${householdId}`).values()) {
    const [{ requestId, householdId }] = together as [LockedQuestion];
    const ids = new Set(together.map(({ id }) => id));
    const questions = await questionsOf(unit.sql, requestId, householdId);
    const touched = questions.filter(({ id }) => ids.has(id));
    const touches = (item: string, personId: string | null) =>
      touched.some((question) => question.itemCode === item && (personId === null || question.personId === personId));
    const { facts, sums } = toldOf(pack, questions);
    told.push({
      householdId,
      facts: facts.filter(({ item, personId }) => touches(item.code, personId)),
      sums: sums.filter(({ personId, parts }) => parts.some(({ item }) => touches(item.code, personId))),
    });
  }
  return told;
}

function observed({ householdId, facts }: ToldOfHousehold): ObservationBatch {
  return {
    householdId,
    facts: facts.map(({ item, fact, personId, value, answeredOn }) => ({
      code: fact.code,
      personId,
      value,
      source: item.code,
      observedOn: answeredOn,
      verified: true,
    })),
  };
}

function summed({ householdId, sums }: ToldOfHousehold): LearntFact[] {
  return sums.map(({ fact, personId, value, answeredOn }) => ({
    fact,
    householdId,
    personId,
    source: SOURCES.registers.zh,
    sum: { value, observedOn: answeredOn },
  }));
}

/** The questions of one household in one request, each with its newest answer. */
export async function questionsOf(
  sql: UnitOfWork['sql'],
  requestId: string,
  householdId: string,
): Promise<AnsweredQuestion[]> {
  return sql<AnsweredQuestion>(
    `select q.id, q.household_id as "householdId", q.person_id as "personId", q.item_code as "itemCode", q.status,
       a.found, a.records, a.answered_on as "answeredOn"
     from verification_question q left join lateral (
       select found, records, answered_on from verification_answer a where a.question_id = q.id
       order by a.at desc, a.id desc limit 1) a on true
     where q.request_id = $1 and q.household_id = $2 order by q.row_number`,
    [requestId, householdId],
  );
}
