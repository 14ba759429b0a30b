import { workingDaysBetween } from '../../platform/calendar.js';
import type { Bilingual } from '../../policy/types.js';
import { type Carried, carriedWords } from './carried-over.js';

/** Something that is not there yet, and with whom it lies. */
export interface Lack {
  what: Bilingual;
  whom: Bilingual;
}

/** A case, a batch or a declined item that waits for a meeting. Days are YYYY-MM-DD. */
export interface WaitingItem {
  kind: 'case' | 'batch' | 'declined';
  id: string;
  requestedOn: string;
  /** By when a meeting must look at it (R12); null where no day is set. */
  dueOn: string | null;
  /** Somebody asked for a meeting about it. */
  request: { unit: Bilingual; requestedOn: string; dueOn: string } | null;
  /** Why it cannot wait; null where it can. */
  urgent: Bilingual | null;
  carried: Carried | null;
  /** What makes the family's situation worse with every day. */
  risks: Bilingual[];
  /** What the meeting will not find. */
  lacks: Lack[];
  /** How long it takes. */
  minutes: number;
}

export interface RankedItem extends WaitingItem {
  /** Why it stands where it stands, the weightiest first. */
  reasons: Bilingual[];
  workingDaysLeft: number | null;
  /** Somebody asked for it, or it is an emergency. */
  cannotWait: boolean;
  /** Fits into the meeting in this order. */
  proposed: boolean;
}

export interface RankedAgenda {
  items: RankedItem[];
  /** Minutes that what is proposed takes together. */
  usedMinutes: number;
}

const ASKED = 0;
const URGENT = 1;
const CARRIED = 2;
const LATE = 3;
const ORDINARY = 4;

/**
 * Puts what waits in the order in which a meeting should take it, and fills a meeting of `minutes` with it. First what
 * somebody asked a meeting for (R12), then emergencies, then what earlier meetings put off, then what is late, then the
 * rest; within each what is ready before what is not, the earlier day, the graver situation, the older request. What was
 * asked for and emergencies are proposed however long the meeting is; what lacks something is only put later, never out.
 */
export function rankAgenda(waiting: readonly WaitingItem[], minutes: number, on: string): RankedAgenda {
  const items = waiting
    .map((item) => ranked(item, on))
    .sort((one, other) => compare(keyOf(one), keyOf(other)))
    .map((item) => ({ ...item, proposed: false }));
  let usedMinutes = 0;
  for (const item of items) {
    if (!item.cannotWait && usedMinutes + item.minutes > minutes) continue;
    item.proposed = true;
    usedMinutes += item.minutes;
  }
  return { items, usedMinutes };
}

type Weighed = Omit<RankedItem, 'proposed'>;

function ranked(item: WaitingItem, on: string): Weighed {
  const days = [item.dueOn, item.request?.dueOn].filter((day): day is string => Boolean(day));
  const dueOn = days.sort()[0] ?? null;
  const workingDaysLeft = dueOn ? workingDaysBetween(on, dueOn) : null;
  const whole = { ...item, dueOn, workingDaysLeft };
  return { ...whole, reasons: reasonsOf(whole), cannotWait: classOf(whole) <= URGENT };
}

function classOf(item: Pick<Weighed, 'request' | 'urgent' | 'carried' | 'workingDaysLeft'>): number {
  if (item.request) return ASKED;
  if (item.urgent) return URGENT;
  if (item.carried) return CARRIED;
  return (item.workingDaysLeft ?? 0) < 0 ? LATE : ORDINARY;
}

type Key = readonly (number | string)[];

function keyOf(item: Weighed): Key {
  const unready = !item.cannotWait && item.lacks.length > 0 ? 1 : 0;
  return [
    classOf(item),
    unready,
    item.dueOn ?? '9999-12-31',
    -(item.carried?.times ?? 0),
    -item.risks.length,
    item.requestedOn,
    item.id,
  ];
}

function compare(one: Key, other: Key): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? '';
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}

function reasonsOf({
  request,
  urgent,
  carried,
  workingDaysLeft,
  dueOn,
  risks,
}: Omit<Weighed, 'reasons' | 'cannotWait'>): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (request) {
    const { unit, requestedOn } = request;
    reasons.push({
      zh: `${unit.zh}于 ${requestedOn} 要求开会研判，须在 ${request.dueOn} 前召开`,
      en: `${unit.en} asked for a meeting on ${requestedOn}; it must be held by ${request.dueOn}`,
    });
  }
  if (urgent) reasons.push(urgent);
  if (carried) reasons.push(carriedWords(carried));
  if (dueOn && workingDaysLeft !== null && !request) reasons.push(dayWords(dueOn, workingDaysLeft));
  return [...reasons, ...risks];
}

function dayWords(dueOn: string, left: number): Bilingual {
  if (left < 0)
    return {
      zh: `应在 ${dueOn} 前研判，已超 ${-left} 个工作日`,
      en: `was due on ${dueOn}, ${-left} working ${left === -1 ? 'day' : 'days'} late`,
    };
  if (left === 0) return { zh: '今天必须研判', en: 'due today' };
  return {
    zh: `须在 ${dueOn} 前研判，还剩 ${left} 个工作日`,
    en: `due by ${dueOn}, ${left} working ${left === 1 ? 'day' : 'days'} left`,
  };
}
