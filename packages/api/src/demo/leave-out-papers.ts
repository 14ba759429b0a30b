import { DIGEST } from '../features/minutes/minutes.reader.js';
import { nameSecretary, signMinutes } from '../features/minutes/sign-minutes.js';
import { payFromReserve } from '../features/reserve/pay-from-reserve.js';
import { recordAuthorisation } from '../features/verification/record-authorisation.js';
import { addDays, addWorkingDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';

/** What is past its day, and what may still come, so many days ago. */
const OLD_DAYS = 30;
const RECENT_DAYS = 7;

/** Papers are all there, but for some of each kind; answers how many findings that makes. `day` is YYYY-MM-DD. */
export async function leaveOutPapers(work: Casework, day: string): Promise<number> {
  return (await signPapers(work, day)) + (await signAllMinutes(work, day)) + (await payWithoutPapers(work, day));
}

/** All adults of families whose packages were adopted have signed, but for the last two cases. */
async function signPapers(work: Casework, day: string): Promise<number> {
  const families = await work.sql<{
    caseId: string;
    householdId: string;
    on: string;
    adults: string[];
    departments: number;
  }>(
    `select c.id as "caseId", c.household_id as "householdId", k.decision_date as on,
       (select array_agg(p.id::text order by p.id) from person p where p.household_id = c.household_id
         and p.birth_date <= k.decision_date - interval '18 years') as adults,
       (select count(distinct i.department_code)::int from package_item i where i.package_id = k.id and i.status = 'committed'
         and i.program_code = any($1)) as departments
     from aid_package k join case_file c on c.id = k.case_id
     where k.status = 'adopted' and k.decision_date <= $2::date - 30 order by c.number`,
    [work.county.pack.programs.filter(({ evidence }) => evidence.includes('E03')).map(({ code }) => code), day],
  );
  const signed = families.filter(({ adults, departments }) => adults && departments > 0);
  const unsigned = signed.splice(-2);
  for (const { caseId, householdId, on, adults } of signed) {
    await work.act(
      'clerk-hall',
      `papers:${caseId}`,
      {
        householdId,
        people: adults.map((personId) => ({ personId })),
        signedOn: on,
        manner: 'paper',
        paperNumber: `HD-${on}`,
      },
      recordAuthorisation,
    );
  }
  return unsigned.reduce((sum, { departments }) => sum + departments, 0);
}

/** Minutes are signed a day after the meeting, but for the last one that is long past its day. */
async function signAllMinutes(work: Casework, day: string): Promise<number> {
  const meetings = await work.sql<{ id: string; number: string; on: string; signedAt: Date; digest: string }>(
    `select m.id, m.number, (m.closed_at at time zone 'Asia/Shanghai')::date as on, m.closed_at + interval '1 day' as "signedAt",
       ${DIGEST} as digest
     from review_meeting m where m.status = 'closed' and m.minutes is not null and m.closed_at < $1::date
       and exists (select from agenda_item i where i.meeting_id = m.id and i.status = 'adopted') order by m.closed_at`,
    [addDays(day, -RECENT_DAYS)],
  );
  const unsigned = meetings.filter(({ on }) => on < addDays(day, -OLD_DAYS)).at(-1);
  const { staffId } = await work.actor('member-mca');
  for (const { id: meetingId, number, signedAt, digest } of meetings) {
    const step = `minutes:${number}`;
    await work.act('chair', `${step}:secretary`, { meetingId, staffId }, nameSecretary);
    const signing: typeof signMinutes = (unit, input) => signMinutes(unit, input, signedAt);
    await work.act('member-mca', `${step}:signed`, { meetingId, digest }, signing, 'signMinutes');
    if (meetingId !== unsigned?.id)
      await work.act('chair', `${step}:chair`, { meetingId, digest }, signing, 'signMinutes');
  }
  return unsigned ? 1 : 0;
}

/** A township aided a family at once a month ago, and filed nothing since. */
async function payWithoutPapers(work: Casework, day: string): Promise<number> {
  const paidOn = [addDays(day, -OLD_DAYS), `${day.slice(0, 4)}-01-01`].sort().at(-1) as string;
  const [township] = work.county.pack.townships;
  const [family] = await work.sql<{ code: string; name: string }>(
    `select h.code, p.name from household h join person p on p.id = h.head_person_id
     where h.township_code = $1 and h.dissolved_on is null and not exists (select from aid_record a where a.household_id = h.id)
       and not exists (select from case_file c where c.household_id = h.id) order by h.code desc limit 1`,
    [township?.code],
  );
  const [reserve] = await work.sql('select from township_reserve where township_code = $1 and left_fen >= 90000', [
    township?.code,
  ]);
  if (!township || !family || !reserve) return 0;
  const use = {
    householdCode: family.code,
    amount: '900',
    reason: 'sudden_illness',
    whatHappened: '突发脑梗，连夜送医',
    confirmedBy: '驻村干部 高某',
    approvedBy: '乡镇长 白某',
    signedBy: family.name,
    paidOn,
  };
  const useId = await work.act(`clerk-${township.code.toLowerCase()}`, 'papers:reserve', use, payFromReserve);
  // Recorded on the day itself, not while the demo county was loaded.
  const dueOn = addWorkingDays(paidOn, 10);
  const backdate = { useId, dueOn };
  await work.act(
    'manager-mca',
    'papers:reserve:due',
    backdate,
    async ({ sql }) => {
      await sql('update reserve_use set due_on = $2 where id = $1', [useId, dueOn]);
      await sql(`update task set due_on = $2 where kind = 'reserve_papers' and origin = $1`, [
        `reserve_papers:${useId}:1`,
        dueOn,
      ]);
      return { type: 'ReserveUse', id: useId };
    },
    'plantIrregularity',
  );
  return dueOn < day ? 1 : 0;
}
