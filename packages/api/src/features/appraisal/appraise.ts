import type { AppraisalMeasureCode } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { type Counted, eachOf, type Measured, measure, percentOf, totalOf } from '../../policy/appraisal.js';
import type { WaitingDays } from '../../policy/delay.js';
import { appraisalRules } from '../satisfaction/rules.js';
import { type Counting, countFunds, countJoint, countPrograms, countSatisfaction, countWork } from './counts.js';
import { countTimeliness, type Timeliness } from './pieces.js';

/** How one department did in a year. */
export interface DepartmentResult {
  code: string;
  /** 0–100; null where nothing can be counted. */
  total: number | null;
  measures: Measured[];
  /** Working days, by what was waited for. */
  waiting: WaitingDays[];
}

/** Assesses departments in a year from what is on record today, in the order given. */
export async function appraise(counting: Counting): Promise<DepartmentResult[]> {
  const { measures } = appraisalRules(counting.county);
  // One after the other: inside a command they share its connection.
  const funds = await countFunds(counting, today());
  const programs = await countPrograms(counting);
  const joint = await countJoint(counting);
  const work = await countWork(counting);
  const satisfaction = await countSatisfaction(counting);
  const timeliness = await countTimeliness(counting, today());
  return counting.departments.map((code) => {
    const get = (counted: ReadonlyMap<string, Counted>) => counted.get(code) ?? { value: null, parts: {} };
    const timely = timeliness.get(code) as Timeliness;
    const counted: Record<AppraisalMeasureCode, Counted> = {
      funds: get(funds),
      programs: get(programs),
      joint: get(joint),
      work: get(work),
      satisfaction: get(satisfaction),
      ...countedTime(timely),
    };
    const measured = measure(measures, counted);
    return { code, total: totalOf(measured), measures: measured, waiting: timely.waiting };
  });
}

function countedTime({
  pieces,
  inTime,
  lateByOthers,
  lateOwn,
  ownDays,
  waitingDays,
}: Timeliness): Record<'on_time' | 'own_delay', Counted> {
  return {
    on_time: { value: percentOf(inTime + lateByOthers, pieces), parts: { pieces, inTime, lateByOthers, lateOwn } },
    own_delay: { value: eachOf(ownDays, pieces), parts: { ownDays, waitingDays, pieces } },
  };
}
