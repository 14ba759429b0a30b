import { dayOf, timeOfDay } from '../../platform/clock.js';
import type { Block } from '../../platform/write-document.js';
import type { Bilingual } from '../../policy/types.js';
import type { MinutesItemRow, MinutesPersonRow, MinutesRow } from '../review-meeting/write-minutes.js';
import type { SignatureRow, SigningRow } from './minutes.reader.js';

/** The language minutes are written in: of two texts, the right one. */
type Tell = (text: Bilingual) => string;

const WORDS = {
  time: { zh: '时间', en: 'Time' },
  place: { zh: '地点', en: 'Place' },
  emergency: { zh: '紧急会议', en: 'Emergency session' },
  chair: { zh: '召集人', en: 'Chair' },
  presider: { zh: '主持人', en: 'Presided over by' },
  secretary: { zh: '记录人', en: 'Secretary' },
  present: { zh: '到会', en: 'Present' },
  absent: { zh: '缺席', en: 'Absent' },
  pauses: { zh: '休会', en: 'Paused' },
  closed: { zh: '闭门', en: 'Closed part' },
  about: { zh: '基本情况', en: 'About' },
  recusals: { zh: '回避', en: 'Stood aside' },
  questions: { zh: '问答', en: 'Questions' },
  opinions: { zh: '讨论意见', en: 'Opinions' },
  votes: { zh: '表决情况', en: 'Votes' },
  outcome: { zh: '会议决定', en: 'Resolved' },
  reason: { zh: '理由', en: 'Reason' },
  decisions: { zh: '决定事项', en: 'Decisions' },
  tasks: { zh: '会后事项', en: 'To be done' },
} as const satisfies Record<string, Bilingual>;

const SAID: Record<string, Bilingual> = {
  support: { zh: '同意', en: 'agrees' },
  oppose: { zh: '不同意', en: 'disagrees' },
  neutral: { zh: '保留', en: 'reserves judgement' },
  for: { zh: '赞成', en: 'For' },
  against: { zh: '反对', en: 'Against' },
  abstain: { zh: '弃权', en: 'Abstain' },
  none: { zh: '未表决', en: 'Did not vote' },
  kin: { zh: '近亲属', en: 'kin' },
  same_village: { zh: '同村（社区）', en: 'same village' },
  own_recommendation: { zh: '本人经办或推荐', en: 'own handling or recommendation' },
  other: { zh: '其他', en: 'other' },
};

/** Minutes with their signatures and annexes, paragraph by paragraph; times of Asia/Shanghai. */
export function minutesBlocks(minutes: MinutesRow, signing: SigningRow, tell: Tell): Block[] {
  const line = (label: keyof typeof WORDS, text: string): Block => ({ kind: 'line', label: tell(WORDS[label]), text });
  const people = (list: readonly MinutesPersonRow[]) =>
    list.map((one) => titled(one, tell)).join(tell({ zh: '、', en: ', ' })) || tell({ zh: '无', en: 'nobody' });
  return [
    { kind: 'title', text: tell(minutes.title) },
    { kind: 'number', text: minutes.number },
    line('time', `${moment(minutes.openedAt)} – ${moment(minutes.closedAt)}`),
    line('place', minutes.place),
    ...(minutes.emergency ? [line('emergency', minutes.emergency)] : []),
    line('chair', titled(minutes.chair, tell)),
    ...(signing.secretary ? [line('secretary', titled(signing.secretary, tell))] : []),
    line('present', people(minutes.present)),
    line('absent', people(minutes.absent)),
    ...(minutes.pauses ?? []).map(({ reason, from, to }) =>
      line('pauses', `${moment(from)} – ${moment(to)} ${reason}`),
    ),
    ...minutes.items.flatMap((item) => itemBlocks(item, tell)),
    signatureBlock('chair', signing, tell),
    signatureBlock('secretary', signing, tell),
    ...annexBlocks(signing, tell),
  ];
}

function itemBlocks(item: MinutesItemRow, tell: Tell): Block[] {
  const number = String(item.position);
  const line = (label: keyof typeof WORDS, text: string): Block[] =>
    text === '' ? [] : [{ kind: 'line', label: tell(WORDS[label]), text }];
  const list = (label: keyof typeof WORDS, texts: readonly string[]): Block[] =>
    texts.length === 0
      ? []
      : [
          { kind: 'line', label: tell(WORDS[label]), text: '' },
          ...texts.map((text, index): Block => ({ kind: 'text', text: `${index + 1}. ${text}` })),
        ];
  return [
    {
      kind: 'heading',
      text: tell({ zh: `第 ${number} 项　${item.title.zh}`, en: `Item ${number}: ${item.title.en}` }),
    },
    ...line('about', tell(item.about)),
    ...(item.closedPart ? line('closed', tell({ zh: '本项闭门讨论', en: 'behind closed doors' })) : []),
    ...line('presider', item.presider ? titled(item.presider, tell) : ''),
    ...list(
      'recusals',
      (item.recusals ?? []).map(({ name, ground, reason }) => {
        const why = tell(SAID[ground] ?? { zh: ground, en: ground });
        return tell({ zh: `${name}（${why}）：${reason}`, en: `${name} (${why}): ${reason}` });
      }),
    ),
    ...list(
      'questions',
      (item.questions ?? []).flatMap(({ name, text, answers }) => [
        tell({ zh: `${name} 问：${text}`, en: `${name} asked: ${text}` }),
        ...answers.map((one) => tell({ zh: `${one.name} 答：${one.text}`, en: `${one.name} answered: ${one.text}` })),
      ]),
    ),
    ...list(
      'opinions',
      item.opinions.map(({ name, stance, text }) => {
        const said = tell(SAID[stance] ?? { zh: stance, en: stance });
        return tell({ zh: `${name}（${said}）：${text}`, en: `${name} (${said}): ${text}` });
      }),
    ),
    ...line('votes', votesText(item, tell)),
    ...line('outcome', tell(item.resolution)),
    ...line('reason', item.reason ?? ''),
    ...list('decisions', item.decisions.map(tell)),
    ...list('tasks', item.tasks.map(tell)),
  ];
}

/** Who voted how; of a secret vote how many did. */
function votesText({ votes, secret }: MinutesItemRow, tell: Tell): string {
  const texts = votes.map(({ choice, names, count = names.length }) => {
    const said = tell(SAID[choice] ?? { zh: choice, en: choice });
    const all = names.join(tell({ zh: '、', en: ', ' }));
    const counted = tell({ zh: `${said} ${count} ${choice === 'none' ? '人' : '票'}`, en: `${said} ${count}` });
    return all ? tell({ zh: `${counted}（${all}）`, en: `${counted} (${all})` }) : counted;
  });
  const kind = secret ? [tell({ zh: '无记名表决', en: 'Secret vote' })] : [];
  return [...kind, ...texts].join(tell({ zh: '；', en: '; ' }));
}

function signatureBlock(role: SignatureRow['role'], { signatures }: SigningRow, tell: Tell): Block {
  const signature = signatures.find((one) => one.role === role);
  const who = tell(role === 'chair' ? WORDS.chair : WORDS.secretary);
  const text = signature
    ? `${signature.person.name}　${moment(signature.at)}`
    : tell({ zh: '＿＿＿＿＿＿　日期：＿＿＿＿＿＿', en: '____________  Date: ____________' });
  return { kind: 'signature', label: tell({ zh: `${who}（签字）：`, en: `${who} (signed): ` }), text };
}

function annexBlocks({ annexes }: SigningRow, tell: Tell): Block[] {
  return annexes.flatMap(({ number, itemPosition, text, writtenBy, at }): Block[] => {
    const of =
      itemPosition === null ? { zh: '', en: '' } : { zh: `（第 ${itemPosition} 项）`, en: ` to item ${itemPosition}` };
    return [
      {
        kind: 'heading',
        text: tell({ zh: `附件 ${number}：更正${of.zh}`, en: `Annex ${number}: correction${of.en}` }),
      },
      { kind: 'text', text },
      { kind: 'signature', text: `${titled(writtenBy, tell)}　${moment(at)}` },
    ];
  });
}

function titled({ name, title, standsFor }: MinutesPersonRow, tell: Tell): string {
  if (standsFor)
    return tell({
      zh: `${name}（${title.zh}，代 ${standsFor}）`,
      en: `${name} (${title.en}, in place of ${standsFor})`,
    });
  return tell({ zh: `${name}（${title.zh}）`, en: `${name} (${title.en})` });
}

function moment(instant: string): string {
  const at = new Date(instant);
  return `${dayOf(at)} ${timeOfDay(at)}`;
}
