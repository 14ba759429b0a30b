import { type ShortLineInfo, shortWords } from '../../ledger/short-lines.js';
import { timeOfDay } from '../../platform/clock.js';
import { Failure } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import type { Sql } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { type ReservationRow, reservationsOn } from './reservation-rows.js';

/** Whether a line is short only because of what other meetings have set aside. */
export function isContested({ needed, left, reserved }: ShortLineInfo): boolean {
  return needed > left && needed <= left + reserved;
}

/** Which meeting has set aside what, since when and until when; nobody's name. */
export function reservationWords({ meetingNumber, position, fen, places, since, until }: ReservationRow): Bilingual {
  const what = {
    zh: [fen > 0 ? formatYuan(fen) : '', places > 0 ? `${places} 个名额` : ''].filter(Boolean).join('、'),
    en: [fen > 0 ? formatYuan(fen) : '', places > 0 ? `${places} places` : ''].filter(Boolean).join(', '),
  };
  const [from, to] = [timeOfDay(since), timeOfDay(until)];
  return {
    zh: `研判会 ${meetingNumber} 第 ${position} 项预占 ${what.zh}（${from} 起，至 ${to}）`,
    en: `meeting ${meetingNumber}, item ${position}, has reserved ${what.en} (since ${from}, until ${to})`,
  };
}

/** Throws BudgetExceeded for lines that are short only because other meetings hold them, with who holds what and what to do. */
export async function refuseContested(sql: Sql, short: readonly ShortLineInfo[]): Promise<void> {
  const contested = short.filter(isContested);
  if (contested.length === 0) return;
  const holders = await reservationsOn(
    sql,
    contested.map(({ lineId }) => lineId),
  );
  const lines = contested.map((line) => shortWords({ ...line, reserved: 0 }));
  const held = holders.map(reservationWords);
  throw new Failure(
    'BudgetExceeded',
    'RESERVED_ELSEWHERE',
    {
      zh: `${lines.map(({ zh }) => zh).join('；')}。其余正由其他会议占着：${held.map(({ zh }) => zh).join('；')}。可减少金额或仅列入计划；也可等其作出决定、到时释放，或与该会召集人商量。`,
      en: `${lines.map(({ en }) => en).join('; ')}. Other meetings hold the rest: ${held.map(({ en }) => en).join('; ')}. Lower the amount or enter it on the plan only; or wait until they decide or their time passes, or ask their chair.`,
    },
    { lines: contested },
  );
}
