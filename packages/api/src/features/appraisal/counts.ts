import { BALANCE_COLUMNS } from '../../ledger/ledger.js';
import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import { type Counted, daysGone, eachOf, percentOf } from '../../policy/appraisal.js';
import { appraisalRules } from '../satisfaction/rules.js';
import {
  AIDED_CASES,
  ATTENDANCE,
  AWARDS,
  GIVEN_PROGRAMS,
  JUDGEMENTS,
  shanghaiDay,
  socialPrograms,
} from './count-sql.js';

/** What is counted of a year, of some departments; by department. Days of Asia/Shanghai. */
export interface Counting {
  sql: Sql;
  county: County;
  departments: readonly string[];
  year: number;
}

type Row = { department: string } & Record<string, number>;
type ByDepartment = Map<string, Counted>;

function of(
  { departments }: Counting,
  rows: readonly Row[],
  shareOf: (parts: Record<string, number>) => number | null,
  none: Record<string, number>,
): ByDepartment {
  const found = new Map(rows.map(({ department, ...parts }) => [department, parts]));
  return new Map(
    departments.map((code) => {
      const parts = { ...none, ...found.get(code) };
      return [code, { value: shareOf(parts), parts }];
    }),
  );
}

const part = (parts: Record<string, number>, name: string) => parts[name] ?? 0;

/**
 * Budget of the department's own lines (fen), and what of it was promised and paid, whosever case it was for; while the year
 * runs, of the part of the budget that is due by the days gone until `on` (YYYY-MM-DD).
 */
export async function countFunds(counting: Counting, on: string): Promise<ByDepartment> {
  const { sql, departments, year } = counting;
  const days = daysGone(year, on);
  const rows = await sql<Row>(
    `select line.department, sum("budgetFen")::bigint as "budgetFen", sum("committedFen")::bigint as "committedFen",
       sum("paidFen")::bigint as "paidFen", round(sum("budgetFen") * $3::int / $4::int)::bigint as "dueFen"
     from (select l.department_code as department, ${BALANCE_COLUMNS} from budget_line l
       join ledger_account a on a.line_id = l.id where l.department_code = any($1) and l.year = $2::int group by l.id) line
     group by line.department`,
    [departments, year, days.gone, days.of],
  );
  const used = (parts: Record<string, number>) =>
    percentOf(part(parts, 'committedFen') + part(parts, 'paidFen'), part(parts, 'dueFen'));
  return of(counting, rows, used, { budgetFen: 0, committedFen: 0, paidFen: 0, dueFen: 0, ...days });
}

/** Programs that the department runs, those of which somebody received something, and how many were parts of packages. */
export async function countPrograms(counting: Counting): Promise<ByDepartment> {
  const { sql, county, departments, year } = counting;
  const rows = await sql<Row>(
    `select department_code as department, count(distinct program_code)::int as given,
       count(distinct program_code) filter (where in_package)::int as "inPackages" from (${GIVEN_PROGRAMS}) g group by 1`,
    [departments, year],
  );
  const runs = new Map(
    departments.map((code) => [code, county.pack.programs.filter(({ department }) => department === code).length]),
  );
  const counted = of(counting, rows, () => null, { given: 0, inPackages: 0 });
  for (const [code, { parts }] of counted) {
    const programs = runs.get(code) ?? 0;
    // A program may have been taken out of the pack after it was given.
    const given = Math.min(part(parts, 'given'), programs);
    counted.set(code, { value: percentOf(given, programs), parts: { programs, ...parts, given } });
  }
  return counted;
}

/** Cases in which the department gave something, and those in which government aid and charity met (R18). */
export async function countJoint(counting: Counting): Promise<ByDepartment> {
  const { sql, county, departments, year } = counting;
  const rows = await sql<Row>(
    `select department, count(*)::int as cases, count(*) filter (where joint)::int as "jointCases"
     from (${AIDED_CASES}) c group by department`,
    [departments, year, socialPrograms(county)],
  );
  return of(counting, rows, (parts) => percentOf(part(parts, 'jointCases'), part(parts, 'cases')), {
    cases: 0,
    jointCases: 0,
  });
}

/** Meetings to which its member belonged, attended by himself or by a substitute; and the work done beside them. */
export async function countWork(counting: Counting): Promise<ByDepartment> {
  const { sql, departments, year } = counting;
  const values = [departments, year];
  const attendance = await sql<Row>(
    `select department, count(*)::int as meetings, count(*) filter (where how = 'self')::int as attended,
       count(*) filter (where how = 'substitute')::int as substituted from (${ATTENDANCE}) m group by department`,
    values,
  );
  const done = await sql<Row & { name: string; count: number }>(
    `select department_code as department, 'decisions' as name, count(*)::int as count
       from department_decision where department_code = any($1) and extract(year from ${shanghaiDay('decided_at')}) = $2::int group by 1
     union all select desk_code, 'verifications', count(*)::int from verification_question q
       join lateral (select min(w.at) as at from verification_answer w where w.question_id = q.id) answer on true
       where desk_code = any($1) and extract(year from ${shanghaiDay('answer.at')}) = $2::int group by 1
     union all select s.department_code, 'deliveries', count(*)::int from payment_delivery v
       join payment_due d on d.id = v.due_id join payment_schedule s on s.id = d.schedule_id
       where s.department_code = any($1) and extract(year from v.delivered_on) = $2::int group by 1
     union all select department_code, 'tasks', count(*)::int from task
       where department_code = any($1) and extract(year from ${shanghaiDay('done_at')}) = $2::int group by 1
     union all select department_code, 'awards', count(*)::int from (${AWARDS}) a group by 1`,
    values,
  );
  const none = {
    meetings: 0,
    attended: 0,
    substituted: 0,
    decisions: 0,
    awards: 0,
    verifications: 0,
    deliveries: 0,
    tasks: 0,
  };
  const counted = of(
    counting,
    attendance,
    (parts) => percentOf(part(parts, 'attended') + part(parts, 'substituted'), part(parts, 'meetings')),
    none,
  );
  for (const { department, name, count } of done) {
    const { parts } = counted.get(department) ?? { parts: {} as Record<string, number> };
    parts[name as string] = count;
  }
  return counted;
}

/**
 * What families said of the department, in blocks of at least so many answers: no answer can be told by comparing the sums
 * before and after it (R17).
 */
export async function countSatisfaction(counting: Counting): Promise<ByDepartment> {
  const { sql, county, departments, year } = counting;
  const { leastAnswers, questions } = appraisalRules(county).satisfaction;
  const asked = await sql<Row>(
    `select department, count(*)::int as asked, count(*) filter (where outcome = 'refused')::int as refused,
       count(*) filter (where outcome = 'not_reached')::int as "notReached",
       count(*) filter (where shown)::int as answers, count(*) filter (where shown and complaint)::int as complaints
     from (${JUDGEMENTS}) j group by department`,
    [departments, year, leastAnswers],
  );
  const scores = await sql<{ department: string; question: string; mean: number }>(
    `select department, s.key as question, round(avg(s.value::int), 2)::float as mean
     from (${JUDGEMENTS}) j cross join jsonb_each_text(j.scores) s where shown group by 1, 2`,
    [departments, year, leastAnswers],
  );
  const counted = of(counting, asked, () => null, { asked: 0, answers: 0, complaints: 0, refused: 0, notReached: 0 });
  for (const [code, { parts }] of counted) {
    const means = questions.flatMap(({ code: question }) => {
      const found = scores.find((one) => one.department === code && one.question === question);
      return found ? [[question, found.mean] as const] : [];
    });
    const value = eachOf(
      means.reduce((sum, [, mean]) => sum + mean, 0),
      means.length,
    );
    counted.set(code, { value, parts: { ...parts, ...Object.fromEntries(means) } });
  }
  return counted;
}
