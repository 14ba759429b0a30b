import { subject } from '@casl/ability';
import {
  SATISFACTION_MANNERS,
  SATISFACTION_OUTCOMES,
  SATISFACTION_TELLERS,
  type SatisfactionOutcome,
} from '@yimen/schema';
import { assertCan } from '../../platform/authorize.js';
import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { notAllowed, notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import { redacted } from '../../platform/redact.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addTask } from '../task/add-task.js';
import { appraisalRules } from './rules.js';
import type { RecordSatisfactionInput } from './satisfaction.inputs.js';

interface Asking {
  id: string;
  townshipCode: string;
  departmentCode: string;
  number: string;
  ownerId: string | null;
  ownerDepartment: string | null;
  latestId: string | null;
}

const ASKING = `
  select k.id, h.township_code as "townshipCode", a.department_code as "departmentCode", coalesce(c.number, x.number) as number,
    o.id as "ownerId", o.department_code as "ownerDepartment",
    (select w.id from satisfaction_answer w where w.asking_id = k.id order by w.id desc limit 1) as "latestId"
  from satisfaction_asking k join aid_record a on a.id = k.aid_record_id join household h on h.id = a.household_id
  left join case_file c on c.id = a.case_id left join application x on x.id = a.application_id
  left join staff o on o.id = c.owner_id and o.active
  where k.id = $1`;

/**
 * Keeps what a family answered when it was asked how the aid was (R17), or that it was not reached or did not want to
 * answer. One answer an award; another one only puts the latest right. A complaint gives whoever is in charge of the case a
 * task; the department judged learns of neither. Throws NotFound, NotAllowed, WrongState, InvalidInput.
 */
export async function recordSatisfaction(unit: UnitOfWork, input: RecordSatisfactionInput): Promise<CommandResult> {
  const asking = await lockAsking(unit, input.askingId);
  assertCan(unit, 'answer', 'SatisfactionAsking', { townshipCode: asking.townshipCode });
  await refuseOwnDepartment(unit, asking);
  if ((input.corrects ?? null) !== asking.latestId) {
    throw wrongState('answered', {
      zh: '这次回访已有记录。请刷新后，以更正的方式修改。',
      en: 'There is an answer already. Reload, and put that one right.',
    });
  }
  const { scores, words } = checkAnswer(unit, input);
  const isAnswer = input.outcome === 'answered';
  const [answer] = await unit.sql<{ id: string }>(
    `insert into satisfaction_answer (asking_id, corrects, outcome, scores, words, complaint, told_by, manner, asked_by)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9) returning id`,
    [
      asking.id,
      asking.latestId,
      input.outcome,
      JSON.stringify(scores),
      words,
      isAnswer && input.complaint,
      isAnswer ? input.toldBy : null,
      input.manner,
      unit.actor.staffId,
    ],
  );
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where satisfaction_asking_id = $1 and kind = 'satisfaction' and status = 'open'`,
    [asking.id, unit.actor.staffId],
  );
  if (isAnswer && input.complaint) await giveComplaint(unit, asking);
  if (!answer) throw new Error(`no answer was kept of asking ${asking.id}`);
  return { type: 'SatisfactionAsking', id: asking.id };
}

async function lockAsking({ sql, ability }: UnitOfWork, id: string): Promise<Asking> {
  // Two who answer at once queue here; the asking itself is never changed.
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`satisfaction:${id}`]);
  const [asking] = isUuid(id) ? await sql<Asking>(ASKING, [id]) : [];
  const area = { townshipCode: asking?.townshipCode };
  if (!asking || !ability.can('read', subject('SatisfactionAsking', area) as never)) {
    throw notFound({ zh: '回访', en: 'asking' });
  }
  return asking;
}

/** Nobody asks a family how his own department did. */
async function refuseOwnDepartment({ sql, actor, county }: UnitOfWork, { departmentCode }: Asking): Promise<void> {
  const [staff] = await sql<{ unit: string }>('select org_unit_code as unit from staff where id = $1', [actor.staffId]);
  const parent = county.pack.orgUnits.find(({ code }) => code === staff?.unit)?.parent;
  if (![actor.departmentCode, staff?.unit, parent].includes(departmentCode)) return;
  throw notAllowed({
    zh: '被评价的是您所在的部门，应由其他单位的人员回访。',
    en: 'It is your own department that is judged; somebody of another unit asks the family.',
  });
}

function checkAnswer({ county }: UnitOfWork, input: RecordSatisfactionInput) {
  const check = new InputCheck();
  const { questions } = appraisalRules(county).satisfaction;
  const isAnswer = input.outcome === ('answered' satisfies SatisfactionOutcome);
  if (!Object.hasOwn(SATISFACTION_OUTCOMES, input.outcome)) {
    check.add('outcome', { zh: '请选择回访结果。', en: 'Choose what came of it.' });
  }
  if (!Object.hasOwn(SATISFACTION_MANNERS, input.manner)) {
    check.add('manner', { zh: '请选择回访方式。', en: 'Choose how you asked.' });
  }
  if (isAnswer && !Object.hasOwn(SATISFACTION_TELLERS, input.toldBy ?? '')) {
    check.add('toldBy', { zh: '请选择由谁回答。', en: 'Choose who answered.' });
  }
  const given = new Map(input.scores.map(({ question, score }) => [question, score]));
  if (!isAnswer && given.size > 0) {
    check.add('scores', { zh: '没有回答时不填分数。', en: 'Without an answer there are no scores.' });
  }
  if (
    given.size < input.scores.length ||
    [...given.keys()].some((code) => !questions.some((one) => one.code === code))
  ) {
    check.add('scores', { zh: '有重复或不存在的问题，请刷新后重填。', en: 'A question is unknown or answered twice.' });
  }
  for (const { code, name } of isAnswer ? questions : []) {
    const score = given.get(code);
    if (score === undefined || score < 1 || score > 5) {
      check.add(`scores.${code}`, { zh: `请给“${name.zh}”打 1–5 分。`, en: `Give "${name.en}" 1 to 5.` });
    }
  }
  const said = input.words?.trim() || null;
  if (said !== null || (isAnswer && input.complaint)) {
    check.text('words', said ?? '', { zh: '本人原话', en: "person's own words" }, 1000);
  }
  check.done();
  // Somebody may type a number into it.
  return { scores: Object.fromEntries(given), words: redacted(said) as string | null };
}

/** The complaint is no part of the case's timeline: the departments of the case read that. */
async function giveComplaint({ sql, county }: UnitOfWork, asking: Asking): Promise<void> {
  const { id, number, ownerId, ownerDepartment, departmentCode, townshipCode } = asking;
  const assigneeId = ownerDepartment === departmentCode ? null : ownerId;
  await addTask(sql, {
    kind: 'complaint',
    zh: `回访中群众提出意见，请核实处理（${number}）`,
    en: `A family complained when it was asked; look into it (${number})`,
    satisfactionAskingId: id,
    assigneeId,
    townshipCode: assigneeId === null ? townshipCode : null,
    dueOn: addWorkingDays(today(), appraisalRules(county).satisfaction.complaintWithinWorkingDays),
    origin: `complaint:${id}`,
  });
}
