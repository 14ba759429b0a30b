import type { BudgetRequestKind } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { invalidInput } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import type { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { reserveFigures, reserveRules } from './rules.js';
import { townshipReserve } from './township-reserve.js';

/** Changes of a budget that are of one township. */
export function isOfTownship(kind: BudgetRequestKind): kind is 'advance' | 'reclaim' {
  return kind === 'advance' || kind === 'reclaim';
}

/** The township that is asked for, or null after noting what is wrong. */
export function readTownship(
  { county }: Pick<UnitOfWork, 'county'>,
  check: InputCheck,
  { programCode }: { programCode: string },
  code: string | null | undefined,
): string | null {
  const rules = reserveRules(county);
  if (rules?.program !== programCode) {
    const name = county.program(rules?.program ?? '')?.name;
    check.add('lineId', {
      zh: `乡镇备用金从“${name?.zh ?? '—'}”的预算项拨付。`,
      en: `The townships' reserve is advanced from the line of "${name?.en ?? '—'}".`,
    });
  }
  const township = county.township(code ?? '');
  if (!township) check.add('townshipCode', { zh: '请选择乡镇。', en: 'Choose a township.' });
  return township?.code ?? null;
}

/**
 * Throws InvalidInput where a township would hold more than the county's float, counting what it used and has not accounted
 * for, or is to give back more than it holds. Certain while the line is locked.
 */
export async function assertReserve(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  {
    lineId,
    kind,
    townshipCode,
    fen,
  }: { lineId: string; kind: 'advance' | 'reclaim'; townshipCode: string; fen: number },
): Promise<void> {
  const { leftFen, unsettledFen } = await townshipReserve(sql, lineId, townshipCode);
  const name = county.township(townshipCode)?.name;
  const problem = (zh: string, en: string) => invalidInput([{ path: 'amount', message: { zh, en } }]);
  const [left, unsettled] = [formatYuan(leftFen), formatYuan(unsettledFen)];
  if (kind === 'reclaim') {
    if (fen > leftFen) throw problem(`${name?.zh}备用金现有 ${left}。`, `${name?.en} holds ${left}.`);
    return;
  }
  const rules = reserveRules(county);
  if (!rules) throw new Error('The county pack has no reserve');
  const { floatFen } = reserveFigures(county, rules, today());
  if (leftFen + unsettledFen + fen <= floatFen) return;
  const [float, most] = [formatYuan(floatFen), formatYuan(Math.max(0, floatFen - leftFen - unsettledFen))];
  throw problem(
    `每个乡镇备用金定额 ${float}；${name?.zh}现有 ${left}，已用未报账 ${unsettled}，最多再拨 ${most}。先报账才能补足。`,
    `A township holds at most ${float}; ${name?.en} has ${left} and ${unsettled} used but not accounted for, so at most ${most} more. What is accounted for can be advanced again.`,
  );
}
