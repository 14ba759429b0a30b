import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { appraisalRules } from '../satisfaction/rules.js';
import type { AnnexAppraisalInput, CloseAppraisalInput, StateAppraisalObjectionInput } from './appraisal.inputs.js';
import { OBJECTIONS, type ObjectionRow, type Snapshot } from './appraisal.reader.js';
import { appraise } from './appraise.js';

const REPORT = { zh: '年度考核报告', en: 'report' };

/**
 * A department objects to how it is assessed, until the year is closed; the text stands in the report. Throws NotAllowed,
 * WrongState, InvalidInput.
 */
export async function stateAppraisalObjection(
  unit: UnitOfWork,
  { year, department, text }: StateAppraisalObjectionInput,
): Promise<CommandResult> {
  assertCan(unit, 'object', 'Appraisal', { departmentCode: department });
  await refuseClosed(unit, year);
  const check = new InputCheck();
  if (!(await hasBudget(unit, year))) check.add('year', { zh: '没有这一年的考核。', en: 'There is no such year.' });
  const words = checkWords(check, text, { zh: '异议内容', en: 'objection' });
  const [added] = await unit.sql<{ id: string }>(
    'insert into appraisal_objection (year, department_code, text, stated_by) values ($1, $2, $3, $4) returning id',
    [year, department, words, unit.actor.staffId],
  );
  return { type: 'AppraisalObjection', id: added?.id as string };
}

/**
 * Closes a year that is over, for good: all departments as they stand now, with their objections and the rules by which
 * they were assessed, under a SHA-256 that the database checks (R16). Throws NotAllowed, WrongState, InvalidInput.
 */
export async function closeAppraisal(unit: UnitOfWork, { year }: CloseAppraisalInput): Promise<CommandResult> {
  const { sql, county, actor } = unit;
  assertCan(unit, 'close', 'Appraisal', {});
  await refuseClosed(unit, year);
  const check = new InputCheck();
  if (year >= Number(today().slice(0, 4))) {
    check.add('year', { zh: '本年度尚未结束，不能定稿。', en: 'The year is not over yet.' });
  } else if (!(await hasBudget(unit, year))) {
    check.add('year', { zh: '没有这一年的考核。', en: 'There is no such year.' });
  }
  check.done();
  const departments = county.pack.departments.map(({ code }) => code);
  const snapshot: Snapshot = {
    year,
    county: county.pack.name,
    countedOn: today(),
    rules: appraisalRules(county).measures,
    departments: await appraise({ sql, county, departments, year }),
    objections: await sql<ObjectionRow>(`${OBJECTIONS} where x.year = $1 order by x.id`, [year]),
  };
  const [report] = await sql<{ id: string }>(
    `insert into appraisal_report (year, number, snapshot, digest, closed_by)
     select $1, $2, s.snapshot, encode(sha256(convert_to(s.snapshot::text, 'UTF8')), 'hex'), $4
     from (select $3::jsonb as snapshot) s returning id`,
    [year, `考核〔${year}〕1号`, JSON.stringify(snapshot), actor.staffId],
  );
  return { type: 'AppraisalReport', id: report?.id as string };
}

/** Puts a closed report right by a numbered annex; the report stands. Throws NotAllowed, NotFound, InvalidInput. */
export async function annexAppraisal(
  unit: UnitOfWork,
  { reportId, text }: AnnexAppraisalInput,
): Promise<CommandResult> {
  assertCan(unit, 'annex', 'Appraisal', {});
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`appraisal_annex:${reportId}`]);
  const [report] = isUuid(reportId)
    ? await unit.sql<{ id: string }>('select id from appraisal_report where id = $1', [reportId])
    : [];
  if (!report) throw notFound(REPORT);
  const words = checkWords(new InputCheck(), text, { zh: '更正内容', en: 'correction' });
  await unit.sql(
    `insert into appraisal_annex (report_id, number, text, written_by)
     select $1, coalesce(max(number), 0) + 1, $2, $3 from appraisal_annex where report_id = $1`,
    [report.id, words, unit.actor.staffId],
  );
  return { type: 'AppraisalReport', id: report.id };
}

/** Who closes and who objects at the same time queue here: no objection is left out of the report. */
async function refuseClosed({ sql }: UnitOfWork, year: number): Promise<void> {
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`appraisal:${year}`]);
  const [report] = await sql('select from appraisal_report where year = $1', [year]);
  if (!report) return;
  throw wrongState('closed', {
    zh: `${year}年度考核已定稿，不能再改；如有错误，请以附件更正。`,
    en: `The appraisal of ${year} is closed for good; a mistake is put right by an annex.`,
  });
}

async function hasBudget({ sql }: UnitOfWork, year: number): Promise<boolean> {
  return (await sql('select from budget_line where year = $1 limit 1', [year])).length > 0;
}

/** The trimmed text; throws InvalidInput with all that was found wrong. */
function checkWords(check: InputCheck, text: string, name: { zh: string; en: string }): string {
  const words = check.text('text', text, name, 2000);
  if (words && [...words].length < 5) {
    check.add('text', { zh: `${name.zh}至少 5 个字。`, en: `The ${name.en} has at least 5 characters.` });
  }
  check.done();
  return words as string;
}
