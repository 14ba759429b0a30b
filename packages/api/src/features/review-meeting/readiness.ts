import type pg from 'pg';
import { addWorkingDays, workingDaysBetween } from '../../platform/calendar.js';
import { dayOf } from '../../platform/clock.js';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';

/** What the records tell of a case that waits for the review. */
export interface WaitingCase {
  id: string;
  /** When it was handed to the review; null when it was not. */
  handedAt: Date | null;
  /** How often a meeting put it off. */
  deferred: number;
  /** Whether its package has items. */
  composed: boolean;
  /** Facts of the household on which sources disagree. */
  conflicts: number;
  /** Whether somebody of the household allowed that registers are asked. */
  authorised: boolean;
}

export interface Readiness {
  /** By when a meeting must look at it, YYYY-MM-DD; null before it is handed to the review. */
  dueOn: string | null;
  workingDaysLeft: number | null;
  ready: boolean;
  reasons: Bilingual[];
}

export function readWaitingCases(pool: pg.Pool, caseIds: readonly string[], on: string): Promise<WaitingCase[]> {
  return rows(
    pool,
    `select c.id,
       (select max(e.at) from case_event e where e.case_id = c.id and e.kind = 'review_requested') as "handedAt",
       (select count(*)::int from agenda_item i where i.case_id = c.id and i.status = 'deferred') as "deferred",
       exists (select 1 from package_item p join aid_package k on k.id = p.package_id
                where k.case_id = c.id) as "composed",
       (select count(*)::int from fact_conflict f
         where f.household_id = c.household_id and f.status = 'open') as "conflicts",
       exists (select 1 from authorisation a where a.household_id = c.household_id and a.valid_until >= $2
         and not exists (select 1 from authorisation_revocation v where v.authorisation_id = a.id)) as "authorised"
       from case_file c where c.id = any($1)`,
    [caseIds, on],
  );
}

/**
 * How urgent a case is and what it still lacks: a meeting is called within `withinWorkingDays` of the request (R12). What
 * is missing never keeps a case off the agenda; the reasons say what the meeting will not find.
 */
export function readinessOf(waiting: WaitingCase, withinWorkingDays: number, on: string): Readiness {
  const { handedAt, deferred, composed, conflicts, authorised } = waiting;
  const dueOn = handedAt ? addWorkingDays(dayOf(handedAt), withinWorkingDays) : null;
  const lacks: Bilingual[] = [];
  if (!composed) lacks.push({ zh: '还没有编制方案', en: 'no package yet' });
  if (conflicts > 0) lacks.push({ zh: `${conflicts} 项信息有矛盾`, en: `${conflicts} facts in conflict` });
  if (!authorised) lacks.push({ zh: '没有核对授权', en: 'verification not authorised' });
  const before = { zh: `曾暂缓 ${deferred} 次`, en: `put off ${deferred} time(s)` };
  return {
    dueOn,
    workingDaysLeft: dueOn ? workingDaysBetween(on, dueOn) : null,
    ready: lacks.length === 0,
    reasons: deferred > 0 ? [before, ...lacks] : lacks,
  };
}
