import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeCountySql } from '@yimen/api/policy/county-sql.js';
import { createJudge } from '@yimen/api/policy/judge.js';
import { parsePack } from '@yimen/api/policy/parsed-pack.js';
import type { FactBag, Verdict } from '@yimen/api/policy/types.js';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testkit/database.js';
import { bags, tell, told } from './random-facts.js';

const DAYS = ['2022-06-23', '2026-11-23'];

let test: TestDatabase;
let client: PoolClient;
beforeAll(async () => {
  test = await createTestDatabase();
  client = await test.database.pool.connect();
});
afterAll(async () => {
  client.release();
  await test.close();
});

interface VerdictRow {
  household_id: number;
  program: string;
  variant: string | null;
  outcome: string;
  fen: string | null;
  min_fen: string | null;
  max_fen: string | null;
}

const numberOf = (fen: string | null) => (fen === null ? null : Number(fen));

function rowOf(person: number, { programCode, variantCode, outcome, amount }: Verdict) {
  return [person, programCode, variantCode, outcome, amount.fen, amount.minFen, amount.maxFen];
}

describe('the verdicts of all programs', () => {
  it.each(DAYS)('are the judge’s for anyone, on %s', async (on) => {
    const { pack } = test.county;
    const judge = createJudge(pack);
    const parsed = parsePack(pack);
    const codes = pack.programs.map(({ code }) => code);
    const all: FactBag[] = fc.sample(bags, { numRuns: 600, seed: 7 });
    await tell(client, all);
    const expected = all.flatMap((bag, place) =>
      codes
        .map((code) => judge.judge(code, bag, on))
        .filter(({ outcome }) => outcome !== 'NOT_ELIGIBLE')
        .map((one) => rowOf(place, one)),
    );
    const together = judgeCountySql(parsed, codes, on, told);
    const each = codes.map((code) => judgeCountySql(parsed, [code], on, told));
    for (const statements of [[together], each]) {
      const found: VerdictRow[] = [];
      for (const { text, values } of statements) found.push(...(await client.query<VerdictRow>(text, values)).rows);
      const rows = found.map((row) => [
        row.household_id,
        row.program,
        row.variant,
        row.outcome,
        numberOf(row.fen),
        numberOf(row.min_fen),
        numberOf(row.max_fen),
      ]);
      const sorted = (list: unknown[][]) => list.map((row) => JSON.stringify(row)).sort();
      expect(sorted(rows)).toEqual(sorted(expected));
      expect(new Set(rows.map(([, code]) => code)).size).toBeGreaterThan(40);
    }
  });
});
