import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../../policy/types.js';
import { type LetterSection, REMEDY } from './letter-words.js';

/** A month (YYYY-MM-01) that is still to be paid, and what it comes to in fen. */
export interface MonthToCome {
  month: string;
  fen: number;
}

/** What becomes of running monthly aid. */
export type NoticeKind = 'exit' | 'ended' | 'waits' | 'changed';

export interface NoticeContent {
  kind: NoticeKind;
  /** To whom it is written. */
  name: string;
  department: Bilingual;
  program: Bilingual;
  window: Bilingual;
  reason: Bilingual;
  /** The first month (YYYY-MM-01) of what changes; of an end the last day (YYYY-MM-DD). */
  from: string;
  /** The months that are still to be paid; of a change the first one at the new amount. */
  months: readonly MonthToCome[];
  /** What months already made are made up for, fen. */
  arrearsFen: number;
}

export const NOTICE_TITLES: Record<NoticeKind, Bilingual> = {
  exit: { zh: '救助渐退告知书', en: 'Your aid goes out by months' },
  ended: { zh: '救助终止告知书', en: 'Your aid has ended' },
  waits: { zh: '救助暂停核实告知书', en: 'Your aid is being looked at again' },
  changed: { zh: '救助金额调整告知书', en: 'Your aid has another amount' },
};

/**
 * What a family is told when its monthly aid changes, goes out by months, waits or ends: why, from when, how much in each
 * month to come, and what it may do about it, in plain words (R22).
 */
export function noticeSections(content: NoticeContent): LetterSection[] {
  const { name, department, program, window, kind } = content;
  return [
    {
      heading: null,
      lines: [
        { zh: `${name}：`, en: `Dear ${name},` },
        {
          zh: `${department.zh}按月发给您家的“${program.zh}”有变化，现告知如下。`,
          en: `Something changes in the monthly aid (${program.en}) that the ${department.en} pays you.`,
        },
      ],
    },
    { heading: { zh: '为什么', en: 'Why' }, lines: [why(content)] },
    { heading: { zh: '从什么时候起，每月多少钱', en: 'From when on, and how much' }, lines: howMuch(content) },
    { heading: { zh: '您的权利', en: 'What you may do' }, lines: [...(AGAIN[kind] ?? []), REMEDY] },
    {
      heading: null,
      lines: [
        {
          zh: `有疑问或家庭情况又有变化的，请到${window.zh}或所在乡镇（街道）说明。`,
          en: `If anything is unclear, or your circumstances change again, come to the ${window.en} or your township.`,
        },
      ],
    },
  ];
}

const AGAIN: Partial<Record<NoticeKind, Bilingual[]>> = {
  exit: [
    {
      zh: '渐退期内收入又下降的，可以随时说明，核实后继续按原标准发放。',
      en: 'If your income falls again meanwhile, say so at any time; once that is checked the aid goes on as before.',
    },
  ],
  ended: [{ zh: '以后又有困难的，可以重新申请。', en: 'If you are in need again later, you may ask again.' }],
};

function why({ kind, reason }: NoticeContent): Bilingual {
  switch (kind) {
    case 'exit':
      return {
        zh: `您家的收入提高了，${reason.zh}。按规定，这项救助不马上停，还会再发一段时间。`,
        en: `Your income has risen: ${reason.en}. By the rule the aid does not stop at once; it goes on for some months.`,
      };
    case 'waits':
      return {
        zh: `${reason.zh}。核实清楚以前先不发，也不会自动终止。`,
        en: `${reason.en}. Nothing is paid until this is cleared up, and nothing ends by itself.`,
      };
    default:
      return { zh: `${reason.zh}。`, en: `${reason.en}.` };
  }
}

function howMuch({ kind, from, months, arrearsFen }: NoticeContent): Bilingual[] {
  const since = from.slice(0, 7);
  const spans = spansOf(months).map(spanWords);
  switch (kind) {
    case 'exit': {
      const last = months.at(-1)?.month.slice(0, 7) ?? since;
      return [...spans, { zh: `${last} 以后不再发放。`, en: `Nothing is paid after ${last}.` }];
    }
    case 'ended':
      return [
        {
          zh: `这项救助到 ${from} 为止，以后的月份不再发放。`,
          en: `The aid ended on ${from}; later months are not paid.`,
        },
        ...(spans.length > 0
          ? [
              { zh: '此前应发还没有到账的，照常发放：', en: 'What is still owed for before is paid as usual:' },
              ...spans,
            ]
          : [{ zh: '此前应发的都已发放。', en: 'Everything owed for before has been paid.' }]),
      ];
    case 'waits':
      return [
        {
          zh: `自 ${since} 起暂停。恢复发放的，暂停的月份是否补发会一并告知。`,
          en: `It waits from ${since} on. Once it goes on you are told whether the months that waited are paid.`,
        },
      ];
    case 'changed':
      return [
        ...months.map(({ fen }) => ({
          zh: `自 ${since} 起每月 ${formatYuan(fen)}。`,
          en: `${formatYuan(fen)} a month from ${since} on.`,
        })),
        ...(arrearsFen > 0
          ? [
              {
                zh: `已按原金额发放的月份补发差额 ${formatYuan(arrearsFen)}，随下一批发放。`,
                en: `For months already paid at the former amount you receive another ${formatYuan(arrearsFen)} with the next payment.`,
              },
            ]
          : []),
      ];
  }
}

interface Span {
  from: string;
  until: string;
  fen: number;
}

/** Months one after another that come to the same, together. */
export function spansOf(months: readonly MonthToCome[]): Span[] {
  const spans: Span[] = [];
  for (const { month, fen } of months) {
    const last = spans.at(-1);
    if (last?.fen === fen) last.until = month;
    else spans.push({ from: month, until: month, fen });
  }
  return spans;
}

function spanWords({ from, until, fen }: Span): Bilingual {
  const [first, last] = [from.slice(0, 7), until.slice(0, 7)];
  const money = formatYuan(fen);
  return first === last
    ? { zh: `${first}：${money}。`, en: `${first}: ${money}.` }
    : { zh: `${first} 至 ${last}：每月 ${money}。`, en: `${first} to ${last}: ${money} a month.` };
}
