import { assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockItem } from './load-meeting.js';
import type { AnswerItemQuestionInput, AskItemQuestionInput } from './review-meeting.inputs.js';
import { NOT_NOW, speakerOf } from './speak-and-vote.js';

/** Asks a question on the item under discussion. Throws NotFound, NotAllowed, WrongState, InvalidInput. */
export async function askItemQuestion(unit: UnitOfWork, input: AskItemQuestionInput): Promise<CommandResult> {
  const speaking = await speakOn(unit, input.itemId, input.text, { zh: '问题', en: 'question' });
  const [question] = await unit.sql<{ id: string }>(
    'insert into item_question (agenda_item_id, staff_id, text) values ($1, $2, $3) returning id',
    [speaking.itemId, unit.actor.staffId, speaking.text],
  );
  return tell(unit, speaking, 'question', (question as { id: string }).id);
}

/** Answers a question on the item under discussion. Throws as askItemQuestion does. */
export async function answerItemQuestion(unit: UnitOfWork, input: AnswerItemQuestionInput): Promise<CommandResult> {
  const [question] = isUuid(input.questionId)
    ? await unit.sql<{ itemId: string }>('select agenda_item_id as "itemId" from item_question where id = $1', [
        input.questionId,
      ])
    : [];
  if (!question) throw notFound({ zh: '问题', en: 'question' });
  const speaking = await speakOn(unit, question.itemId, input.text, { zh: '回答', en: 'answer' });
  await unit.sql('insert into item_answer (question_id, staff_id, text) values ($1, $2, $3)', [
    input.questionId,
    unit.actor.staffId,
    speaking.text,
  ]);
  return tell(unit, speaking, 'answer', input.questionId);
}

interface Speaking {
  itemId: string;
  meetingId: string;
  text: string;
}

async function speakOn(
  unit: UnitOfWork,
  itemId: string,
  text: string,
  name: { zh: string; en: string },
): Promise<Speaking> {
  const loaded = await lockItem(unit, itemId);
  await speakerOf(unit, loaded, null, 'speak');
  assertTransition('AgendaItem', loaded.item.status, 'speak', NOT_NOW);
  const check = new InputCheck();
  const said = check.text('text', text, name, 2000);
  check.done();
  return { itemId: loaded.item.id, meetingId: loaded.meeting.id, text: said as string };
}

async function tell(
  unit: UnitOfWork,
  { meetingId, itemId }: Speaking,
  kind: 'question' | 'answer',
  questionId: string,
): Promise<CommandResult> {
  await noteMeetingEvent(unit, { kind, meetingId, itemId, questionId });
  return { type: 'AgendaItem', id: itemId };
}
