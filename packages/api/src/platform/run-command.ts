import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, AppAbility } from '@yimen/schema';
import { CompiledQuery, type Kysely } from 'kysely';
import type { County } from './county.js';
import type { Database } from './database.js';
import { Failure, invalidInput } from './errors.js';
import { redacted, withoutSecrets } from './redact.js';
import type { Vault } from './vault.js';

/** Runs one SQL statement, parameters `$1`, `$2` …, and returns its plain rows. */
export type Sql = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** SQL in the transaction of an EntityManager, with real bind parameters: lists and nulls travel as PostgreSQL values. */
export function sqlOf(em: EntityManager): Sql {
  return async <Row>(text: string, values: readonly unknown[] = []) => {
    const transaction = em.getTransactionContext<Kysely<unknown>>();
    if (!transaction) throw new Error('SQL of a unit of work runs inside its transaction');
    const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, [...values]));
    return rows as Row[];
  };
}

/** What a use case works with: one transaction, one EntityManager, the actor and the county. */
export interface UnitOfWork {
  em: EntityManager;
  actor: Actor;
  ability: AppAbility;
  county: County;
  /** Runs SQL in this transaction and returns its plain rows; parameters are `$1`, `$2` … */
  sql: Sql;
  /** Seals and finds what must not lie open. */
  vault: Vault;
  /** Adds an event that is handled after the commit, also after a crash. */
  emit(kind: string, payload: Record<string, unknown>): Promise<void>;
}

/** What a command did, by reference: the resolver reads the record again for the answer. */
export interface CommandResult {
  type: string;
  id: string;
}

export interface CommandContext {
  database: Database;
  county: County;
  actor: Actor;
  ability: AppAbility;
}

/** The jobs of a county's outbox: counties of one database share the queue, each takes its own. */
export function eventTask(county: string): string {
  return `handle_event:${county}`;
}

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 8;

/**
 * The only write path. Runs `work` in one transaction together with its idempotency record and audit event.
 * What is kept of the input has its numbers masked. The same key by the same actor does the work once and answers the same reference; the same key with another input is
 * refused. Serialization failures and deadlocks re-run the whole unit on a fresh EntityManager.
 *
 * @returns the reference, or the expected Failure (everything rolled back). Surprises throw.
 */
export async function runCommand<Input extends { key: string }>(
  context: CommandContext,
  name: string,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
): Promise<CommandResult | Failure> {
  const key = input.key.trim();
  if (key.length < 8 || key.length > 200) {
    return invalidInput([
      {
        path: 'key',
        message: {
          zh: '请求缺少有效的幂等键（8–200 个字符）。',
          en: 'The request needs an idempotency key of 8–200 characters.',
        },
      },
    ]);
  }
  const inputHash = context.database.vault
    .index('command', JSON.stringify([name, withoutSecrets(input)]))
    .toString('hex');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptCommand(context, name, key, inputHash, input, work);
    } catch (error) {
      if (error instanceof Failure) return error;
      if (!RETRYABLE.has(sqlState(error)) || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

async function attemptCommand<Input extends { key: string }>(
  context: CommandContext,
  name: string,
  key: string,
  inputHash: string,
  input: Input,
  work: (unit: UnitOfWork, input: Input) => Promise<CommandResult>,
): Promise<CommandResult> {
  const { actor } = context;
  return context.database.orm.em.fork().transactional(async (em) => {
    const sql = sqlOf(em);
    // Two requests with one key queue here: the second waits for the first one's commit and sees its record.
    await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${actor.staffId}:${key}`]);
    const [before] = await sql<{ input_hash: string; result: CommandResult }>(
      'select input_hash, result from command_log where actor_id = $1 and key = $2',
      [actor.staffId, key],
    );
    if (before) {
      if (before.input_hash === inputHash) return before.result;
      throw new Failure(
        'WrongState',
        'KEY_REUSED',
        {
          zh: '这一操作已用同一编号提交过不同的内容。请刷新页面后重新提交。',
          en: 'This request number was already used for something else. Reload the page and submit again.',
        },
        { status: 'done' },
      );
    }
    const result = await work(unitOf(context, em), input);
    await em.flush();
    await sql(
      'insert into audit_event (actor_id, command, subject_type, subject_id, input) values ($1, $2, $3, $4, $5::jsonb)',
      [actor.staffId, name, result.type, result.id, JSON.stringify(redacted(withoutSecrets(input)))],
    );
    await sql('insert into command_log (actor_id, key, name, input_hash, result) values ($1, $2, $3, $4, $5::jsonb)', [
      actor.staffId,
      key,
      name,
      inputHash,
      JSON.stringify(result),
    ]);
    return result;
  });
}

function unitOf({ actor, ability, county, database }: CommandContext, em: EntityManager): UnitOfWork {
  const sql = sqlOf(em);
  return {
    em,
    actor,
    ability,
    county,
    vault: database.vault,
    sql,
    emit: async (kind, payload) => {
      await sql(
        `with event as (insert into outbox_event (kind, payload) values ($1, $2::jsonb) returning id)
         select graphile_worker.add_job($3, json_build_object('id', id), max_attempts => 25, job_key => id::text) from event`,
        [kind, JSON.stringify(payload), eventTask(county.pack.code)],
      );
    },
  };
}

/** What a dry run found, on its way out of the transaction that is rolled back. */
class DryRun<Result> extends Error {
  constructor(readonly result: Result) {
    super('Rolled back');
  }
}

/** Runs `work` as `runCommand` does and takes everything back. Answers what it found, or the expected Failure. */
export async function dryRun<Result>(
  context: CommandContext,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result | Failure> {
  try {
    return await context.database.orm.em.fork().transactional(async (em): Promise<never> => {
      throw new DryRun(await work(unitOf(context, em)));
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result as Result;
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** The SQLSTATE of a database error, however it is wrapped. */
export function sqlState(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string') return code;
  }
  return '';
}
