import type { SignedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { readCounty } from '../../platform/county-statement.js';
import { InputCheck } from '../../platform/parse.js';
import { poolSql } from '../../platform/read.js';
import { SqlParams } from '../../policy/sql-expression.js';
import type { MatchSourceInput } from './match.inputs.js';
import type { SourceOverlap } from './match.types.js';
import { readSources } from './match-source.js';
import { type MatchUnit, overlapSql } from './match-sql.js';

const MOST = 4;

/**
 * How many stand in which of two to four lists, levels, programs and rules together, today: every part of the circles
 * that overlap. Throws InvalidInput.
 */
export async function compareSources(
  context: SignedIn,
  unit: string,
  sources: readonly MatchSourceInput[],
): Promise<SourceOverlap[]> {
  const { database, county } = context;
  const check = new InputCheck();
  if (sources.length < 2 || sources.length > MOST)
    check.add('sources', { zh: `请选择 2–${MOST} 个来源。`, en: `Choose 2–${MOST} sources.` });
  if (unit !== 'person' && unit !== 'household')
    check.add('unit', { zh: '请选择按人还是按户。', en: 'Choose people or households.' });
  const read = await readSources({ ...context, sql: poolSql(database.pool) }, check, sources, 'sources');
  check.done();
  const on = today();
  const params = new SqlParams();
  const text = overlapSql(read, unit as MatchUnit, { on, parsed: county.on(on).parsed }, params);
  const rows = await readCounty<{ places: number; names: number }>(database.pool, [params.statement(text)]);
  return rows.map(({ places, names }) => ({
    inside: read.map((_source, index) => (places & (1 << index)) !== 0),
    names,
  }));
}
