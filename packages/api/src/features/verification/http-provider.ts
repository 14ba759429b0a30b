import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { today } from '../../platform/clock.js';
import type { ProviderAddress } from '../../platform/config.js';
import type { CountyPack } from '../../policy/types.js';
import type { Exchange, OutgoingQuestion, Provider, ProviderAnswer, ProviderReply } from './provider.js';
import { readRecord } from './register-records.js';
import { registerByCode } from './registers.js';
import { isSigned, signatureIn, signedHeaders } from './signature.js';

const ATTEMPTS = 4;
const LARGEST_ANSWER = 5_000_000;
const QUESTIONS_PATH = '/v1/questions';

type Go = { kind: 'ok'; answers: ProviderAnswer[]; refused: string[] } | { kind: Exchange['outcome']; detail: string };

/**
 * Asks a provider's system by signed JSON over HTTP. What fails, or is answered in part, is asked again with growing
 * pauses; what is still open then is left to the desk. An answer that is not signed with the secret counts for nothing.
 */
export function httpProvider(pack: CountyPack, address: ProviderAddress): Provider {
  return { channel: 'http', ask: (request, questions) => ask(pack, address, request, questions) };
}

async function ask(
  pack: CountyPack,
  address: ProviderAddress,
  request: { number: string; batch: string },
  questions: readonly OutgoingQuestion[],
): Promise<ProviderReply> {
  const answers: ProviderAnswer[] = [];
  const exchanges: Exchange[] = [];
  let left = [...questions];
  for (let attempt = 1; attempt <= ATTEMPTS && left.length > 0; attempt += 1) {
    if (attempt > 1) await delay(address.retryMs * 2 ** (attempt - 2) * (0.75 + Math.random() / 2));
    const go = await send(pack, address, request, left);
    const asked = left.length;
    if (go.kind === 'ok' && 'answers' in go) {
      const rows = new Set(go.answers.map(({ row }) => row));
      answers.push(...go.answers);
      left = left.filter(({ row }) => !rows.has(row));
      const outcome = left.length === 0 ? 'answered' : 'partial';
      const detail = go.refused.length > 0 ? go.refused.slice(0, 5).join('；') : null;
      exchanges.push({ outcome, questions: asked, answers: go.answers.length, attempt, detail });
    } else if ('detail' in go) {
      exchanges.push({ outcome: go.kind, questions: asked, answers: 0, attempt, detail: go.detail });
      if (go.kind === 'refused') break;
    }
  }
  return { answers, exchanges, trouble: left.length > 0 ? 'unanswered' : null };
}

async function send(
  pack: CountyPack,
  { url, secret, timeoutMs }: ProviderAddress,
  request: { number: string; batch: string },
  questions: readonly OutgoingQuestion[],
): Promise<Go> {
  const body = JSON.stringify({ ...request, questions: questions.map(({ id: _, ...question }) => question) });
  const target = new URL(`${url.replace(/\/$/, '')}${QUESTIONS_PATH}`);
  const nonce = randomUUID();
  let response: Response;
  let text: string;
  try {
    response = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, 'POST', target.pathname, body, nonce) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readText(response);
  } catch (error) {
    const timedOut = (error as { name?: unknown }).name === 'TimeoutError';
    return { kind: timedOut ? 'timeout' : 'unreachable', detail: timedOut ? `${timeoutMs} ms` : describe(error) };
  }
  if (response.status === 401 || response.status === 400) {
    return { kind: 'refused', detail: `HTTP ${response.status}` };
  }
  if (!response.ok) return { kind: 'error', detail: `HTTP ${response.status}` };
  const signed = signatureIn((name) => response.headers.get(name));
  if (signed?.nonce !== nonce || !isSigned(secret, 'ANSWER', target.pathname, text, signed)) {
    return { kind: 'bad_signature', detail: '' };
  }
  return readAnswers(pack, text, questions);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw new Error('The answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** Keeps the answers to what was asked whose records fit the register; the rest is told. */
function readAnswers(pack: CountyPack, text: string, questions: readonly OutgoingQuestion[]): Go {
  let told: unknown;
  try {
    told = (JSON.parse(text) as { answers?: unknown }).answers;
  } catch {
    return { kind: 'garbage', detail: text.slice(0, 60) };
  }
  if (!Array.isArray(told)) return { kind: 'garbage', detail: 'answers' };
  const asked = new Map(questions.map((question) => [question.row, question]));
  const answers = new Map<number, ProviderAnswer>();
  const refused: string[] = [];
  for (const one of told as Record<string, unknown>[]) {
    const question = asked.get(Number(one?.row));
    const register = question && registerByCode(pack, question.item);
    if (!question || !register || one.item !== question.item || !Array.isArray(one.records)) {
      refused.push(`row ${String(one?.row).slice(0, 10)}`);
      continue;
    }
    const read = (one.records as Record<string, unknown>[]).map((raw) => readRecord(register.fields, raw ?? {}));
    const wrong = read.flatMap((record) => record.wrong);
    const day = String(one.answeredOn ?? '');
    if (wrong.length > 0) {
      refused.push(`row ${question.row}: ${wrong.map(({ code }) => code).join(', ')}`);
      continue;
    }
    answers.set(question.row, {
      row: question.row,
      records: read.map(({ record }) => record),
      answeredOn: /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : today(),
    });
  }
  return { kind: 'ok', answers: [...answers.values()], refused };
}
