import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import type { Outcome } from './minutes-outcome.js';
import type { AgendaItemRecord } from './review-meeting.entity.js';

interface Declined {
  number: string;
  name: string;
  programCode: string;
  departmentCode: string;
  dueOn: string | null;
  /** Why the department declined the first time. */
  reason: string;
}

async function declinedOf({ sql }: UnitOfWork, packageItemId: string): Promise<Declined> {
  const [found] = await sql<Declined>(
    `select c.number, p.name, i.program_code as "programCode", i.department_code as "departmentCode", i.due_on as "dueOn",
       (select d.reason from department_decision d
         where d.package_item_id = i.id and d.outcome = 'declined' order by d.round limit 1) as reason
     from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
     join person p on p.id = c.beneficiary_id where i.id = $1`,
    [packageItemId],
  );
  if (!found) throw new Error(`No package item ${packageItemId}`);
  return found;
}

function namesOf({ county }: UnitOfWork, { programCode, departmentCode }: Declined): [Bilingual, Bilingual] {
  const program = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  return [program, county.department(departmentCode).name];
}

/** Of an item that its department declined: whose, and which part. */
export async function declinedTitle(unit: UnitOfWork, packageItemId: string): Promise<Bilingual> {
  const declined = await declinedOf(unit, packageItemId);
  const [program] = namesOf(unit, declined);
  const { number, name } = declined;
  return { zh: `个案 ${number} ${name}：“${program.zh}”退回再议`, en: `Case ${number} ${name}: ${program.en} again` };
}

/** Who declined it and why. */
export async function declinedAbout(unit: UnitOfWork, packageItemId: string): Promise<Bilingual> {
  const declined = await declinedOf(unit, packageItemId);
  const [program, department] = namesOf(unit, declined);
  return {
    zh: `${department.zh}对“${program.zh}”不予确认：${declined.reason}`,
    en: `The ${department.en} declined ${program.en}: ${declined.reason}`,
  };
}

/** What the meeting resolved on it: a second decision of the department, or that it stands. */
export async function declinedOutcome(
  unit: UnitOfWork,
  { status, reason }: AgendaItemRecord,
  packageItemId: string,
): Promise<Outcome> {
  const declined = await declinedOf(unit, packageItemId);
  const [program, department] = namesOf(unit, declined);
  if (status === 'refused') {
    const resolution = {
      zh: `维持${department.zh}对“${program.zh}”不予确认的决定。`,
      en: `The decision of the ${department.en} on ${program.en} stands.`,
    };
    return { resolution, reason: reason ?? null, decisions: [], tasks: [] };
  }
  const until = declined.dueOn ?? '';
  const task = {
    zh: `${department.zh}：${until} 前对“${program.zh}”再次作出部门决定`,
    en: `${department.en}: decide again on ${program.en} by ${until}`,
  };
  const resolution = {
    zh: `请${department.zh}对“${program.zh}”再次作出决定。`,
    en: `The ${department.en} is asked to decide again on ${program.en}.`,
  };
  return { resolution, reason: null, decisions: [], tasks: [task] };
}
