import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { AnswerAuditFindingInput, HandOverAuditFindingInput, SendBackAuditFindingInput } from './audit.inputs.js';
import { finishTasks, giveTasks, OWED, type Owed } from './keep-findings.js';

const FINDING = { zh: '自查疑点', en: 'finding' };
const SETTLED = {
  zh: '该疑点的状态已变化，不能再这样处理。请刷新查看。',
  en: 'The finding has moved on and cannot be settled like this any more. Reload to see it.',
};
const REASON = { zh: '说明', en: 'explanation' };
const DOCUMENT = { zh: '依据材料', en: 'document' };

interface Finding extends Owed {
  version: number;
  status: string;
  question: string;
  digest: string;
  ofCommittee: boolean;
}

type Action = 'explain' | 'correct' | 'send_back' | 'hand_over';
const EVENT: Record<Action, string> = {
  explain: 'explained',
  correct: 'corrected',
  send_back: 'sent_back',
  hand_over: 'handed_over',
};

/**
 * The owner explains why a finding is right as it is, or says how it was put right, with the document that shows it.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export function answerAuditFinding(unit: UnitOfWork, input: AnswerAuditFindingInput): Promise<CommandResult> {
  return settle(unit, input.answer === 'correct' ? 'correct' : 'explain', input, (check) => {
    if (input.answer !== 'explain' && input.answer !== 'correct') {
      check.add('answer', { zh: '请选择“说明”或“已纠正”。', en: 'Choose whether you explain it or put it right.' });
    }
    check.text('document', input.document, DOCUMENT);
  });
}

/** The chair is not content with an answer: the finding is open again, with a new day. Throws as `answerAuditFinding`. */
export function sendBackAuditFinding(unit: UnitOfWork, input: SendBackAuditFindingInput): Promise<CommandResult> {
  return settle(unit, 'send_back', input);
}

/** The chair hands a finding to discipline inspection, for good. Throws as `answerAuditFinding`. */
export function handOverAuditFinding(unit: UnitOfWork, input: HandOverAuditFindingInput): Promise<CommandResult> {
  return settle(unit, 'hand_over', input, (check) => {
    check.text('document', input.document, DOCUMENT);
  });
}

interface Settling {
  findingId: string;
  expectedVersion: number;
  text: string;
  document?: string;
}

async function settle(
  unit: UnitOfWork,
  action: Action,
  { findingId, expectedVersion, text, document }: Settling,
  checkMore: (check: InputCheck) => void = () => undefined,
): Promise<CommandResult> {
  const { sql, actor } = unit;
  const finding = await lockFinding(unit, findingId);
  assertCan(unit, action, 'AuditFinding', finding);
  const status = assertTransition('AuditFinding', finding.status, action, SETTLED);
  assertVersion(finding, expectedVersion);
  const check = new InputCheck();
  const words = check.text('text', text, REASON, 2000);
  checkMore(check);
  check.done();
  const rule = unit.county.pack.auditRules.find(({ code }) => code === finding.question);
  const dueOn = addWorkingDays(today(), rule?.answersWithinWorkingDays ?? 0);
  const [again] = await sql<Owed>(
    `update audit_finding set status = $2, version = version + 1,
       times_found = times_found + case when $2 = 'open' then 1 else 0 end,
       due_on = case when $2 = 'open' then $3 else due_on end where id = $1 returning ${OWED}`,
    [finding.id, status, dueOn],
  );
  await sql(
    `insert into audit_finding_event (finding_id, kind, text, document, digest, actor_id) values ($1, $2, $3, $4, $5, $6)`,
    [finding.id, EVENT[action], words, document?.trim() ?? null, finding.digest, actor.staffId],
  );
  if (status === 'open' && again) await giveTasks(unit, finding.question, [again], dueOn);
  else await finishTasks(sql, [finding.id], actor.staffId);
  return { type: 'AuditFinding', id: finding.id };
}

async function lockFinding(unit: UnitOfWork, id: string): Promise<Finding> {
  const [finding] = isUuid(id)
    ? await unit.sql<Finding>(
        `select ${OWED}, version, status, question, digest, department_code is null as "ofCommittee"
         from audit_finding where id = $1 for update`,
        [id],
      )
    : [];
  if (!finding || !unit.ability.can('read', subject('AuditFinding', { ...finding }) as never)) throw notFound(FINDING);
  return finding;
}
