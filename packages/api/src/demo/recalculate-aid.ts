import { monthOf } from '../features/payment/months.js';
import { makeRecalculation } from '../features/recalculation/move-recalculation.js';
import type { Casework } from './casework.js';
import { untilJobsDone } from './pay-this-month.js';

const PROGRAM = 'MCA-02';

/** The yearly review of rural dibao stands as a preview, for another person of the department to approve. */
export async function recalculateAid(work: Casework, day: string): Promise<void> {
  const input = {
    programCode: PROGRAM,
    cause: 'yearly',
    fromMonth: monthOf(day, 1).slice(0, 7),
    source: '年度复核工作安排',
    paysArrears: true,
  };
  await work.act('manager-mca', 'recalculation', input, makeRecalculation);
  await untilJobsDone(work);
}
