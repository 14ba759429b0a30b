import type { Bilingual, Deadline } from '../policy/types.js';
import { dueOn } from './calendar.js';
import { today } from './clock.js';
import type { County } from './county.js';

/** The unit whose head telephones refused applicants (R26). */
const DIBAO_OFFICE = 'DBB';

const UNITS = {
  working_days: { zh: '个工作日', en: 'working days' },
  days: { zh: '天', en: 'days' },
  hours: { zh: '小时', en: 'hours' },
} as const;

/** A deadline of the county pack. Throws on an unknown code. */
export function deadlineOf(county: Pick<County, 'pack'>, code: string): Deadline {
  const found = county.pack.deadlines.find((one) => one.code === code);
  if (!found) throw new Error(`The county pack has no deadline ${code}`);
  return found;
}

/** The day (YYYY-MM-DD, Asia/Shanghai) until which a deadline of the pack runs from today. Throws on an unknown code. */
export function dueDay(county: County, code: string): string {
  return dueOn(today(), deadlineOf(county, code));
}

/** The deadline of a program's decision. Throws on an unknown program. */
export function deadlineOfProgram(county: County, programCode: string): Deadline {
  const program = county.program(programCode);
  if (!program) throw new Error(`The county pack has no program ${programCode}`);
  return deadlineOf(county, program.deadline);
}

/** "15 个工作日内", "within 15 working days"; what is due at once is due the same day. */
export function deadlineWords({ value, unit }: Deadline): Bilingual {
  if (value === 0) return { zh: '当日', en: 'on the same day' };
  return { zh: `${value} ${UNITS[unit].zh}内`, en: `within ${value} ${UNITS[unit].en}` };
}

/** Code of the department that the dibao office belongs to. */
export function dibaoDepartment(county: County): string {
  const office = county.pack.orgUnits.find((unit) => unit.code === DIBAO_OFFICE);
  if (!office?.parent) throw new Error(`The county pack has no department of the dibao office ${DIBAO_OFFICE}`);
  return office.parent;
}
