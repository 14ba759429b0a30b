import { chooseRemedies } from '../features/recovery/choose-remedies.js';
import { recordReceipt } from '../features/recovery/record-receipt.js';
import { correctObservation } from '../features/registry/correct-observation.js';
import { openSecondRound } from '../features/second-round/open-second-round.js';
import { reviewCase } from '../features/second-round/start-reviews.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';
import { type AgendaCase, holdMeeting, meetingDay } from './hold-meeting.js';

/** Of medical bills that were counted twice: who pays back in parts, who is late, whom the meeting lets off. */
const REMEDIES = [
  { kind: 'instalments', months: 6 },
  { kind: 'instalments', months: 3 },
  { kind: 'waive', reason: '户主去年丧失劳动能力，家庭无偿还能力' },
];
const DAYS_AGO = 75;

interface Paid {
  caseId: string;
  observationId: string;
  costs: number;
}

/** Families whose medical aid was paid, and what was known of their bills. */
const PAID = `
  select distinct on (c.number) c.id as "caseId", o.id as "observationId", (o.value #>> '{}')::float8 as costs
  from case_file c join aid_package k on k.case_id = c.id and k.status = 'adopted'
  join package_item i on i.package_id = k.id and i.program_code = 'MIA-02' join aid_record a on a.package_item_id = i.id
  join payment_schedule s on s.aid_record_id = a.id join payment_due d on d.schedule_id = s.id and d.status = 'paid'
  join observation o on o.person_id = c.beneficiary_id and o.fact = 'med_oop_compliant_12m' and o.replaces_id is null
  where c.round = 1 and c.status = 'settled' and k.decision_date < $1::date
  order by c.number, o.recorded_at desc limit ${REMEDIES.length}`;

/**
 * Bills of families were counted twice: reviewed, decided on by a meeting, and partly paid back since. `today`:
 * YYYY-MM-DD.
 */
export async function claimOverpaid(work: Casework, today: string): Promise<void> {
  const day = meetingDay(addDays(today, -DAYS_AGO));
  const paid = await work.sql<Paid>(PAID, [day]);
  if (paid.length < REMEDIES.length) return;
  const cases: AgendaCase[] = [];
  for (const [index, one] of paid.entries()) {
    const step = `claim:${index}`;
    const caseId = await nextRound(work, step, one);
    await choose(work, step, caseId, REMEDIES[index] as object);
    cases.push({ caseId, ending: 'settled', step });
  }
  await holdMeeting(work, 'claims', day, cases);
  const claim = await work.row<{ id: string; part: number; on: string }>(
    `select c.id, (select i.amount_fen / 100 from recovery_instalment i join recovery_plan p on p.id = i.plan_id
       where p.claim_id = c.id order by i.position limit 1)::int as part, c.decided_on as "on"
     from recovery_claim c where c.case_id = $1`,
    [paid[0]?.caseId],
  );
  for (const [place, days] of [20, 50].entries()) {
    const receipt = {
      recoveryId: claim.id,
      amount: String(claim.part + 1),
      on: addDays(claim.on, days),
      document: `陕财票 ${4801 + place}`,
    };
    await work.act('manager-mia', `claim:receipt:${place}`, receipt, recordReceipt);
  }
}

async function nextRound(work: Casework, step: string, { caseId, observationId, costs }: Paid): Promise<string> {
  const value = String(Math.round(costs * 0.6));
  await work.act('clerk-hall', `${step}:correct`, { observationId, value, reason: '票据重复计算' }, correctObservation);
  await work.act('chair', `${step}:look`, { caseId }, reviewCase);
  const review = await work.row<{ id: string }>(
    'select id from package_review where case_id = $1 order by id desc limit 1',
    [caseId],
  );
  const asked = { reviewId: review.id, expectedVersion: 1, reason: '票据重复计算，多发部分需研究处理' };
  return work.act('chair', `${step}:round`, asked, openSecondRound);
}

async function choose(work: Casework, step: string, caseId: string, remedy: object): Promise<void> {
  const remedies = await work.sql<{ id: string; direction: string }>(
    `select id, direction from remedy where case_id = $1 and status = 'proposed' order by position`,
    [caseId],
  );
  const over = remedies.filter(({ direction }) => direction === 'over').map(({ id }) => ({ id, kind: '', ...remedy }));
  if (over.length === 0) return;
  await work.act('chair', `${step}:choose`, { caseId, expectedVersion: 1, remedies: over }, chooseRemedies);
}
