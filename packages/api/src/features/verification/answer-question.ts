import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { type RegisterRecord, readRecord } from './register-records.js';
import { getRegister, type Register } from './registers.js';
import { takeAnswers } from './take-answers.js';
import type { AnswerQuestionInput } from './verification.inputs.js';

const QUESTION = { zh: '核对事项', en: 'question' };
const MOST_RECORDS = 50;

/**
 * Answers one question by hand at the desk of the department that holds the data. Throws NotFound, also for questions of
 * other desks, StaleVersion, WrongState, InvalidInput with paths below `records`.
 */
export async function answerQuestion(unit: UnitOfWork, input: AnswerQuestionInput): Promise<CommandResult> {
  const [question] = isUuid(input.questionId)
    ? await unit.sql<{
        requestId: string;
        verifierCode: string;
        itemCode: string;
        deskCode: string;
        status: string;
        version: number;
      }>(
        `select request_id as "requestId", verifier_code as "verifierCode", item_code as "itemCode",
           desk_code as "deskCode", status, version from verification_question where id = $1 for update`,
        [input.questionId],
      )
    : [];
  if (!question || unit.actor.departmentCode !== question.deskCode) throw notFound(QUESTION);
  assertCan(unit, 'answer', 'VerificationQuestion', question);
  assertVersion(question, input.expectedVersion);
  assertTransition('VerificationQuestion', question.status, 'answer', {
    zh: '该事项已停止核对（授权撤销或已取消），无需答复。',
    en: 'This question was stopped; no answer is needed.',
  });
  const check = new InputCheck();
  const answeredOn = check.day('answeredOn', input.answeredOn ?? today()) ?? today();
  if (answeredOn > today()) {
    check.add('answeredOn', { zh: '数据日期不能晚于今天。', en: 'The date of the data cannot lie in the future.' });
  }
  const records = readRecords(getRegister(unit.county, question.itemCode), input.records, check);
  check.done();
  await unit.sql(
    `insert into verification_exchange (request_id, verifier_code, channel, outcome, questions, answers, staff_id)
     values ($1, $2, 'manual', 'answered', 1, 1, $3)`,
    [question.requestId, question.verifierCode, unit.actor.staffId],
  );
  await takeAnswers(unit, 'manual', [{ questionId: input.questionId, records, answeredOn }]);
  return { type: 'VerificationQuestion', id: input.questionId };
}

function readRecords(register: Register, raws: readonly unknown[], check: InputCheck): RegisterRecord[] {
  if (raws.length > MOST_RECORDS) {
    check.add('records', { zh: `最多 ${MOST_RECORDS} 条记录。`, en: `At most ${MOST_RECORDS} records.` });
  }
  return raws.slice(0, MOST_RECORDS).flatMap((raw, index) => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      check.add(`records.${index}`, { zh: '记录格式不正确。', en: 'A record is a set of fields.' });
      return [];
    }
    const { record, wrong } = readRecord(register.fields, raw as Record<string, unknown>);
    for (const field of wrong) {
      check.add(`records.${index}.${field.code}`, {
        zh: `“${field.name.zh}”填写不正确，请核对。`,
        en: `"${field.name.en}" is not filled in correctly.`,
      });
    }
    if (wrong.length === 0 && Object.keys(record).length === 0) {
      check.add(`records.${index}`, {
        zh: '请至少填写一栏，或删除该条记录。',
        en: 'Fill in a field, or remove the record.',
      });
    }
    return [record];
  });
}
