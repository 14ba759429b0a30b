import { BUDGET_REQUEST_KINDS, BUDGET_REQUESTS, type BudgetRequestKind } from '@yimen/schema';
import type { LineBalance } from '../../ledger/ledger.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { invalidInput, wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { boundFenOf } from '../donation/gifts.js';
import { assertReserve, isOfTownship, readTownship } from '../reserve/advance-reserve.js';
import { advancedFenOf } from '../reserve/township-reserve.js';
import { addTasks } from '../task/add-task.js';
import { approverOf, financeBureauOf } from './approver-of.js';
import { assertOpen, balanceOf, getLine, type OpenLine, stillOpen, tooLittleFree } from './budget-lines.js';
import type { AskForBudgetInput } from './budget-request.inputs.js';
import { mayReceive, whyNot } from './may-receive.js';

const DEADLINE = 'DL_BUDGET';
/** Once its year is over, a line only lets go of what was frozen, and closes. */
const AFTER_THE_YEAR: readonly BudgetRequestKind[] = ['unfreeze', 'reclaim', 'close'];
const TAKES_WHAT_IS_FREE: readonly BudgetRequestKind[] = ['cut', 'transfer', 'freeze', 'advance'];
const MOST_PLACES = 100_000;

interface Asked {
  fen: number | null;
  places: number | null;
  to: OpenLine | null;
  /** Of an advance to a township, or what it gives back. */
  townshipCode: string | null;
}

/**
 * Asks for a change of a budget line; whoever may decide it is told, with the deadline. What could not be done today is
 * refused at once.
 * Throws NotFound, NotAllowed, InvalidInput, WrongState for a closed line or a year that is over, BudgetExceeded naming who
 * holds the money.
 */
export async function askForBudget(unit: UnitOfWork, input: AskForBudgetInput): Promise<CommandResult> {
  const line = await getLine(unit, input.lineId);
  assertCan(unit, 'change', 'BudgetLine', line);
  const kind = BUDGET_REQUEST_KINDS.find((one) => one === input.kind);
  if (!kind) {
    throw invalidInput([{ path: 'kind', message: { zh: '请选择一种预算变动。', en: 'Choose what is to change.' } }]);
  }
  const check = new InputCheck();
  const asked = await readAsked(unit, check, line, kind, input);
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' }, 500);
  const document = check.text('document', input.document, { zh: '依据文件（名称或文号）', en: 'document' }, 100);
  check.done();
  assertOpen(line);
  if (asked.to) assertOpen(asked.to);
  const balance = await balanceOf(unit.sql, line.id);
  await assertPossible(unit, line, kind, asked, input.asFarAsFree ?? false, balance);
  const weight = kind === 'close' ? balance.leftFen : (asked.fen ?? 0);
  const crosses = asked.to !== null && asked.to.fundCode !== line.fundCode;
  const approver = crosses ? 'leader' : approverOf(unit.county.pack, kind, weight);
  const id = uuidv7();
  const due = dueDay(unit.county, DEADLINE);
  await unit.sql(
    `insert into budget_request (id, kind, line_id, to_line_id, amount_fen, as_far_as_free, places, reason, document, approver,
       requested_by, due_on, township_code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      kind,
      line.id,
      asked.to?.id ?? null,
      asked.fen,
      kind === 'cut' && (input.asFarAsFree ?? false),
      asked.places,
      reason,
      document,
      approver,
      unit.actor.staffId,
      due,
      asked.townshipCode,
    ],
  );
  await tellApprovers(unit, { id, kind, line, fen: asked.fen, approver, due });
  return { type: 'BudgetRequest', id };
}

async function readAsked(
  unit: UnitOfWork,
  check: InputCheck,
  line: OpenLine,
  kind: BudgetRequestKind,
  input: AskForBudgetInput,
): Promise<Asked> {
  if (Number(today().slice(0, 4)) > line.year && !AFTER_THE_YEAR.includes(kind)) {
    check.add('lineId', {
      zh: `${line.year} 年度已结束，只能解冻或关闭。请选择本年度的预算项。`,
      en: `The year ${line.year} is over; its lines can only be unfrozen or closed. Choose a line of this year.`,
    });
  }
  const asked: Asked = { fen: null, places: null, to: null, townshipCode: null };
  if (kind === 'quota') asked.places = readPlaces(check, input.places);
  else if (kind !== 'close') {
    const fen = check.yuan('amount', input.amount ?? '');
    if (fen === 0) check.add('amount', { zh: '金额应大于零。', en: 'The amount must be more than nothing.' });
    asked.fen = fen ?? null;
  }
  if (kind === 'transfer') asked.to = await readReceiver(unit, check, line, input.toLineId);
  if (isOfTownship(kind)) asked.townshipCode = readTownship(unit, check, line, input.townshipCode);
  return asked;
}

function readPlaces(check: InputCheck, places: number | null | undefined): number | null {
  if (places && Math.abs(places) <= MOST_PLACES) return places;
  check.add('places', {
    zh: `请填写增加（正数）或减少（负数）的名额，不超过 ${MOST_PLACES}。`,
    en: `Enter how many places more (positive) or less (negative), at most ${MOST_PLACES}.`,
  });
  return null;
}

/** Money is earmarked: it moves only where the county's funds allow it. */
async function readReceiver(
  unit: UnitOfWork,
  check: InputCheck,
  line: OpenLine,
  toLineId: string | null | undefined,
): Promise<OpenLine | null> {
  if (!toLineId || toLineId === line.id) {
    check.add('toLineId', { zh: '请选择调入的另一预算项。', en: 'Choose the other line that receives.' });
    return null;
  }
  const to = await getLine(unit, toLineId);
  if (!mayReceive(unit.county.pack, line, to)) check.add('toLineId', whyNot(unit.county.pack, line, to));
  return to;
}

async function assertPossible(
  unit: UnitOfWork,
  line: OpenLine,
  kind: BudgetRequestKind,
  { fen, places, townshipCode }: Asked,
  asFarAsFree: boolean,
  balance: LineBalance,
): Promise<void> {
  if (fen !== null && TAKES_WHAT_IS_FREE.includes(kind) && fen > balance.leftFen && !(kind === 'cut' && asFarAsFree))
    throw await tooLittleFree(unit.sql, line, fen, balance);
  if (kind === 'unfreeze') await assertFrozen(unit.sql, line.id, fen ?? 0, balance);
  if (isOfTownship(kind) && townshipCode)
    await assertReserve(unit, { lineId: line.id, kind, townshipCode, fen: fen ?? 0 });
  if (places !== null) assertPlaces(places, balance);
  const open = balance.reservedFen + balance.heldFen + balance.committedFen + balance.frozenFen;
  if (kind === 'close' && open > 0) throw await stillOpen(unit.sql, line, balance);
}

/** Throws where less is frozen, without what donors bound to their wishes and what townships hold in advance. */
export async function assertFrozen(sql: Sql, lineId: string, fen: number, { frozenFen }: LineBalance): Promise<void> {
  const [bound, advanced] = [await boundFenOf(sql, lineId), await advancedFenOf(sql, lineId)];
  const ordered = frozenFen - bound - advanced;
  if (fen <= ordered) return;
  const [free, wished, held] = [formatYuan(ordered), formatYuan(bound), formatYuan(advanced)];
  const others = [
    bound > 0 && {
      zh: `另有 ${wished} 是定向捐赠，只按捐赠人意愿使用`,
      en: `another ${wished} are bound by donors and follow their wishes`,
    },
    advanced > 0 && {
      zh: `另有 ${held} 是已拨付的乡镇备用金，请申请“备用金收回”`,
      en: `another ${held} are held by townships; ask to take it back from them`,
    },
  ].filter((one) => one !== false);
  throw invalidInput([
    {
      path: 'amount',
      message: {
        zh: `${[`该预算项只冻结了 ${free}`, ...others.map(({ zh }) => zh)].join('；')}。`,
        en: `${[`Only ${free} of this line are frozen`, ...others.map(({ en }) => en)].join('; ')}.`,
      },
    },
  ]);
}

/** Throws where places are to go from a line without a quota, or more than are left. */
export function assertPlaces(places: number, { placesLeft }: LineBalance): void {
  if (placesLeft === null) {
    if (places > 0) return;
    throw wrongState('no_quota', {
      zh: '该预算项不设名额，没有可减少的；填写正数即从现在起设定名额。',
      en: 'This line has no quota to take from; a positive number sets one from now on.',
    });
  }
  if (placesLeft + places >= 0) return;
  throw invalidInput([
    {
      path: 'places',
      message: { zh: `只剩 ${placesLeft} 个名额未用。`, en: `Only ${placesLeft} places are left.` },
    },
  ]);
}

interface Told {
  id: string;
  kind: BudgetRequestKind;
  line: OpenLine;
  fen: number | null;
  approver: 'finance' | 'leader';
  due: string;
}

async function tellApprovers(unit: UnitOfWork, { id, kind, line, fen, approver, due }: Told): Promise<void> {
  const amount = fen === null ? '' : ` ${formatYuan(fen)}`;
  const task = {
    kind: 'budget_request',
    zh: `审批${BUDGET_REQUESTS[kind].zh}${amount}：${line.label.zh}（${unit.actor.name}申请）`,
    en: `Decide: ${BUDGET_REQUESTS[kind].en}${amount}, ${line.label.en} (asked by ${unit.actor.name})`,
    dueOn: due,
  };
  if (approver === 'finance') {
    await addTasks(unit.sql, [
      { ...task, departmentCode: financeBureauOf(unit.county.pack) ?? null, origin: `budget_request:${id}` },
    ]);
    return;
  }
  const leaders = await unit.sql<{ id: string }>(`select id from staff where role = 'leader' and active order by id`);
  await addTasks(
    unit.sql,
    leaders.map((leader) => ({ ...task, assigneeId: leader.id, origin: `budget_request:${id}:${leader.id}` })),
  );
}
