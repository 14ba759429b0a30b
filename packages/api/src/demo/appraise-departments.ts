import { openAskings } from '../features/satisfaction/open-askings.js';
import { recordSatisfaction } from '../features/satisfaction/record-satisfaction.js';
import { appraisalRules } from '../features/satisfaction/rules.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Casework } from './casework.js';

/** Families that are still to be asked when the demo begins. */
const TO_ASK = 12;
const WORDS = ['钱到账了，药费够了。', '孩子的学费解决了，谢谢。', '手续少跑了两趟。', '还差一点，开春再看。'];
const COMPLAINT = '打了三次电话才有人接，钱比说的晚到一个多月。';
const MANNERS = ['phone', 'visit', 'hall'] as const;

/**
 * What departments are appraised by: days on which their tasks were given and done, verifications that kept others waiting,
 * and what families said. `day` is YYYY-MM-DD.
 */
export async function appraiseDepartments(work: Casework, day: string): Promise<void> {
  await work.act('chair', 'appraisal:days', { day }, giveDays);
  await work.act('chair', 'appraisal:waits', { day }, keepWaiting);
  await work.act('chair', 'appraisal:askings', { day }, async (unit) => {
    await openAskings(unit, day);
    return { type: 'Staff', id: unit.actor.staffId };
  });
  await answerForFamilies(work);
}

/** Work of departments was given twenty days before its day and done around it: by some a little late. */
async function giveDays({ sql, actor }: UnitOfWork, { day }: { day: string }) {
  await sql(
    `update task t set created_at = (t.due_on - 28 + time '09:00') at time zone 'Asia/Shanghai',
       done_at = case when t.status = 'done' then least(now(), (t.due_on - 6 + abs(hashtext(t.id::text)) % 6
         + case when abs(hashtext(t.department_code)) % 5 = 0 and abs(hashtext(t.origin)) % 3 = 0 then 9
             when abs(hashtext(t.origin)) % 11 = 0 then 4 else 0 end + time '16:00') at time zone 'Asia/Shanghai') end
     where t.department_code is not null and t.due_on < $1::date`,
    [day],
  );
  return { type: 'Staff', id: actor.staffId };
}

/**
 * In some cases a register was asked while a department had to decide, and answered late. The decision waited for it.
 */
async function keepWaiting({ sql, actor }: UnitOfWork, { day }: { day: string }) {
  await sql(
    `with late as (
       select distinct on (t.case_id) t.id, t.case_id, t.due_on, c.household_id, c.beneficiary_id, c.township_code
       from task t join case_file c on c.id = t.case_id
       where t.department_code = 'MIA' and t.status = 'done' and t.due_on < $1::date - 20 order by t.case_id, t.id limit 12),
     moved as (update task t set done_at = (late.due_on + 8 + time '10:00') at time zone 'Asia/Shanghai'
       from late where late.id = t.id),
     paper as (
       insert into authorisation (household_id, person_id, signer_id, text_code, items, signed_on, valid_until, manner, recorded_by)
       select household_id, beneficiary_id, beneficiary_id, 'HD-2022', array['V09'], due_on - 26, due_on + 64, 'present', $2
       from late returning id, person_id),
     request as (
       insert into verification_request (number, case_id, household_ids, township_codes, items, purpose, requested_by, status,
         created_at)
       select 'HD-' || to_char(due_on, 'YYYY') || '-' || lpad(nextval('verification_number')::text, 6, '0'), case_id,
         array[household_id], array[township_code], array['V09'], '部门决定前核对', $2, 'done',
         (due_on - 5 + time '10:00') at time zone 'Asia/Shanghai' from late returning id, case_id),
     question as (
       insert into verification_question (request_id, row_number, household_id, person_id, township_code, item_code,
         verifier_code, desk_code, authorisation_id, status, due_on)
       select r.id, 1, late.household_id, late.beneficiary_id, late.township_code, 'V09', 'HUD', 'HUD', paper.id, 'answered',
         late.due_on + 2
       from request r join late on late.case_id = r.case_id join paper on paper.person_id = late.beneficiary_id
       returning id, due_on)
     insert into verification_answer (question_id, found, records, answered_on, channel, digest, at)
     select id, false, '[]', due_on + 5, 'manual', 'demo', (due_on + 5 + time '15:00') at time zone 'Asia/Shanghai' from question`,
    [day, actor.staffId],
  );
  return { type: 'Staff', id: actor.staffId };
}

/** Most families answer, some are not reached, and a few complain; each department has its own way of treating them. */
async function answerForFamilies(work: Casework): Promise<void> {
  const askings = await work.sql<{ id: string; clerk: string; department: string }>(
    `select k.id, 'clerk-' || lower(h.township_code) as clerk, a.department_code as department
     from satisfaction_asking k join aid_record a on a.id = k.aid_record_id join household h on h.id = a.household_id
     order by k.received_on, k.aid_record_id`,
  );
  const { questions } = appraisalRules(work.county).satisfaction;
  for (const [index, { id: askingId, clerk, department }] of askings.slice(0, -TO_ASK).entries()) {
    const outcome = index % 17 === 16 ? 'refused' : index % 13 === 12 ? 'not_reached' : 'answered';
    const answers = outcome === 'answered';
    const complaint = answers && index % 19 === 7;
    // Where the letters of a department's code put it: it is made up.
    const usual = 3 + ((department.charCodeAt(0) + department.length) % 3) * 0.75;
    const score = (place: number) =>
      Math.max(1, Math.min(5, Math.round(usual + (((index + place * 2) % 5) - 2) * 0.5 - (complaint ? 2 : 0))));
    const input = {
      askingId,
      outcome,
      manner: MANNERS[index % MANNERS.length] as string,
      toldBy: answers ? (index % 4 === 0 ? 'family' : 'self') : null,
      scores: answers ? questions.map(({ code }, place) => ({ question: code, score: score(place) })) : [],
      words: complaint ? COMPLAINT : answers && index % 3 === 0 ? (WORDS[index % WORDS.length] as string) : null,
      complaint,
    };
    await work.act(clerk, `satisfaction:${askingId}`, input, recordSatisfaction);
  }
}
