import { FACTS } from '@yimen/schema';
import { composeForCase } from '../features/aid-package/assess-case.js';
import { composeDraft } from '../features/aid-package/compose-package.js';
import { applyForProgram } from '../features/case/apply.js';
import { openCase } from '../features/case/open-case.js';
import { requestReview } from '../features/case/request-review.js';
import { addDays } from '../platform/calendar.js';
import type { Choice } from '../policy/compose-package.js';
import type { FactValue } from '../policy/types.js';
import { type DemoCase, MEETINGS, REQUESTS, STORIES, type Story } from './case-stories.js';
import type { Casework } from './casework.js';
import { type AgendaCase, holdMeeting, meetingDay, planAhead } from './hold-meeting.js';

interface Family {
  householdId: string;
  townshipCode: string;
  personId: string;
  size: number;
  cost: number | null;
  paid: number | null;
}

const SCOPES = new Map(FACTS.map((fact) => [fact.code, fact.scope]));

/**
 * Plays the cases of two years, from the request to the departments' decisions, each step by the person whose work it
 * is; whole meetings, and no more than `most` cases. `today` is YYYY-MM-DD in Asia/Shanghai.
 */
export async function playCases(work: Casework, today: string, most: number): Promise<void> {
  let left = most;
  for (const [index, meeting] of MEETINGS.entries()) {
    left -= meeting.cases.length;
    if (left < 0) return;
    const step = `meeting:${index}`;
    const day = meetingDay(addDays(today, -meeting.daysAgo));
    const requested = day > today ? addDays(today, -3) : addDays(day, -4);
    const cases: AgendaCase[] = [];
    for (const [place, one] of meeting.cases.entries()) {
      const caseId = await takeRequest(work, `${step}:${place}`, one, index + place, requested);
      cases.push({ caseId, ending: one.ending, step: `${step}:${place}` });
      if (day <= today && one.ending !== 'refused') {
        await compose(work, `${step}:${place}`, caseId, STORIES[one.story], day);
      }
    }
    if (day > today) await planAhead(work, step, day, cases);
    else await holdMeeting(work, step, day, cases);
  }
  for (const [index, one] of REQUESTS.slice(0, left).entries()) {
    await takeRequest(work, `request:${index}`, one, index, addDays(today, -one.daysAgo));
  }
}

/** The township's clerk takes the request, or the county's window; unless it stays open it is handed to the review. */
async function takeRequest(work: Casework, step: string, one: DemoCase, index: number, day: string): Promise<string> {
  const story: Story = STORIES[one.story];
  const family = await findFamily(work, step, story, one.townshipCode);
  const clerk = index % 3 === 0 ? 'clerk-hall' : `clerk-${family.townshipCode.toLowerCase()}`;
  const told = { hh_affected_persons: family.size, ...story.facts };
  const facts = Object.entries(told).map(([code, value]) => fact(code, value, family.personId, day));
  const caseId = await work.act(
    clerk,
    step,
    {
      householdId: family.householdId,
      beneficiaryId: family.personId,
      difficulty: story.difficulty,
      whatHappened: story.whatHappened[index % story.whatHappened.length] as string,
      since: addDays(day, -30 - (index % 5) * 20),
      requestedOn: day,
      channel: one.channel ?? null,
      ...(story.medicalBills ? { cost: String(family.cost), insurancePaid: String(family.paid) } : {}),
      facts,
    },
    openCase,
  );
  if (one.ending === 'open') return caseId;
  await work.act(clerk, `${step}:review`, { caseId, expectedVersion: 1 }, requestReview);
  if (one.story === 'overIncome') {
    await work.act('manager-dpf', `${step}:apply`, { caseId, programCode: 'DPF-02', appliedOn: day }, applyForProgram);
  }
  return caseId;
}

function fact(code: string, value: FactValue, personId: string, observedOn: string) {
  return { code, value, personId: SCOPES.get(code) === 'person' ? personId : null, source: '受理登记', observedOn };
}

/** A family the story fits, in its township when there is one, that has no case yet; the one found before a crash. */
async function findFamily(work: Casework, step: string, story: Story, townshipCode: string): Promise<Family> {
  return work.row<Family>(
    `with chosen as (
       select c.household_id, c.beneficiary_id from command_log l join case_file c on c.id::text = l.result ->> 'id'
        where l.key = $2 and l.name = 'openCase')
     select h.id as "householdId", h.township_code as "townshipCode", p.id as "personId",
            (select count(*)::int from person m where m.household_id = h.id) as size, f.med_total_12m::float as cost,
            f.med_insurance_paid_12m::float as paid
       from household h join household_facts hf on hf.household_id = h.id
       join person p on p.household_id = h.id join person_facts f on f.person_id = p.id
       cross join lateral (select date_part('year', age(p.birth_date))::int as years_old) as old
       left join chosen on chosen.household_id = h.id and chosen.beneficiary_id = p.id
      where chosen.household_id is not null
         or (${story.who}) and not exists (select from case_file c where c.household_id = h.id)
      order by chosen.household_id is null, h.township_code <> $1, h.code, p.birth_date limit 1`,
    [townshipCode, `demo:${step}`],
  );
}

/** The chair puts together what fits by the programs' own rules, one after the other. */
async function compose(work: Casework, step: string, caseId: string, story: Story, day: string): Promise<void> {
  const [composed] = await work.sql('select from aid_package where case_id = $1', [caseId]);
  if (composed) return;
  const file = await work.row<Parameters<typeof composeForCase>[2]>(
    `select id, household_id as "householdId", beneficiary_id as "beneficiaryId", cost_fen as "costFen",
            insurance_paid_fen as "insurancePaidFen" from case_file where id = $1`,
    [caseId],
  );
  const choices: Choice[] = [];
  for (const programCode of story.programs) {
    const more = [...choices, { programCode, planOnly: story.planOnly?.includes(programCode) ?? false }];
    const { composition, verdicts } = await composeForCase(work.sql, work.county, file, day, more);
    const eligible = verdicts.some((one) => one.programCode === programCode && one.outcome === 'ELIGIBLE');
    const useful = composition.items.every((item) => item.planOnly || item.amountFen !== 0);
    if (eligible && useful && composition.problems.length === 0) choices.push(more.at(-1) as Choice);
  }
  if (choices.length === 0) throw new Error(`${step}: no program fits the story`);
  const selections = choices.map(({ programCode, planOnly }) => ({ programCode, planOnly: planOnly ?? false }));
  await work.act(
    'chair',
    `${step}:package`,
    { caseId, expectedVersion: 0, decisionDate: day, selections },
    composeDraft,
    'composePackage',
  );
}
