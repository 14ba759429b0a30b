import type { County } from '../../platform/county.js';
import type { InputCheck } from '../../platform/parse.js';
import type { Sql } from '../../platform/run-command.js';
import { type Register, registersOf } from './registers.js';

/** What the programs asked for in a case or a batch want verified; every item that may be asked when they want none. */
export async function wantedRegisters(
  sql: Sql,
  county: County,
  { caseId, batchId }: { caseId?: string | null; batchId?: string | null },
): Promise<Register[]> {
  const asked = await sql<{ code: string }>(
    'select distinct program_code as code from application where case_id = $1 or batch_id = $2',
    [caseId ?? null, batchId ?? null],
  );
  const wanted = new Set(asked.flatMap(({ code }) => county.program(code)?.verificationSources ?? []));
  const registers = registersOf(county.pack);
  const chosen = registers.filter(({ code }) => wanted.has(code));
  return chosen.length > 0 ? chosen : registers;
}

/** The items of an input by their codes, each once. */
export function readRegisters(county: County, check: InputCheck, codes: readonly string[]): Register[] {
  const registers = registersOf(county.pack);
  codes.forEach((code, index) => {
    if (registers.some((register) => register.code === code)) return;
    check.add(`items.${index}`, { zh: `没有核对事项“${code}”。`, en: `There is no item "${code}" to verify.` });
  });
  if (codes.length === 0) check.add('items', { zh: '请至少选择一个核对事项。', en: 'Choose at least one item.' });
  return registers.filter(({ code }) => codes.includes(code));
}
