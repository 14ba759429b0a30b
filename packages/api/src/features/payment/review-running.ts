import { addDays, dueOn } from '../../platform/calendar.js';
import type { County } from '../../platform/county.js';
import { deadlineOf } from '../../platform/deadlines.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { isIncomeFact } from '../../policy/cliff.js';
import { ruleEnglish } from '../../policy/feel-english.js';
import { standardOn } from '../../policy/standards.js';
import type { Bilingual, FactBag, Program, TraceNode } from '../../policy/types.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { addTasks, type NewTask } from '../task/add-task.js';
import { beginExit, exitOf } from './exit-by-months.js';
import { monthOf } from './months.js';
import { runningVerdicts } from './running-verdicts.js';
import { aidOrigin, suspendSchedules } from './suspend-aid.js';

interface Running {
  scheduleId: string;
  programCode: string;
  departmentCode: string;
  householdId: string;
  householdCode: string;
  /** Whose the aid is; null: the household's. */
  personId: string | null;
  personName: string | null;
  /** By whom the rule is asked: the person, or the head. */
  subjectId: string;
}

/** Monthly aid of households of which something was recorded since a moment, or in which somebody had a birthday. */
const TOUCHED = `
  with touched as (
    select o.household_id as id from observation o where o.recorded_at >= $1
    union
    select p.household_id from observation o join person p on p.id = o.person_id where o.recorded_at >= $1
    union
    select p.household_id from person p where to_char(p.birth_date, 'MM-DD') = any($2) and p.gone is null)
  select s.id as "scheduleId", s.program_code as "programCode", s.department_code as "departmentCode",
    h.id as "householdId", h.code as "householdCode", a.person_id as "personId", p.name as "personName",
    coalesce(a.person_id, h.head_person_id) as "subjectId"
  from touched t join aid_record a on a.household_id = t.id join payment_schedule s on s.aid_record_id = a.id
  join household h on h.id = a.household_id left join person p on p.id = a.person_id
  where s.kind = 'monthly' and s.status = 'active' and s.exit_from is null and a.ended_on is null and p.gone is null
    and h.dissolved_on is null and h.head_person_id is not null
  order by s.id for update of s`;

/**
 * Looks at the monthly aid of everybody about whom something was recorded since a moment (ISO): where the rule refuses by
 * now, the aid waits from the next month on, or, where income has risen and the program goes out by months, its exit
 * begins. Its department has a task to look itself: nothing ends by itself. `on`: YYYY-MM-DD.
 */
export async function reviewRunning(unit: UnitOfWork, since: Date, on: string): Promise<number> {
  const running = await unit.sql<Running>(TOUCHED, [since, birthdaysBetween(since, on)]);
  const known = running.filter(({ programCode }) => unit.county.program(programCode));
  const refused = await refusedOf(unit, known, on);
  const bags = await loadFactBags(
    unit.sql,
    refused.map(({ householdId, subjectId }) => ({ householdId, personId: subjectId })),
    on,
  );
  const tasks: NewTask[] = [];
  for (const [place, aid] of refused.entries()) tasks.push(await secondLook(unit, aid, bags[place] as FactBag, on));
  await addTasks(unit.sql, tasks);
  return refused.length;
}

async function refusedOf({ sql, county }: UnitOfWork, running: readonly Running[], on: string): Promise<Running[]> {
  const fitting = await runningVerdicts(
    sql,
    county.parsed,
    running.map(({ programCode }) => programCode),
    running.map(({ householdId }) => householdId),
    on,
  );
  return running.filter(({ programCode, householdId, subjectId }) => {
    const isPersons = county.program(programCode)?.unit === 'person';
    return !fitting.has(`${programCode}:${isPersons ? subjectId : householdId}`);
  });
}

/** The aid waits, or goes out; answers the task that says so. */
async function secondLook({ sql, county }: UnitOfWork, aid: Running, facts: FactBag, on: string): Promise<NewTask> {
  const program = county.program(aid.programCode) as Program;
  const next = monthOf(on, 1);
  const failing = county.judge.judge(program.code, facts, on).reasons;
  const months = isOnlyIncome(failing) ? exitMonths(county, program, on) : undefined;
  const reason = failingWords(county, failing);
  const who = aid.personName ? `${aid.personName}（${aid.householdCode}）` : aid.householdCode;
  const task = {
    kind: 'review_payments',
    departmentCode: aid.departmentCode,
    dueOn: dueOn(on, deadlineOf(county, 'DL_CHANGE_REVIEW')),
    origin: `payment_schedule:${aid.scheduleId}:${on}${aidOrigin(aid)}`,
  };
  if (months === undefined) {
    await suspendSchedules(sql, [aid.scheduleId], { reason, fromMonth: next, by: `review:${on}` });
    return {
      ...task,
      zh: `${who}的${program.name.zh}自 ${next.slice(0, 7)} 起暂停待核：${reason.zh}。请决定恢复或终止`,
      en: `${program.name.en} of ${who} waits from ${next.slice(0, 7)} on: ${reason.en}. Resume or end it`,
    };
  }
  const exit = exitOf(next, months, program.fadeOutPercents);
  await beginExit(sql, aid.scheduleId, exit);
  const span = `${exit.from.slice(0, 7)} – ${exit.until.slice(0, 7)}`;
  return {
    ...task,
    zh: `${who}的${program.name.zh}进入渐退期（${span}）：${reason.zh}。请复核`,
    en: `${program.name.en} of ${who} goes out by months (${span}): ${reason.en}. Look at it again`,
  };
}

/** Whether income alone is why the rule refuses. */
function isOnlyIncome(failing: readonly TraceNode[]): boolean {
  const factsOf = (node: TraceNode): string[] => [
    ...node.values.flatMap(({ kind, code }) => (kind === 'fact' ? code : [])),
    ...node.children.flatMap(factsOf),
  ];
  return failing.length > 0 && failing.every((node) => factsOf(node).some(isIncomeFact));
}

function exitMonths({ pack }: County, { fadeOut }: Program, on: string): number | undefined {
  const standard = pack.standards.find(({ code }) => code === fadeOut);
  return standard && standardOn(standard, on)?.value;
}

/** The clauses of a rule that do not hold, in words. */
export function failingWords({ pack }: County, failing: readonly TraceNode[]): Bilingual {
  if (failing.length === 0) return { zh: '按现有情况不再符合条件', en: 'the facts no longer fit the rule' };
  const texts = [...new Set(failing.map(({ label, text }) => label ?? text))];
  const english = ruleEnglish(pack);
  return {
    zh: `不再符合“${texts.join('”“')}”`,
    en: `no longer holds: ${texts.map((text) => english.text(text)).join('; ')}`,
  };
}

/** The days (MM-DD) after the day of a moment, up to a day. */
function birthdaysBetween(since: Date, on: string): string[] {
  const days: string[] = [];
  for (let day = on; day > since.toISOString().slice(0, 10) && days.length < 366; day = addDays(day, -1))
    days.push(day.slice(5));
  return days;
}
