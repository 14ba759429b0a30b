import { APPRAISAL_MEASURES, APPRAISAL_PURPOSES } from '@yimen/schema';
import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { OpenAppraisalInput } from './appraisal.inputs.js';
import { readableDepartments } from './appraisal.reader.js';

const APPRAISAL = { zh: '部门考核', en: 'appraisal' };

/**
 * Notes that the actor opens the report of a year, or what a measure of a department was counted from, and what for (R16);
 * what is opened can be looked at for an hour. Throws InvalidInput, NotFound, NotAllowed.
 */
export async function openAppraisal(unit: UnitOfWork, input: OpenAppraisalInput): Promise<CommandResult> {
  const { sql, actor, ability, county } = unit;
  const readable = readableDepartments(county, ability);
  // Whoever sees one department opens its part.
  const department = input.department ?? (readable.length === 1 ? (readable[0] as string) : null);
  if (department !== null && !readable.includes(department)) throw notFound(APPRAISAL);
  assertCan(unit, 'read', 'Appraisal', { departmentCode: department });
  const check = new InputCheck();
  if (!Object.hasOwn(APPRAISAL_PURPOSES, input.purpose)) {
    check.add('purpose', { zh: '请选择查阅用途。', en: 'Choose what you open it for.' });
  }
  const note = input.note?.trim() || null;
  if (note !== null || input.purpose === 'other') {
    check.text('note', note ?? '', { zh: '用途说明', en: 'explanation' });
  }
  const measure = input.measure ?? null;
  if (measure !== null && !Object.hasOwn(APPRAISAL_MEASURES, measure)) {
    check.add('measure', { zh: '没有这项考核内容。', en: 'There is no such measure.' });
  }
  if (measure !== null && department === null) {
    check.add('department', { zh: '请选择部门。', en: 'Choose a department.' });
  }
  check.done();
  if (measure === null) {
    const [report] = await sql('select from appraisal_report where year = $1', [input.year]);
    if (!report) throw notFound({ zh: '年度考核报告', en: 'report' });
  }
  const [reading] = await sql<{ id: string }>(
    `insert into appraisal_reading (year, department_code, measure, what, purpose, note, reader_id)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [input.year, department, measure, measure === null ? 'report' : 'sources', input.purpose, note, actor.staffId],
  );
  return { type: 'AppraisalReading', id: reading?.id as string };
}
