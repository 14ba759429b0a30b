import { type Context, signedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { addDays } from '../../platform/calendar.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import type { FactValue } from '../../policy/types.js';
import { getFact, valueWords } from '../registry/fact-words.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import { sourceWords } from '../registry/sources.js';
import { keepReadings } from './keep-readings.js';
import { QUESTION_FIELDS } from './load-request.js';
import { sameValue } from './note-conflicts.js';
import { getRegister, type Register } from './registers.js';
import { questionsOf } from './take-answers.js';
import { type AnsweredQuestion, type ToldFact, type ToldSum, toldOf } from './told-facts.js';
import { itemView } from './verification-views.js';

interface Saying {
  fact: string;
  personId: string | null;
  value: FactValue;
  source: string;
  observedOn: string;
}

interface ReportHead {
  requestId: string;
  number: string;
  purpose: string;
  requestedBy: string;
  createdAt: Date;
  householdId: string;
  householdCode: string;
  headName: string;
}

/**
 * What a verification found of one household, item by item, beside what was said before it was asked. Whoever reads it
 * is written down. Throws NotFound, also when the reader may not see the household's questions.
 */
export async function verificationReport(context: Context, requestId: string, householdId: string) {
  const { county, database } = signedIn(context);
  const head = await findHead(context, requestId, householdId);
  await keepReadings(context, [{ what: 'report', requestId, householdId }]);
  const sql = poolSql(database.pool);
  const questions = await questionsOf(sql, requestId, householdId);
  const people = await rows<{ id: string; name: string }>(
    database.pool,
    'select p.id, p.name from person p where p.id in (select person_id from verification_question where request_id = $1 and household_id = $2)',
    [requestId, householdId],
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const said = await saidBefore(context, householdId, head.createdAt);
  const told = toldOf(county.pack, questions);
  const lines = [...Map.groupBy(questions, ({ itemCode }) => itemCode)].flatMap(
    ([code, asked]): ReturnType<typeof frame>[] =>
      linesOf(context, getRegister(county, code), asked, told.facts, said, names),
  );
  const counts = { withheld: 0, queued: 0, waiting: 0, answered: 0, stopped: 0 };
  for (const { status } of questions) counts[status as keyof typeof counts] += 1;
  return { ...head, lines, sums: told.sums.map((sum) => sumView(context, sum, said, names)), counts };
}

async function findHead(context: Context, requestId: string, householdId: string): Promise<ReportHead> {
  const params: unknown[] = [requestId, householdId];
  const may = accessSql(context.ability, 'read', 'VerificationQuestion', QUESTION_FIELDS, params);
  const [head] =
    isUuid(requestId) && isUuid(householdId)
      ? await rows<ReportHead>(
          context.database.pool,
          `select r.id as "requestId", r.number, r.purpose, s.name as "requestedBy", r.created_at as "createdAt",
             h.id as "householdId", h.code as "householdCode", head.name as "headName"
           from verification_request r join staff s on s.id = r.requested_by join household h on h.id = $2
           join person head on head.id = h.head_person_id
           where r.id = $1 and exists (
             select from verification_question q where q.request_id = r.id and q.household_id = h.id and ${may})`,
          params,
        )
      : [];
  if (!head) throw notFound({ zh: '核对报告', en: 'report' });
  return head;
}

/** What was known of each fact when the verification was asked for. */
async function saidBefore(context: Context, householdId: string, at: Date): Promise<Saying[]> {
  return rows<Saying>(
    context.database.pool,
    `select distinct on (o.person_id, o.fact) o.fact, o.person_id as "personId", o.value, o.source,
       o.observed_on as "observedOn"
     from observation o where (o.household_id = $1 and o.person_id is null
         or o.person_id in (select id from person where household_id = $1)) and o.case_id is null and o.recorded_at < $2 and ${STANDS}
     order by o.person_id, o.fact, ${WINNER_FIRST}`,
    [householdId, at],
  );
}

function linesOf(
  context: Context,
  register: Register,
  asked: readonly AnsweredQuestion[],
  told: readonly ToldFact[],
  said: readonly Saying[],
  names: ReadonlyMap<string, string>,
) {
  const item = itemView(register);
  const lines = register.answers
    .filter(({ part }) => part === undefined)
    .flatMap(({ fact: code }) => {
      const fact = getFact(code);
      const groups = fact.scope === 'person' ? asked.map((question) => [question]) : [[...asked]];
      return groups.map((group) => {
        const personId = fact.scope === 'person' ? (group[0]?.personId ?? null) : null;
        const found = told.find(
          (one) => one.item.code === register.code && one.fact === fact && one.personId === personId,
        );
        const before = said.find((one) => one.fact === code && one.personId === personId);
        return {
          ...frame(item, register, group, personId, names),
          fact: { zh: fact.nameZh, en: fact.nameEn },
          unit: fact.unit ?? null,
          declared: before ? valueView(context, code, before.value, before.source, before.observedOn) : null,
          found: found ? valueView(context, code, found.value, register.code, found.answeredOn) : null,
          result: found ? compared(before, found) : openResult(group),
        };
      });
    });
  if (lines.length > 0) return lines;
  return asked.map((question) => ({
    ...frame(item, register, [question], question.personId, names),
    fact: null,
    unit: null,
    declared: null,
    found: null,
    result: openResult([question]),
  }));
}

function frame(
  item: ReturnType<typeof itemView>,
  register: Register,
  group: readonly AnsweredQuestion[],
  personId: string | null,
  names: ReadonlyMap<string, string>,
) {
  const days = group.flatMap(({ answeredOn }) => answeredOn ?? []).sort();
  return {
    item,
    personName: personId === null ? null : (names.get(personId) ?? ''),
    validUntil: days[0] && register.validDays ? addDays(days[0], register.validDays) : null,
    records: group.flatMap(({ records }) => records ?? []),
  };
}

const compared = (before: Saying | undefined, found: ToldFact) => {
  if (!before) return 'new';
  return sameValue(before.value, found.value) ? 'agree' : 'differ';
};

/** Of what is not told as a fact: why, the reason that weighs most. */
function openResult(group: readonly AnsweredQuestion[]): string {
  const statuses = new Set(group.map(({ status }) => status));
  return ['withheld', 'stopped', 'queued', 'waiting'].find((status) => statuses.has(status)) ?? whatCame(group);
}

const whatCame = (group: readonly AnsweredQuestion[]) =>
  group.some(({ records }) => (records ?? []).length > 0) ? 'on_record' : 'nothing_found';

function valueView({ county }: Context, code: string, value: FactValue, source: string, observedOn: string) {
  return { text: valueWords(county, getFact(code), value), source: sourceWords(county, source), observedOn };
}

function sumView({ county }: Context, sum: ToldSum, said: readonly Saying[], names: ReadonlyMap<string, string>) {
  const before = said.find((one) => one.fact === sum.fact.code && one.personId === sum.personId);
  const fen = (yuan: number) => Math.round(yuan * 100);
  return {
    fact: { zh: sum.fact.nameZh, en: sum.fact.nameEn },
    personName: sum.personId === null ? null : (names.get(sum.personId) ?? ''),
    declaredFen: before ? fen(Number(before.value)) : null,
    foundFen: fen(sum.value),
    differs: before !== undefined && Number(before.value) < sum.value,
    parts: sum.parts.map(({ item, value, counted }) => ({
      source: sourceWords(county, item.code),
      fen: fen(value),
      counted,
    })),
  };
}
