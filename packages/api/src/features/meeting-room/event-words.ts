import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../../policy/types.js';
import type { EventPayload, ItemChange } from './note-event.js';

/** An event with the names that its sentence needs. */
export interface ToldEvent {
  event: EventPayload;
  actor: string;
  /** Whom it concerns, when another recorded it. */
  staff: string | null;
  /** The item's place on the agenda. */
  position: number | null;
}

type ProgramName = (code: string) => Bilingual;

const STANCES: Record<string, Bilingual> = {
  support: { zh: '同意', en: 'supports it' },
  oppose: { zh: '不同意', en: 'opposes it' },
  neutral: { zh: '保留', en: 'is neutral' },
};

function changeWords({ programCode, change, toFen }: ItemChange, nameOf: ProgramName): Bilingual {
  const { zh, en } = nameOf(programCode);
  const amount = toFen === null ? '' : ` ${formatYuan(toFen)}`;
  if (change === 'removed') return { zh: `去掉“${zh}”`, en: `took out “${en}”` };
  if (change === 'added') return { zh: `加入“${zh}”${amount}`, en: `added “${en}”${amount}` };
  return amount
    ? { zh: `把“${zh}”改为${amount}`, en: `changed “${en}” to${amount}` }
    : { zh: `把“${zh}”改为只列计划`, en: `changed “${en}” to plan only` };
}

function reservationChange(what: 'renewed' | 'released' | 'expired', actor: string, item: Bilingual): Bilingual {
  switch (what) {
    case 'renewed':
      return {
        zh: `${actor} 续占${item.zh}的资金和名额`,
        en: `${actor} reserved the money and places of ${item.en} anew`,
      };
    case 'released':
      return {
        zh: `${actor} 释放${item.zh}预占的资金和名额`,
        en: `${actor} released what was reserved for ${item.en}`,
      };
    case 'expired':
      return {
        zh: `${item.zh}的预占到时，已自动释放`,
        en: `What was reserved for ${item.en} has expired and was released`,
      };
  }
}

function substituteWords(staff: string, { status, member }: { status: string; member: string }): Bilingual {
  if (status === 'accepted') return { zh: `${staff} 代 ${member} 参会`, en: `${staff} sits in the place of ${member}` };
  if (status === 'proposed')
    return { zh: `${member} 请 ${staff} 代为参会，待召集人同意`, en: `${member} asks that ${staff} sit in his place` };
  return { zh: `${staff} 不再代 ${member} 参会`, en: `${staff} does not sit in the place of ${member}` };
}

/** What happened, in one sentence that says who did it. */
export function eventWords({ event, actor, staff, position }: ToldEvent, nameOf: ProgramName): Bilingual {
  const item = { zh: `第 ${position} 项`, en: `item ${position}` };
  const who =
    staff && staff !== actor ? { zh: `${staff}（${actor} 代为记录）`, en: `${staff} (recorded by ${actor})` } : null;
  const by = who ?? { zh: actor, en: actor };
  switch (event.kind) {
    case 'opened':
      return { zh: `${actor} 宣布开会`, en: `${actor} opened the meeting` };
    case 'closed':
      return { zh: `${actor} 宣布散会`, en: `${actor} closed the meeting` };
    case 'item_added':
      return { zh: `${actor} 加入${item.zh}议题`, en: `${actor} put ${item.en} on the agenda` };
    case 'item_moved':
      return { zh: `${actor} 调整议程，原议题现为${item.zh}`, en: `${actor} moved an item; it is ${item.en} now` };
    case 'item_withdrawn':
      return { zh: `${actor} 把${item.zh}移出议程`, en: `${actor} took ${item.en} off the agenda` };
    case 'item_taken':
      return { zh: `${actor} 开始${item.zh}`, en: `${actor} took ${item.en}` };
    case 'attendance':
      return event.present
        ? { zh: `${staff} 到会`, en: `${staff} is in the room` }
        : { zh: `${staff} 缺席`, en: `${staff} is absent` };
    case 'opinion': {
      const stance = STANCES[event.stance] ?? { zh: event.stance, en: event.stance };
      return { zh: `${by.zh} 发表意见：${stance.zh}`, en: `${by.en} ${stance.en}` };
    }
    case 'remedies':
      return {
        zh: `${actor} 调整${item.zh}多发、少发的处理方式`,
        en: `${actor} chose what to do about the over- and underpayment of ${item.en}`,
      };
    case 'vote':
      return { zh: `${by.zh} 已表决`, en: `${by.en} voted` };
    case 'recusal':
      return { zh: `${by.zh} 回避${item.zh}`, en: `${by.en} stands aside from ${item.en}` };
    case 'paused':
      return event.reason
        ? { zh: `${actor} 暂停会议：${event.reason}`, en: `${actor} paused the meeting: ${event.reason}` }
        : { zh: `${actor} 暂停会议`, en: `${actor} paused the meeting` };
    case 'resumed':
      return { zh: `${actor} 恢复会议`, en: `${actor} resumed the meeting` };
    case 'part_closed':
      return { zh: `${item.zh}转入闭门讨论`, en: `${item.en} is discussed behind closed doors` };
    case 'part_opened':
      return { zh: `${item.zh}恢复公开讨论`, en: `${item.en} is discussed openly again` };
    case 'withheld':
      return { zh: '闭门讨论', en: 'Closed part' };
    case 'presider':
      return { zh: `${staff} 主持${item.zh}`, en: `${staff} presides over ${item.en}` };
    case 'unanimous':
      return { zh: `${actor} 记录到会成员全体赞成`, en: `${actor} recorded that all in the room are for it` };
    case 'substitute':
      return substituteWords(staff ?? '', event);
    case 'ballot':
      return event.ballot === 'secret'
        ? { zh: `${actor} 决定${item.zh}无记名表决`, en: `${actor} put ${item.en} to a secret vote` }
        : { zh: `${actor} 决定${item.zh}公开表决`, en: `${actor} put ${item.en} to an open vote` };
    case 'counted':
      return { zh: `${actor} 宣布计票`, en: `${actor} had the votes counted` };
    case 'question':
      return { zh: `${actor} 提问`, en: `${actor} asked a question` };
    case 'answer':
      return { zh: `${actor} 作了回答`, en: `${actor} answered a question` };
    case 'package': {
      const changes = event.changes.map((change) => changeWords(change, nameOf));
      return {
        zh: `${actor} ${changes.map(({ zh }) => zh).join('；')}`,
        en: `${actor} ${changes.map(({ en }) => en).join('; ')}`,
      };
    }
    case 'reservation':
      return reservationChange(event.what, actor, item);
    case 'adopted':
      return { zh: `${item.zh}通过`, en: `Item ${position} is adopted` };
    case 'refused':
      return { zh: `${item.zh}不予救助`, en: `Item ${position} is refused` };
    case 'deferred':
      return { zh: `${item.zh}暂缓`, en: `Item ${position} is put off` };
  }
}
