import type { JobHandlers } from '../job/job-run.js';
import type { Change } from './changed-pack.js';
import { rehearse, STEPS } from './rehearse.js';
import { withSubBenefits } from './rehearsed-programs.js';
import { saveRehearsal } from './save-rehearsal.js';

/** The kind of job that works a rehearsal out; its input names the rehearsal. */
export const REHEARSAL_JOB = 'rehearsal';

interface Asked {
  from: string;
  horizonMonths: number;
  changes: Change[];
}

export const rehearsalJobs: JobHandlers = {
  [REHEARSAL_JOB]: async ({ input, database, county, progress }) => {
    const { rehearsalId } = input as { rehearsalId: string };
    const { rows } = await database.pool.query<Asked>(
      'select from_day as "from", horizon_months as "horizonMonths", changes from rehearsal where id = $1',
      [rehearsalId],
    );
    const { from, horizonMonths, changes } = rows[0] as Asked;
    const { parsed } = county.on(from);
    const { programs } = withSubBenefits(parsed);
    await rehearse(
      database.pool,
      { parsed, changes, from },
      (done) => progress({ done, total: STEPS.length, step: STEPS[done] }),
      (client, rehearsed) => saveRehearsal(client, rehearsalId, rehearsed, programs, horizonMonths),
    );
    return { rehearsalId };
  },
};
