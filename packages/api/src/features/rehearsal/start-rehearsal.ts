import { assertCan } from '../../platform/authorize.js';
import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { startJob } from '../job/start-job.js';
import { readChanges } from './check-changes.js';
import type { StartRehearsalInput } from './rehearsal.inputs.js';
import { REHEARSAL_JOB } from './rehearsal.jobs.js';
import { checkAudience } from './share-rehearsal.js';

const LONGEST_MONTHS = 36;
const FURTHEST_DAYS = 5 * 366;

/**
 * Saves what is to be rehearsed and queues the job that works it out. Money is counted over `horizonMonths` months.
 * Throws NotAllowed for a program of another department, InvalidInput with every problem.
 */
export async function startRehearsal(unit: UnitOfWork, input: StartRehearsalInput): Promise<CommandResult> {
  const { pack } = unit.county;
  assertCan(unit, 'create', 'Rehearsal', {});
  for (const { programCode } of input.changes) {
    const program = pack.programs.find((one) => one.code === programCode);
    if (program) assertCan(unit, 'rehearse', 'RehearsedProgram', { departmentCode: program.department });
  }
  const check = new InputCheck();
  const title = check.text('title', input.title, { zh: '试算名称', en: 'title' }, 80);
  const from = check.day('from', input.from);
  const last = addDays(today(), FURTHEST_DAYS);
  if (from && (from < pack.validFrom || from > last)) {
    check.add('from', {
      zh: `生效日期应在 ${pack.validFrom} 至 ${last} 之间。`,
      en: `The day lies between ${pack.validFrom} and ${last}.`,
    });
  }
  if (!(input.horizonMonths >= 1 && input.horizonMonths <= LONGEST_MONTHS)) {
    check.add('horizonMonths', {
      zh: `测算期应为 1 至 ${LONGEST_MONTHS} 个月。`,
      en: `Money is counted over 1 to ${LONGEST_MONTHS} months.`,
    });
  }
  checkAudience(check, unit.actor, input.sharedWith);
  const changes = readChanges(check, unit.county, input.changes, from && from >= pack.validFrom ? from : today());
  check.done();
  const [made] = await unit.sql<{ id: string }>(
    `insert into rehearsal (title, from_day, horizon_months, changes, author_id, department_code, shared_with)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7) returning id`,
    [
      title,
      from,
      input.horizonMonths,
      JSON.stringify(changes),
      unit.actor.staffId,
      unit.actor.departmentCode,
      input.sharedWith,
    ],
  );
  const { id } = made as { id: string };
  const jobId = await startJob(unit, {
    kind: REHEARSAL_JOB,
    // Whoever may see the job need not be one who may see the rehearsal.
    title: { zh: '规则试算', en: 'Rehearsal of a change' },
    input: { rehearsalId: id },
    departmentCode: unit.actor.departmentCode,
  });
  await unit.sql('update rehearsal set job_id = $2 where id = $1', [id, jobId]);
  return { type: 'Rehearsal', id };
}
