import { createBudgetLine } from '../../ledger/ledger.js';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { notAllowed, wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { SECOND_PERSON } from '../budget/decide-budget-request.js';
import { addTasks } from '../task/add-task.js';
import { carryOver } from './carry-over.js';
import { type PlannedLine, readRows, type TypedRow } from './check-plan.js';
import type { DecideBudgetPlanInput, SaveBudgetPlanInput } from './fiscal-year.inputs.js';
import { endReminders } from './remind-plan.js';

interface Locked {
  id: string;
  year: number;
  status: string;
  rows: TypedRow[];
  submittedBy: string | null;
  version: number;
}

const MOST_ROWS = 500;
const LONGEST_CELL = 40;
const DECIDES_WITHIN_WORKING_DAYS = 10;
const MOVED_ON = {
  zh: '该年度预算已提交或已批准，请刷新查看。',
  en: 'The budget of this year was submitted or approved already. Reload to see it.',
};

/**
 * Keeps the budget of a year as typed, or hands it to the leaders once all of it is right.
 * Throws NotAllowed, StaleVersion, WrongState for a year that is open or submitted, InvalidInput.
 */
export async function saveBudgetPlan(unit: UnitOfWork, input: SaveBudgetPlanInput): Promise<CommandResult> {
  assertCan(unit, 'write', 'BudgetPlan', {});
  const plan = await lockPlan(unit, input.year);
  assertVersion({ version: plan?.version ?? 0 }, input.expectedVersion);
  const action = input.submit ? 'submit' : 'save';
  const next = assertTransition('BudgetPlan', plan?.status ?? 'draft', action, MOVED_ON);
  const check = new InputCheck();
  checkYear(check, input.year);
  const tooLong = ({ amount, places }: TypedRow) => Math.max(amount.length, places.length) > LONGEST_CELL;
  if (input.rows.length > MOST_ROWS || input.rows.some(tooLong))
    check.add('rows', { zh: '内容过长，请核对。', en: 'This is too long; please check it.' });
  if (input.submit) {
    readRows(check, unit.county, input.rows);
    check.text('document', input.document, { zh: '依据文件（名称或文号）', en: 'document' }, 100);
  }
  check.done();
  await assertNotOpen(unit, input.year);
  const id = plan?.id ?? uuidv7();
  const rows = input.rows.map(({ programCode, fundCode, amount, places }) => ({
    programCode,
    fundCode,
    amount,
    places,
  }));
  await unit.sql(
    `insert into budget_plan (id, year, status, rows, document, submitted_by, submitted_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, case when $6::uuid is not null then clock_timestamp() end)
     on conflict (year) do update set status = excluded.status, rows = excluded.rows, document = excluded.document,
       submitted_by = excluded.submitted_by, submitted_at = excluded.submitted_at, note = null,
       version = budget_plan.version + 1`,
    [
      id,
      input.year,
      next,
      JSON.stringify(rows),
      input.document.trim().slice(0, 100),
      input.submit ? unit.actor.staffId : null,
    ],
  );
  if (input.submit) {
    await endReminders(unit.sql, input.year, unit.actor.staffId);
    await tellLeaders(unit, id, input.year, plan?.version ?? 0);
  }
  return { type: 'BudgetPlan', id };
}

/**
 * Opens all lines of the year at once, and carries over what is due; or sends the plan back with a reason. Whoever
 * submitted it does not decide. Throws NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function decideBudgetPlan(unit: UnitOfWork, input: DecideBudgetPlanInput): Promise<CommandResult> {
  assertCan(unit, 'decide', 'BudgetPlan', {});
  const plan = await lockPlan(unit, input.year);
  assertVersion({ version: plan?.version ?? 0 }, input.expectedVersion);
  const check = new InputCheck();
  const outcome = (['approve', 'return'] as const).find((one) => one === input.outcome);
  if (!outcome) check.add('outcome', { zh: '请选择批准或退回。', en: 'Choose to approve or to return.' });
  const note =
    outcome === 'return' ? check.text('note', input.note ?? '', { zh: '退回理由', en: 'reason' }, 500) : null;
  check.done();
  const next = assertTransition('BudgetPlan', plan?.status ?? 'draft', outcome as string, {
    zh: '该年度预算尚未提交，或已批准。请刷新查看。',
    en: 'The budget of this year is not submitted, or was approved. Reload to see it.',
  });
  const { id, rows, submittedBy } = plan as Locked;
  if (submittedBy === unit.actor.staffId) throw notAllowed(SECOND_PERSON);
  if (outcome === 'approve') {
    const lines = readRows(check, unit.county, rows);
    check.done();
    await assertNotOpen(unit, input.year);
    await openLines(unit, input.year, lines);
    await carryOver(unit.sql, unit.county.pack, today());
  }
  await unit.sql(
    `update budget_plan set status = $2, note = $3, decided_by = $4, decided_at = clock_timestamp(), version = version + 1
      where id = $1`,
    [id, next, note, unit.actor.staffId],
  );
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where kind = 'budget_plan' and status = 'open' and split_part(origin, ':', 2) = $1`,
    [id, unit.actor.staffId],
  );
  return { type: 'BudgetPlan', id };
}

async function openLines({ sql, county }: UnitOfWork, year: number, lines: readonly PlannedLine[]): Promise<void> {
  for (const { program, fundCode, fen, places } of lines) {
    const fund = county.pack.funds.find(({ code }) => code === fundCode)?.name ?? { zh: fundCode, en: fundCode };
    await createBudgetLine(sql, {
      year,
      fundCode,
      programCode: program.code,
      departmentCode: program.department,
      figureKind: 'doc',
      label: { zh: `${year}年${fund.zh}·${program.name.zh}`, en: `${year} ${fund.en} · ${program.name.en}` },
      fen,
      places,
    });
  }
}

/** A plan is for this year or the next one. */
function checkYear(check: InputCheck, year: number): void {
  const thisYear = Number(today().slice(0, 4));
  if (year === thisYear || year === thisYear + 1) return;
  check.add('year', {
    zh: `只能编制 ${thisYear} 或 ${thisYear + 1} 年度的预算。`,
    en: `A budget is drawn up for ${thisYear} or ${thisYear + 1}.`,
  });
}

async function assertNotOpen({ sql }: UnitOfWork, year: number): Promise<void> {
  const [line] = await sql('select from budget_line where year = $1 limit 1', [year]);
  if (!line) return;
  throw wrongState('approved', {
    zh: `${year} 年度的预算项已经开设。要变动请在预算项上申请追加、压减或调剂。`,
    en: `The lines of ${year} are open already. Ask for a supplement, cut or transfer of a line instead.`,
  });
}

/** The plan of a year; others who write it wait. */
async function lockPlan({ sql }: UnitOfWork, year: number): Promise<Locked | undefined> {
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`budget_plan:${year}`]);
  const [plan] = await sql<Locked>(
    'select id, year, status, rows, submitted_by as "submittedBy", version from budget_plan where year = $1 for update',
    [year],
  );
  return plan;
}

async function tellLeaders(unit: UnitOfWork, id: string, year: number, version: number): Promise<void> {
  const leaders = await unit.sql<{ id: string }>(`select id from staff where role = 'leader' and active order by id`);
  const task = {
    kind: 'budget_plan',
    zh: `审批 ${year} 年度预算（${unit.actor.name}提交）`,
    en: `Decide the budget of ${year} (submitted by ${unit.actor.name})`,
    dueOn: addWorkingDays(today(), DECIDES_WITHIN_WORKING_DAYS),
  };
  await addTasks(
    unit.sql,
    leaders.map((leader) => ({ ...task, assigneeId: leader.id, origin: `budget_plan:${id}:${version}:${leader.id}` })),
  );
}
