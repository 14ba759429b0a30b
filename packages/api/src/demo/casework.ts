import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import type { County } from '../platform/county.js';
import type { Database } from '../platform/database.js';
import { Failure } from '../platform/errors.js';
import { poolSql } from '../platform/read.js';
import { type CommandResult, runCommand, type UnitOfWork } from '../platform/run-command.js';

/** Lets the demo's people do their work through the same use cases as everybody, one idempotency key a step. */
export class Casework {
  private readonly actors = new Map<string, Promise<Actor>>();

  constructor(
    private readonly database: Database,
    readonly county: County,
  ) {}

  actor(username: string): Promise<Actor> {
    let actor = this.actors.get(username);
    if (!actor) {
      actor = this.find(username);
      this.actors.set(username, actor);
    }
    return actor;
  }

  private async find(username: string): Promise<Actor> {
    const { rows } = await this.database.pool.query<Actor>(
      `select s.id as "staffId", s.name, s.role, s.department_code as "departmentCode", s.township_code as "townshipCode"
         from staff s join "user" u on u."id" = s.user_id where u."username" = $1`,
      [username],
    );
    const [actor] = rows;
    if (!actor) throw new Error(`No demo account ${username}`);
    return actor;
  }

  /** Does one thing as somebody; a step that was done before a crash is not done again. Throws the failure's words. */
  async act<Input extends object>(
    username: string,
    step: string,
    input: Input,
    work: (unit: UnitOfWork, input: Input & { key: string }) => Promise<CommandResult>,
  ): Promise<string> {
    const actor = await this.actor(username);
    const context = { database: this.database, county: this.county, actor, ability: defineAbilitiesFor(actor) };
    const result = await runCommand(context, 'demo', { key: `demo:${step}`, ...input }, work);
    if (result instanceof Failure)
      throw new Error(`${step} as ${username}: ${result.text.en} ${JSON.stringify(result.extra)}`);
    return result.id;
  }

  get sql() {
    return poolSql(this.database.pool);
  }

  async row<Row>(text: string, values: readonly unknown[]): Promise<Row> {
    const { rows } = await this.database.pool.query(text, [...values]);
    if (!rows[0]) throw new Error(`Nothing found: ${text.slice(0, 80)}`);
    return rows[0] as Row;
  }

  async rows<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.database.pool.query(text, [...values])).rows as Row[];
  }
}
