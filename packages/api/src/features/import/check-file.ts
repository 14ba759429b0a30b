import { defineAbilitiesFor } from '@yimen/schema';
import { poolSql } from '../../platform/read.js';
import type { Sql } from '../../platform/run-command.js';
import type { Vault } from '../../platform/vault.js';
import type { JobRun } from '../job/job-run.js';
import { AwardsCheck } from './check-awards.js';
import { FactsCheck } from './check-facts.js';
import { ListCheck } from './check-list.js';
import { PeopleCheck } from './check-people.js';
import { type CheckedRow, checkedRows, type RowProblem } from './checked-row.js';
import type { Choices } from './choices.js';
import { findImport, type ImportFile } from './import-record.js';
import type { CheckContext, CheckedSlice, KindCheck } from './kind-check.js';
import { addSlices, packed, rowsBelow } from './slices.js';

/** How many rows of a file come to what. Each row counts once; notes are beside it. */
export interface ImportCounts {
  rows: number;
  fresh: number;
  changed: number;
  known: number;
  errors: number;
  duplicates: number;
  notes: number;
  /** Rows that will be written: of a whole list also those known already, which go on with it. */
  planned: number;
  /** Of a list: whom the registry does not know, and who will be on it no more. */
  unregistered: number;
  ended: number;
}

const KINDS: Record<ImportFile['kind'], new (context: CheckContext) => KindCheck> = {
  people: PeopleCheck,
  facts: FactsCheck,
  awards: AwardsCheck,
  lists: ListCheck,
};

/** Where the value of a problem is sealed: what stands in a cell may be an identity number. */
export const problemPlace = (importId: string, place: number) => ({
  table: 'import_problem',
  column: 'value',
  rowId: `${importId}:${place}`,
});

/** Checks every row of a file, keeps what is wrong, and lays out what would be written. Begins anew after a crash. */
export async function checkFile({
  input,
  database,
  county,
  actor,
  progress,
}: JobRun): Promise<Record<string, unknown>> {
  const { importId } = input as { importId: string };
  const store = { sql: poolSql(database.pool), vault: database.vault };
  const file = (await findImport(store, importId)) as ImportFile;
  if (!actor) throw new Error('An import has an author');
  const choices = file.choices as Choices;
  await store.sql(`delete from import_slice where import_id = $1 and stage = 'plan'`, [importId]);
  await store.sql('delete from import_problem where import_id = $1', [importId]);
  const check = new KINDS[file.kind]({ ...store, county, actor, ability: defineAbilitiesFor(actor), choices });
  const keeper = new CheckKeeper(store.sql, store.vault, importId, choices);
  const total = file.sheets[choices.sheet]?.rows ?? 0;
  const step = { zh: '逐行核对', en: 'Checking row by row' };
  let done = 0;
  for await (const rows of rowsBelow(store, importId, choices.sheet, choices.headerRow)) {
    const slice = await check.take(checkedRows(rows, choices.columns));
    if (slice) await keeper.keep(slice);
    done += rows.length;
    await progress({ done: Math.floor(done / 2), total, step });
  }
  for await (const slice of check.finish()) {
    await keeper.keep(slice);
    await progress({ done: Math.floor((total + keeper.counts.rows) / 2), total, step });
  }
  await store.sql('update import_file set counts = $2::jsonb, version = version + 1 where id = $1', [
    importId,
    JSON.stringify(keeper.counts),
  ]);
  return { importId };
}

class CheckKeeper {
  readonly counts: ImportCounts = {
    rows: 0,
    fresh: 0,
    changed: 0,
    known: 0,
    errors: 0,
    duplicates: 0,
    notes: 0,
    planned: 0,
    unregistered: 0,
    ended: 0,
  };
  private slices = 0;
  private problems = 0;

  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault,
    private readonly importId: string,
    private readonly choices: Choices,
  ) {}

  async keep({ rows, standings, units, unregistered = 0, ended = 0 }: CheckedSlice): Promise<void> {
    for (const row of rows) this.count(row, standings);
    this.counts.unregistered += unregistered;
    this.counts.ended += ended;
    await this.addProblems(rows.flatMap(({ problems }) => problems));
    if (units.length === 0) return;
    const planned = units.reduce((sum, unit) => sum + unit.rows.length, 0);
    this.counts.planned += planned;
    const slice = { sheet: 0, place: this.slices, rows: planned, packed: packed(units) };
    await addSlices({ sql: this.sql, vault: this.vault }, this.importId, 'plan', [slice]);
    this.slices += 1;
  }

  private count(row: CheckedRow, standings: CheckedSlice['standings']): void {
    const { counts } = this;
    const isHeld = !this.choices.withDuplicates && row.problems.some(({ severity }) => severity === 'duplicate');
    const standing = standings.get(row.at);
    counts.rows += 1;
    if (!row.isGood) counts.errors += 1;
    else if (isHeld) counts.duplicates += 1;
    else if (standing) counts[standing] += 1;
    if (row.problems.some(({ severity }) => severity === 'note')) counts.notes += 1;
  }

  private async addProblems(problems: readonly RowProblem[]): Promise<void> {
    if (problems.length === 0) return;
    const records = problems.map(({ row, column, severity, message, value }) => {
      this.problems += 1;
      const place = this.problems;
      const sealed = value ? this.vault.seal(value, problemPlace(this.importId, place)).toString('base64') : null;
      return { place, at: row, column, severity, zh: message.zh, en: message.en, value: sealed };
    });
    await this.sql(
      `insert into import_problem (import_id, place, at, column_index, severity, message_zh, message_en, value)
       select $1, p.place, p.at, p."column", p.severity, p.zh, p.en, decode(p.value, 'base64')
       from jsonb_to_recordset($2::jsonb)
         as p (place int, at int, "column" int, severity text, zh text, en text, value text)`,
      [this.importId, JSON.stringify(records)],
    );
  }
}
