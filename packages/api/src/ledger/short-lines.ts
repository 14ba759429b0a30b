import { Failure } from '../platform/errors.js';
import { formatYuan } from '../platform/money.js';
import type { Sql } from '../platform/run-command.js';
import type { Bilingual } from '../policy/types.js';
import type { Shortage } from './transfers.js';

/** A line or quota that has not enough. Fen, or places. */
export interface ShortLineInfo extends Shortage {
  lineId: string;
  label: Bilingual;
}

export type Unit = Shortage['unit'];

/** The accounts from which money and places are taken. */
export const FROM: Record<Unit, string> = { fen: 'available', place: 'places' };
/** The accounts where meetings that compose set money and places aside. */
export const RESERVED: Record<Unit, string> = { fen: 'reserved', place: 'places_reserved' };

export async function describeShort(sql: Sql, lineId: string, short: readonly Shortage[]): Promise<ShortLineInfo[]> {
  const [label] = await sql<Bilingual>('select label_zh as zh, label_en as en from budget_line where id = $1', [
    lineId,
  ]);
  if (!label) throw new Error(`No budget line ${lineId}`);
  return short.map((one) => ({ ...one, lineId, label }));
}

/** How much of a line is wanted, what is left, and what meetings have set aside. */
export function shortWords({ label, unit, needed, left, reserved }: ShortLineInfo): Bilingual {
  const zh = (amount: number) => (unit === 'fen' ? formatYuan(amount) : `${amount} 个名额`);
  const en = (amount: number) => (unit === 'fen' ? formatYuan(amount) : `${amount} places`);
  const others = {
    zh: reserved > 0 ? `（另有 ${zh(reserved)}由研判会预占）` : '',
    en: reserved > 0 ? ` (meetings have reserved ${en(reserved)})` : '',
  };
  return {
    zh: `“${label.zh}”需要 ${zh(needed)}，仅剩 ${zh(left)}${others.zh}`,
    en: `"${label.en}" needs ${en(needed)} and has ${en(left)} left${others.en}`,
  };
}

/** The failure that names every line that has not enough, and what is left on it. */
export function budgetExceeded(lines: ShortLineInfo[]): Failure {
  const words = lines.map(shortWords);
  return new Failure(
    'BudgetExceeded',
    'BUDGET_EXCEEDED',
    {
      zh: `资金或名额不足：${words.map(({ zh }) => zh).join('；')}。可减少金额、仅列入计划，或申请追加预算。`,
      en: `Not enough money or places: ${words.map(({ en }) => en).join('; ')}. Lower the amount, enter it on the plan only, or ask for more budget.`,
    },
    { lines },
  );
}
