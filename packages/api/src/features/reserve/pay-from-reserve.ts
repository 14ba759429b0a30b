import { subject } from '@casl/ability';
import { type BudgetLineRow, findLine, lockLines, moveBudget, payDirectly } from '../../ledger/ledger.js';
import { assertCan } from '../../platform/authorize.js';
import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { Failure, wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import type { ReserveRules } from '../../policy/types.js';
import type { PayFromReserveInput } from './reserve.inputs.js';
import { askForPapers, papersDueOn } from './reserve-tasks.js';
import { reserveFigures, reserveRules } from './rules.js';
import { type TownshipBalance, townshipReserve } from './township-reserve.js';

interface Aided {
  id: string;
  headName: string;
}

interface Use {
  id: string;
  townshipCode: string;
  household: Aided;
  fen: number;
  reason: string;
  on: string;
}

/**
 * Pays a household at once from what the clerk's township holds in advance (R100), up to the ceiling that a township may
 * approve itself (R101); the papers follow. The money leaves the line with the same stroke.
 * Throws NotAllowed, InvalidInput, WrongState without a reserve, BudgetExceeded where the township holds less.
 */
export async function payFromReserve(unit: UnitOfWork, input: PayFromReserveInput): Promise<CommandResult> {
  const { sql, actor, county } = unit;
  const townshipCode = actor.townshipCode ?? '';
  assertCan(unit, 'use', 'ReserveUse', { townshipCode });
  const rules = reserveRules(county);
  if (!rules) throw wrongState('no_reserve', { zh: '本县未设乡镇备用金。', en: 'The county has no such reserve.' });
  const check = new InputCheck();
  const on = readDay(check, input.paidOn);
  const household = await readHousehold(unit, check, input.householdCode);
  const fen = check.yuan('amount', input.amount);
  if (fen === 0) check.add('amount', { zh: '金额应大于零。', en: 'The amount must be more than nothing.' });
  const reason = rules.reasons.find(({ code }) => code === input.reason)?.code;
  if (!reason) check.add('reason', { zh: '请选择急难原因。', en: 'Choose why it is urgent.' });
  const words = {
    whatHappened: check.text('whatHappened', input.whatHappened, { zh: '急难情况', en: 'account of it' }, 500),
    confirmedBy: check.text('confirmedBy', input.confirmedBy, { zh: '现场核实人', en: 'name of who saw it' }, 50),
    approvedBy: check.text('approvedBy', input.approvedBy, { zh: '乡镇审批人', en: 'name of who approved it' }, 50),
    signedBy: check.text('signedBy', input.signedBy, { zh: '领款人', en: 'name of who received it' }, 50),
  };
  if (words.approvedBy === actor.name)
    check.add('approvedBy', {
      zh: '审批人不能是经办人本人。',
      en: 'Who pays does not approve it; somebody else of the township does.',
    });
  check.done();
  const line = on && (await findLine(sql, rules.program, Number(on.slice(0, 4))));
  if (!line) throw wrongState('no_line', { zh: '该年度没有备用金。', en: 'There is no reserve in that year.' });
  await lockLines(sql, [line.id]);
  const use = { id: uuidv7(), townshipCode, household, fen, reason, on } as Use;
  await assertBelowCeiling(unit, rules, use);
  assertEnough(unit, line, use, await townshipReserve(sql, line.id, townshipCode));
  await pay(unit, line, use);
  const dueOn = papersDueOn(unit, rules);
  await record(unit, rules, line, use, { ...words, dueOn });
  await askForPapers(unit, { ...use, headName: use.household.headName, recordedBy: actor.staffId, dueOn, version: 1 });
  return { type: 'ReserveUse', id: use.id };
}

function readDay(check: InputCheck, text: string): string | undefined {
  const on = check.day('paidOn', text);
  if (on && on > today()) check.add('paidOn', { zh: '日期不能晚于今天。', en: 'The day cannot lie in the future.' });
  return on;
}

async function readHousehold(unit: UnitOfWork, check: InputCheck, text: string): Promise<Aided | undefined> {
  const code = text.trim();
  const [household] = await unit.sql<Aided & { townshipCode: string }>(
    `select h.id, p.name as "headName", h.township_code as "townshipCode"
     from household h join person p on p.id = h.head_person_id where h.code = $1 and h.dissolved_on is null`,
    [code],
  );
  if (household && unit.ability.can('read', subject('Household', { ...household }) as never)) return household;
  check.add('householdCode', {
    zh: `本乡镇没有编号为“${code}”的住户。`,
    en: `There is no household "${code}" in this township.`,
  });
  return undefined;
}

/** Splitting an aid into several small ones does not pass the ceiling. The line is locked. */
async function assertBelowCeiling({ sql, county }: UnitOfWork, rules: ReserveRules, use: Use): Promise<void> {
  const { ceilingFen } = reserveFigures(county, rules, use.on);
  const [had] = await sql<{ fen: number }>(
    `select coalesce(sum(u.amount_fen), 0)::bigint as fen from reserve_use u join aid_record a on a.id = u.aid_record_id
     where a.household_id = $1 and u.status <> 'taken_back' and u.paid_on > $2 and u.paid_on < $3`,
    [use.household.id, addDays(use.on, -rules.ceilingDays), addDays(use.on, rules.ceilingDays)],
  );
  const hadFen = had?.fen ?? 0;
  if (hadFen + use.fen <= ceilingFen) return;
  const check = new InputCheck();
  const [ceiling, already] = [formatYuan(ceilingFen), formatYuan(hadFen)];
  check.add('amount', {
    zh: `乡镇小额审批限额为每户 ${rules.ceilingDays} 天内 ${ceiling}${hadFen > 0 ? `，该户已领 ${already}` : ''}。超出的请登记困难，提交县里研判。`,
    en: `A township may approve ${ceiling} for a household within ${rules.ceilingDays} days${hadFen > 0 ? `; it has had ${already}` : ''}. For more, record the need and hand it to the county.`,
  });
  check.done();
}

function assertEnough(
  { county }: UnitOfWork,
  line: BudgetLineRow,
  { fen, townshipCode }: Use,
  { leftFen: left, unsettledFen }: TownshipBalance,
): void {
  if (fen <= left) return;
  const name = county.township(townshipCode)?.name ?? { zh: townshipCode, en: townshipCode };
  const label = { zh: `${name.zh}备用金`, en: `Reserve of ${name.en}` };
  throw new Failure(
    'BudgetExceeded',
    'RESERVE_SHORT',
    {
      zh: `${label.zh}只剩 ${formatYuan(left)}，需要 ${formatYuan(fen)}；已用未报账 ${formatYuan(unsettledFen)}，补齐手续后可申请补足。情况紧急的请立即提交县里紧急研判。`,
      en: `${label.en} has ${formatYuan(left)} left and ${formatYuan(fen)} are needed; ${formatYuan(unsettledFen)} are used and not accounted for and can be advanced again once they are. If it cannot wait, hand it to the county at once.`,
    },
    { lines: [{ lineId: line.id, label, unit: 'fen', needed: fen, left, reserved: 0 }] },
  );
}

/** What lay frozen for the township is free for the moment in which it is paid. */
async function pay({ sql, actor, county }: UnitOfWork, line: BudgetLineRow, use: Use): Promise<void> {
  const township = county.township(use.townshipCode)?.name.zh ?? use.townshipCode;
  const movement = { reason: `reserve_used: ${township}` as const, on: use.on, actorId: actor.staffId };
  await moveBudget(sql, { ...movement, key: `reserve_use:${use.id}`, lineId: line.id, move: 'unfreeze', fen: use.fen });
  const refs = { householdId: use.household.id, townshipCode: use.townshipCode };
  const payments = [{ key: `reserve_use:${use.id}:pay`, fen: use.fen, refs }];
  await payDirectly(sql, { ...movement, lineId: line.id, payments });
}

async function record(
  { sql, actor, county }: UnitOfWork,
  rules: ReserveRules,
  line: BudgetLineRow,
  use: Use,
  more: Record<'whatHappened' | 'confirmedBy' | 'approvedBy' | 'signedBy', string | undefined> & { dueOn: string },
): Promise<void> {
  await sql(
    `with aid as (
       insert into aid_record (household_id, program_code, department_code, amount_fen, period, granted_on, source)
       values ($2, $3, $4, $5, $6, $7, $8) returning id)
     insert into reserve_use (id, line_id, township_code, aid_record_id, amount_fen, reason, what_happened, confirmed_by,
       approved_by, paid_on, signed_by, recorded_by, due_on)
     select $1, $9, $10, id, $5, $11, $12, $13, $14, $7, $15, $16, $17 from aid`,
    [
      use.id,
      use.household.id,
      line.programCode,
      line.departmentCode,
      use.fen,
      county.program(line.programCode)?.period,
      use.on,
      rules.name.zh,
      line.id,
      use.townshipCode,
      use.reason,
      more.whatHappened,
      more.confirmedBy,
      more.approvedBy,
      more.signedBy,
      actor.staffId,
      more.dueOn,
    ],
  );
}
