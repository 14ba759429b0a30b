import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { Failure } from '../platform/errors.js';
import { poolSql } from '../platform/read.js';
import { type CommandResult, runCommand, type Sql, type UnitOfWork } from '../platform/run-command.js';

type UseCase<Input extends object> = (unit: UnitOfWork, input: Input & { key: string }) => Promise<CommandResult>;

/** Lets the demo's people do their work through the same use cases as everybody, one idempotency key a step. */
export class Casework {
  /** Reads what was committed. */
  readonly sql: Sql;
  private readonly actors = new Map<string, Promise<Actor>>();

  constructor(
    private readonly database: Database,
    readonly county: County,
  ) {
    this.sql = poolSql(database.pool);
  }

  actor(username: string): Promise<Actor> {
    const actor = this.actors.get(username) ?? this.find(username);
    this.actors.set(username, actor);
    return actor;
  }

  private async find(username: string): Promise<Actor> {
    const [actor] = await this.sql<Actor>(
      `select s.id as "staffId", s.name, s.role, s.department_code as "departmentCode", s.township_code as "townshipCode"
         from staff s join "user" u on u."id" = s.user_id where u."username" = $1`,
      [username],
    );
    if (!actor) throw new Error(`No demo account ${username}`);
    return actor;
  }

  /**
   * Does one thing as somebody and answers the id of what came of it. A step done before a crash is not done again.
   * Throws the words of a failure: the demo asks for nothing that the rules refuse.
   */
  async act<Input extends object>(
    username: string,
    step: string,
    input: Input,
    work: UseCase<Input>,
    command = work.name,
  ): Promise<string> {
    const actor = await this.actor(username);
    const context = { database: this.database, county: this.county, actor, ability: defineAbilitiesFor(actor) };
    const result = await runCommand(context, command, { key: `demo:${step}`, ...input }, work);
    if (result instanceof Failure) {
      throw new Error(`${step} as ${username}: ${result.text.en} ${JSON.stringify(result.extra)}`);
    }
    return result.id;
  }

  async row<Row>(text: string, values: readonly unknown[]): Promise<Row> {
    const [row] = await this.sql<Row>(text, values);
    if (!row) throw new Error(`Nothing found: ${text.slice(0, 80)}`);
    return row;
  }

  async version(table: 'case_file' | 'review_meeting' | 'agenda_item', id: string): Promise<number> {
    return (await this.row<{ version: number }>(`select version from ${table} where id = $1`, [id])).version;
  }
}
