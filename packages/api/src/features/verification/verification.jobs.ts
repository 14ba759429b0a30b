import { defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import type { ProviderAddresses } from '../../platform/config.js';
import type { County } from '../../platform/county.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { addTask } from '../task/add-task.js';
import { standingSql } from './authorisation-sql.js';
import { keepCircuit, mayAsk } from './circuit.js';
import { httpProvider } from './http-provider.js';
import { NUMBER_COLUMNS, type NumberedRow, openNumbers } from './identity-numbers.js';
import { deskProvider, type Exchange, type OutgoingQuestion, type Provider, type ProviderReply } from './provider.js';
import { getVerifier } from './registers.js';
import { VERIFICATION_JOB } from './request-verification.js';
import { deskTask, settleRequests } from './settle-requests.js';
import { takeAnswers } from './take-answers.js';

/** Questions that leave together. */
const SLICE = 40;

const FAILED = new Set<Exchange['outcome']>(['timeout', 'unreachable', 'error', 'bad_signature', 'garbage', 'refused']);

interface Request {
  id: string;
  number: string;
}

/** Sends the questions of a request to whoever answers them. */
export function verificationJobs(addresses: ProviderAddresses): JobHandlers {
  return { [VERIFICATION_JOB]: (run) => sendQuestions(run, addresses) };
}

/**
 * One slice is the next few queued questions of one provider: taken under its lock, sent, and what came back written
 * down. A slice that a crash cuts off is sent again, which its provider and `takeAnswers` both bear.
 */
async function sendQuestions(run: JobRun, addresses: ProviderAddresses): Promise<Record<string, unknown>> {
  const sql = poolSql(run.database.pool);
  const [request] = await sql<Request>('select id, number from verification_request where id = $1', [
    run.input.requestId,
  ]);
  if (!request) throw new Error(`No verification ${String(run.input.requestId)}`);
  for (;;) {
    const counts = await sql<{ verifier: string; queued: number; all: number }>(
      `select verifier_code as verifier, count(*) filter (where status = 'queued')::int as queued, count(*)::int as all
       from verification_question where request_id = $1 and status <> 'withheld' group by 1 order by 1`,
      [request.id],
    );
    const total = counts.reduce((sum, one) => sum + one.all, 0);
    const left = counts.reduce((sum, one) => sum + one.queued, 0);
    const next = counts.find(({ queued }) => queued > 0);
    const verifier = next && getVerifier(run.county, next.verifier);
    const step: Bilingual | undefined = verifier && {
      zh: `核对：${verifier.name.zh}`,
      en: `Asking: ${verifier.name.en}`,
    };
    await run.progress({ done: total - left, total, step });
    if (!next) return { requestId: request.id, questions: total };
    await sendSlice(run, request, next.verifier, providerOf(run.county, next.verifier, addresses));
  }
}

/** How a verifier is reached: one that has no address answers by file. */
function providerOf(county: County, code: string, addresses: ProviderAddresses): Provider {
  const { channel } = getVerifier(county, code);
  const address = addresses[code];
  if (channel === 'http' && address) return httpProvider(county.pack, address);
  return deskProvider(channel === 'manual' ? 'manual' : 'file');
}

async function sendSlice(run: JobRun, request: Request, verifier: string, provider: Provider): Promise<void> {
  const taken = await command(run, 'takeQuestions', async (unit) => takeQuestions(unit, request, verifier, provider));
  if (taken.length === 0) return;
  const sql = poolSql(run.database.pool);
  const batch = `${request.number}-${taken[0]?.row}-${taken.length}`;
  const isOpen = provider.channel === 'http' && !(await mayAsk(sql, verifier));
  const reply: ProviderReply = isOpen
    ? { answers: [], exchanges: [], trouble: 'out_of_order' }
    : await provider.ask({ number: request.number, batch }, taken);
  if (provider.channel === 'http' && !isOpen) {
    await keepCircuit(
      sql,
      verifier,
      reply.exchanges.map(({ outcome }) => !FAILED.has(outcome)),
    );
  }
  await command(run, 'keepAnswers', async (unit) => {
    await keepReply(unit, request, verifier, provider, taken, reply);
    return [];
  });
}

/** Runs a unit of work as whoever asked for the verification. */
async function command<Result>(
  run: JobRun,
  name: string,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const { actor, county, database } = run;
  if (!actor) throw new Error('A verification is asked for by somebody');
  let result: Result | undefined;
  const key = `${run.id}:${name}:${Date.now()}:${Math.random()}`;
  const done = await runCommand(
    { actor, county, database, ability: defineAbilitiesFor(actor) },
    name,
    { key, jobId: run.id },
    async (unit) => {
      result = await work(unit);
      return { type: 'Job', id: run.id };
    },
  );
  if (done instanceof Failure) throw done;
  return result as Result;
}

/**
 * The next queued questions of a provider with what it must know, the identity numbers opened for this, which is written
 * down as a reading. A question whose authorisation stands no more is stopped here.
 */
async function takeQuestions(
  { sql, actor, vault }: UnitOfWork,
  request: Request,
  verifier: string,
  { channel }: Provider,
): Promise<OutgoingQuestion[]> {
  await sql(
    `update verification_question q set status = 'stopped', trouble = 'expired', version = version + 1
     where q.request_id = $1 and q.verifier_code = $2 and q.status = 'queued'
       and ${standingSql('q.person_id', 'q.item_code', '$3::date')} is null`,
    [request.id, verifier, today()],
  );
  const questions = await sql<OutgoingQuestion & NumberedRow>(
    `select q.id, q.row_number as row, q.item_code as item, p.name, ${NUMBER_COLUMNS},
       json_build_object('text', a.text_code, 'signedOn', a.signed_on, 'validUntil', a.valid_until) as authorisation
     from verification_question q join person p on p.id = q.person_id join authorisation a on a.id = q.authorisation_id
     where q.request_id = $1 and q.verifier_code = $2 and q.status = 'queued' order by q.row_number limit ${SLICE}`,
    [request.id, verifier],
  );
  if (channel === 'http' && questions.length > 0) {
    await sql(
      `insert into verification_reading (reader_id, request_id, what, verifier_code) values ($1, $2, 'provider', $3)`,
      [actor.staffId, request.id, verifier],
    );
  }
  if (questions.length === 0) await settleRequests(sql, [request.id]);
  return openNumbers(vault, questions).map(({ personId: _, ...question }) => question);
}

async function keepReply(
  unit: UnitOfWork,
  request: Request,
  verifier: string,
  provider: Provider,
  taken: readonly OutgoingQuestion[],
  { answers, exchanges, trouble }: ProviderReply,
): Promise<void> {
  const { sql } = unit;
  await sql(
    `insert into verification_exchange (request_id, verifier_code, channel, outcome, questions, answers, attempt, detail)
     select $1, $2, $3, e.outcome, e.questions, e.answers, e.attempt, e.detail
     from jsonb_to_recordset($4::jsonb) as e (outcome text, questions int, answers int, attempt int, detail text)`,
    [request.id, verifier, provider.channel, JSON.stringify(exchanges)],
  );
  const byRow = new Map(taken.map((question) => [question.row, question.id]));
  await takeAnswers(
    unit,
    'http',
    answers.flatMap(({ row, records, answeredOn }) => {
      const questionId = byRow.get(row);
      return questionId ? [{ questionId, records, answeredOn }] : [];
    }),
  );
  const waiting = await sql<{ desk: string; dueOn: string }>(
    `with left_there as (
       update verification_question set status = 'waiting', trouble = $2, version = version + 1
       where id = any($1) and status = 'queued' returning desk_code, due_on)
     select desk_code as desk, min(due_on) as "dueOn" from left_there group by 1`,
    [taken.map(({ id }) => id), trouble],
  );
  for (const { desk, dueOn } of waiting) {
    await addTask(sql, {
      kind: 'verification',
      zh: `答复核对 ${request.number}`,
      en: `Answer verification ${request.number}`,
      departmentCode: desk,
      dueOn,
      origin: deskTask(request.id, desk),
    });
  }
}
