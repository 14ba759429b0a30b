import { type BudgetLineRow, balances, lockLines, moveBudget } from '../../ledger/ledger.js';
import { Failure } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { factsOf, type Recipient } from './bound-for.js';
import { drawFrom } from './draw.js';
import { boundTo, type Gift, giftsOn } from './gifts.js';

/** Money that is about to be committed to somebody from a line. */
export interface Wanted extends Recipient {
  /** Names the commitment for ever: of its package item or application. */
  key: string;
  fen: number;
  /** What was set aside for it, and goes back where it is not used. */
  moneyHoldId: string | null;
}

/** What of a commitment came from a donation. */
export interface GivenPart {
  key: string;
  donationId: string;
  fen: number;
}

interface Order {
  line: BudgetLineRow;
  wanted: readonly Wanted[];
  /** The day of the decision, YYYY-MM-DD. */
  on: string;
}

/** Wishes that are named where they do not fit. */
const NAMED = 3;

/**
 * Says of which donations money is given that a department is about to commit from a line, and lets go of what was bound to
 * wishes that fit, so that the commitment finds it on the line. Locks the line. What it answers goes to `recordUses` once
 * the aid is on record.
 * @throws Failure BudgetExceeded naming the wishes that do not fit, where only money that is bound otherwise is left.
 */
export async function drawOnDonations(unit: UnitOfWork, { line, wanted, on }: Order): Promise<GivenPart[]> {
  const money = wanted.filter(({ fen }) => fen > 0);
  if (money.length === 0 || (await giftsOn(unit.sql, [line.id])).length === 0) return [];
  await lockLines(unit.sql, [line.id]);
  const gifts = await giftsOn(unit.sql, [line.id]);
  const county = unit.county.on(on);
  const freeMoney = county.pack.funds.find(({ code }) => code === line.fundCode)?.freeMoney ?? 'last';
  const facts = await factsOf(unit.sql, gifts, money, on);
  let generalFen = await generalFenOf(unit.sql, line.id, money);
  const parts: GivenPart[] = [];
  for (const [place, one] of money.entries()) {
    const to = { ...one, facts: facts[place] };
    const fitting = gifts.flatMap((gift) => {
      const bound = gift.leftFen > 0 ? boundTo(gift, to, county, on) : undefined;
      return bound ? [{ ...gift, bound }] : [];
    });
    const draw = drawFrom(fitting, one.fen, generalFen, freeMoney);
    if ('lackingFen' in draw) {
      const others = gifts.filter(({ id, leftFen }) => leftFen > 0 && !fitting.some((fits) => fits.id === id));
      if (others.length > 0) throw notByWish(line, one.fen, one.fen - draw.lackingFen, others);
      // Nothing that is bound is in the way: the commitment itself says what the line lacks.
      return parts;
    }
    generalFen -= one.fen - draw.boundFen;
    for (const gift of gifts) {
      const fen = draw.uses.get(gift.id);
      if (!fen) continue;
      gift.leftFen -= fen;
      parts.push({ key: one.key, donationId: gift.id, fen });
      if (gift.words === null) continue;
      await moveBudget(unit.sql, {
        key: `donation:${gift.id}:use:${one.key}`,
        lineId: line.id,
        move: 'unfreeze',
        fen,
        reason: `by_wish: ${gift.number}`,
        on,
        actorId: unit.actor.staffId,
      });
    }
  }
  return parts;
}

/** Puts on record which aid was given of which donations. `aidBy` is the column of the aid record that holds the keys. */
export async function recordUses(
  sql: Sql,
  parts: readonly GivenPart[],
  aidBy: 'package_item_id' | 'application_id',
  on: string,
): Promise<void> {
  if (parts.length === 0) return;
  await sql(
    `insert into donation_use (donation_id, aid_record_id, amount_fen, used_on)
     select p."donationId", a.id, p.fen, $2 from jsonb_to_recordset($1::jsonb) as p (key uuid, "donationId" uuid, fen bigint)
     join aid_record a on a.${aidBy} = p.key order by 1, 2`,
    [JSON.stringify(parts), on],
  );
}

/** What the line bears for these without what is bound to wishes: what is left, and what was set aside for them, fen. */
async function generalFenOf(sql: Sql, lineId: string, money: readonly Wanted[]): Promise<number> {
  const [held] = await sql<{ fen: number }>(
    `select coalesce(sum(t.amount), 0)::bigint as fen from ledger_transfer t join ledger_account a on a.id = t.debit_account_id
     where t.id = any($1) and a.line_id = $2 and not exists (select from ledger_transfer later where later.pending_id = t.id)`,
    [money.flatMap(({ moneyHoldId }) => moneyHoldId ?? []), lineId],
  );
  return ((await balances(sql, [lineId])).get(lineId)?.leftFen ?? 0) + (held?.fen ?? 0);
}

function notByWish(line: BudgetLineRow, needed: number, left: number, others: readonly Gift[]): Failure {
  const bound = formatYuan(others.reduce((sum, { leftFen }) => sum + leftFen, 0));
  const named = others.slice(0, NAMED);
  const zh = named.map(({ number, words }) => `${number} 只用于“${words}”`).join('；');
  const en = named.map(({ number, words }) => `${number} is only for "${words}"`).join('; ');
  return new Failure(
    'BudgetExceeded',
    'DONOR_WISH',
    {
      zh: `“${line.label.zh}”可用于该对象的只有 ${formatYuan(left)}，需要 ${formatYuan(needed)}。另有定向捐赠 ${bound} 不能用：${zh}${others.length > NAMED ? ' 等' : ''}。可减少金额、核实该对象的信息，或请捐赠人放宽意愿。`,
      en: `"${line.label.en}" has ${formatYuan(left)} that may be given here and ${formatYuan(needed)} are needed. Another ${bound} are bound by donors: ${en}${others.length > NAMED ? ' …' : ''}. Lower the amount, verify the facts of this person, or ask the donor to widen the wish.`,
    },
    { lines: [{ lineId: line.id, label: line.label, unit: 'fen', needed, left, reserved: 0 }] },
  );
}
