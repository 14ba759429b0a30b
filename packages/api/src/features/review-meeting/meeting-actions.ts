import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { Bilingual } from '../../policy/types.js';
import { PAUSED } from './load-meeting.js';
import type { AgendaItemRow, MeetingRow, MemberRow } from './meeting-rows.js';
import { mayAdopt, type TallyResult } from './quorum.js';
import { REPLACED, STANDS_ASIDE, YOU_ARE_ABSENT } from './speak-and-vote.js';

function action(context: Context, name: string, allowed: boolean, reason: Bilingual): AllowedAction {
  return { action: name, allowed, reason: allowed ? null : context.locale === 'en' ? reason.en : reason.zh };
}

/** What the reader may do with a meeting now. */
export function meetingActions(
  context: Context,
  meeting: MeetingRow,
  items: readonly AgendaItemRow[],
  members: readonly MemberRow[],
): AllowedAction[] {
  const may = (name: string) => context.ability.can(name, subject('Meeting', { chairId: meeting.chairId }) as never);
  const running = items.some((item) => item.status === 'in_discussion');
  const actions: AllowedAction[] = [];
  if (may('edit') && meeting.status !== 'closed') actions.push(action(context, 'edit', true, { zh: '', en: '' }));
  if (may('open') && meeting.status === 'planned') {
    actions.push(action(context, 'open', items.length > 0, { zh: '议程还是空的。', en: 'The agenda is empty.' }));
  }
  if (may('attend') && meeting.status !== 'closed') actions.push(action(context, 'attend', true, { zh: '', en: '' }));
  if (may('pause') && meeting.status === 'open') actions.push(action(context, 'pause', true, { zh: '', en: '' }));
  if (may('pause') && meeting.status === 'paused') actions.push(action(context, 'resume', true, { zh: '', en: '' }));
  if (may('close') && (meeting.status === 'open' || meeting.status === 'paused')) {
    actions.push(
      action(context, 'close', !running, {
        zh: '正在讨论的议题需先作出决定。',
        en: 'Decide the item under discussion first.',
      }),
    );
  }
  if (may('settle_substitute') && meeting.status !== 'closed')
    actions.push(action(context, 'settle_substitute', true, { zh: '', en: '' }));
  const own = members.find(({ staffId }) => staffId === context.actor?.staffId);
  if (own?.role === 'member' && meeting.status !== 'closed') {
    const isReplaced = members.some(({ standsFor }) => standsFor === own.staffId);
    actions.push(action(context, 'name_substitute', !isReplaced, REPLACED));
  }
  return actions;
}

export const NOT_COUNTED: Bilingual = {
  zh: '无记名表决尚未计票，请先计票。',
  en: 'The secret vote is not counted yet; have it counted first.',
};
export const NOT_SECONDED: Bilingual = {
  zh: '除方案编制人外无人赞成，不能由一人决定。',
  en: 'Nobody but the one who composed it is for it; nobody decides alone what he proposed.',
};
const COUNTED: Bilingual = { zh: '已经计票，不再收票。', en: 'The votes have been counted.' };

function nothingToAdopt({ batchId }: AgendaItemRow): Bilingual {
  return batchId
    ? { zh: '该批次还没有申请。', en: 'The batch holds no application.' }
    : {
        zh: '方案里还没有项目，请在表决前编制方案；也可不予救助或暂缓。',
        en: 'The package is empty. Compose it before the vote, or refuse or defer the case.',
      };
}

/** Whether the reader may set aside anew, or give back, what the package under discussion takes. */
function reservationActions(context: Context, item: AgendaItemRow, memberIds: readonly string[]): AllowedAction[] {
  if (!item.caseId || !item.adoptable) return [];
  const { presiderId, holderId } = item;
  const nothing = { zh: '该议题没有预占资金或名额。', en: 'This item has nothing reserved.' };
  return ['renew_reservation', 'release_reservation'].flatMap((name) => {
    if (!context.ability.can(name, subject('AgendaItem', { presiderId, memberIds, holderId }) as never)) return [];
    return [action(context, name, name === 'renew_reservation' || holderId !== null, nothing)];
  });
}

/** What waits while the meeting is paused. */
const WAITS = [
  'take',
  'speak',
  'vote',
  'record_for_others',
  'choose_ballot',
  'count_ballot',
  'adopt',
  'refuse',
  'defer',
];

/** What the reader may do with an agenda item now. */
export function itemActions(context: Context, item: AgendaItemRow, ...rest: Rest): AllowedAction[] {
  const actions = actionsIfRunning(context, item, ...rest);
  if (item.meetingStatus !== 'paused') return actions;
  return actions.map((one) => (WAITS.includes(one.action) ? action(context, one.action, false, PAUSED) : one));
}

type Rest = [members: readonly MemberRow[], tally: TallyResult, voted: boolean, othersRunning: boolean];

function actionsIfRunning(
  context: Context,
  item: AgendaItemRow,
  ...[members, tally, voted, othersRunning]: Rest
): AllowedAction[] {
  const { chairId, presiderId } = item;
  const presides = (name: string) => context.ability.can(name, subject('AgendaItem', { chairId, presiderId }) as never);
  const member = (name: string) => context.ability.can(name, subject('AgendaItem', { memberIds }) as never);
  const memberIds = members.map((one) => one.staffId);
  const own = members.find((one) => one.staffId === context.actor?.staffId);
  const here = own?.present ?? false;
  const aside = item.recusedIds.includes(context.actor?.staffId ?? '');
  const live = item.meetingStatus === 'open' || item.meetingStatus === 'paused';
  const possible = (name: string) => nextStatus('AgendaItem', item.status, name) !== undefined;
  const actions: AllowedAction[] = [];
  if (presides('take') && possible('take') && item.meetingStatus !== 'closed') {
    const why = live
      ? { zh: '上一议题尚未作出决定。', en: 'The item before is not decided yet.' }
      : { zh: '请先开始会议。', en: 'Open the meeting first.' };
    actions.push(action(context, 'take', live && !othersRunning, why));
  }
  if (member('mark_read')) actions.push(action(context, 'mark_read', true, { zh: '', en: '' }));
  const undecided = possible('recuse') && item.meetingStatus !== 'closed';
  if (undecided && member('recuse')) {
    const why = aside ? STANDS_ASIDE : { zh: '您已表决。', en: 'You have voted.' };
    actions.push(action(context, 'recuse', !aside && !voted, why));
  }
  if (undecided && presides('choose_ballot')) {
    const begun = { zh: '已开始表决，表决方式不能再改。', en: 'The vote has begun; its kind stands.' };
    actions.push(action(context, 'choose_ballot', tally.cast === 0, begun));
  }
  if (undecided && presides('close_part'))
    actions.push(action(context, item.closedPart ? 'open_part' : 'close_part', true, { zh: '', en: '' }));
  if (undecided && presides('choose_presider')) {
    const chair = members.find(({ staffId }) => staffId === chairId);
    const isFree = !chair?.present || item.recusedIds.includes(chairId);
    if (isFree) actions.push(action(context, 'choose_presider', true, { zh: '', en: '' }));
  }
  if (!live || item.status !== 'in_discussion') return actions;
  const isReplaced = members.some(({ standsFor }) => standsFor !== null && standsFor === own?.staffId);
  const whyNot = aside ? STANDS_ASIDE : isReplaced ? REPLACED : YOU_ARE_ABSENT;
  actions.push(...reservationActions(context, item, memberIds));
  if (member('speak')) actions.push(action(context, 'speak', here && !aside, whyNot));
  if (member('vote')) {
    const over = voted ? { zh: '您已表决。', en: 'You have voted.' } : COUNTED;
    const why = here && !aside ? over : whyNot;
    actions.push(action(context, 'vote', here && !aside && !voted && item.countedAt === null, why));
  }
  if (presides('record_for_others')) actions.push(action(context, 'record_for_others', true, { zh: '', en: '' }));
  const noQuorum = {
    zh: `需 ${tally.quorum} 票才够法定人数，现有 ${tally.cast} 票。`,
    en: `A quorum needs ${tally.quorum} votes; ${tally.cast} are cast.`,
  };
  const unfinished = tally.reached ? NOT_COUNTED : noQuorum;
  if (presides('choose_ballot') && tally.hidden) actions.push(action(context, 'count_ballot', tally.reached, noQuorum));
  if (presides('adopt')) {
    const outvoted = { zh: '赞成票未多于反对票。', en: 'Votes for do not outnumber votes against.' };
    const lost = tally.for > tally.against ? NOT_SECONDED : outvoted;
    const isSomething = item.adoptable || item.hasRemedies;
    const why = isSomething ? (tally.reached && !tally.hidden ? lost : unfinished) : nothingToAdopt(item);
    actions.push(action(context, 'adopt', isSomething && mayAdopt(tally), why));
  }
  if (presides('refuse')) actions.push(action(context, 'refuse', tally.reached && !tally.hidden, unfinished));
  if (presides('defer')) actions.push(action(context, 'defer', true, { zh: '', en: '' }));
  return actions;
}
