import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { Bilingual } from '../../policy/types.js';
import type { AgendaItemRow, MeetingRow, MemberRow } from './meeting-rows.js';
import { mayAdopt, type TallyResult } from './quorum.js';
import { YOU_ARE_ABSENT } from './speak-and-vote.js';

function action(context: Context, name: string, allowed: boolean, reason: Bilingual): AllowedAction {
  return { action: name, allowed, reason: allowed ? null : context.locale === 'en' ? reason.en : reason.zh };
}

/** What the reader may do with a meeting now. */
export function meetingActions(
  context: Context,
  meeting: MeetingRow,
  items: readonly AgendaItemRow[],
): AllowedAction[] {
  const may = (name: string) => context.ability.can(name, subject('Meeting', { chairId: meeting.chairId }) as never);
  const running = items.some((item) => item.status === 'in_discussion');
  const actions: AllowedAction[] = [];
  if (may('edit') && meeting.status !== 'closed') actions.push(action(context, 'edit', true, { zh: '', en: '' }));
  if (may('open') && meeting.status === 'planned') {
    actions.push(action(context, 'open', items.length > 0, { zh: '议程还是空的。', en: 'The agenda is empty.' }));
  }
  if (may('attend') && meeting.status !== 'closed') actions.push(action(context, 'attend', true, { zh: '', en: '' }));
  if (may('close') && meeting.status === 'open') {
    actions.push(
      action(context, 'close', !running, {
        zh: '正在讨论的议题需先作出决定。',
        en: 'Decide the item under discussion first.',
      }),
    );
  }
  return actions;
}

function nothingToAdopt({ batchId }: AgendaItemRow): Bilingual {
  return batchId
    ? { zh: '该批次还没有申请。', en: 'The batch holds no application.' }
    : {
        zh: '方案里还没有项目，请在表决前编制方案；也可不予救助或暂缓。',
        en: 'The package is empty. Compose it before the vote, or refuse or defer the case.',
      };
}

/** What the reader may do with an agenda item now. */
export function itemActions(
  context: Context,
  item: AgendaItemRow,
  members: readonly MemberRow[],
  tally: TallyResult,
  voted: boolean,
  othersRunning: boolean,
): AllowedAction[] {
  const chair = (name: string) => context.ability.can(name, subject('AgendaItem', { chairId: item.chairId }) as never);
  const member = (name: string) => context.ability.can(name, subject('AgendaItem', { memberIds }) as never);
  const memberIds = members.map((one) => one.staffId);
  const here = members.some((one) => one.staffId === context.actor?.staffId && one.present);
  const live = item.meetingStatus === 'open';
  const possible = (name: string) => nextStatus('AgendaItem', item.status, name) !== undefined;
  const actions: AllowedAction[] = [];
  if (chair('take') && possible('take') && item.meetingStatus !== 'closed') {
    const why = live
      ? { zh: '上一议题尚未作出决定。', en: 'The item before is not decided yet.' }
      : { zh: '请先开始会议。', en: 'Open the meeting first.' };
    actions.push(action(context, 'take', live && !othersRunning, why));
  }
  if (!live || item.status !== 'in_discussion') return actions;
  if (member('speak')) actions.push(action(context, 'speak', here, YOU_ARE_ABSENT));
  if (member('vote')) {
    const why = voted ? { zh: '您已表决。', en: 'You have voted.' } : YOU_ARE_ABSENT;
    actions.push(action(context, 'vote', here && !voted, why));
  }
  if (chair('record_for_others')) actions.push(action(context, 'record_for_others', true, { zh: '', en: '' }));
  const noQuorum = {
    zh: `需 ${tally.quorum} 票才够法定人数，现有 ${tally.for + tally.against + tally.abstain} 票。`,
    en: `A quorum needs ${tally.quorum} votes; ${tally.for + tally.against + tally.abstain} are cast.`,
  };
  if (chair('adopt')) {
    const outvoted = { zh: '赞成票未多于反对票。', en: 'Votes for do not outnumber votes against.' };
    const why = item.adoptable ? (tally.reached ? outvoted : noQuorum) : nothingToAdopt(item);
    actions.push(action(context, 'adopt', item.adoptable && mayAdopt(tally), why));
  }
  if (chair('refuse')) actions.push(action(context, 'refuse', tally.reached, noQuorum));
  if (chair('defer')) actions.push(action(context, 'defer', true, { zh: '', en: '' }));
  return actions;
}
