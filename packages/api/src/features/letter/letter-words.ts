import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../../policy/types.js';

/** One program's part in the answer to a family. */
export interface LetterPart {
  department: Bilingual;
  program: Bilingual;
  /** given: the department confirmed; awaited: it has still to decide; planned; declined; refused by the meeting. */
  outcome: 'given' | 'awaited' | 'planned' | 'declined' | 'refused';
  /** Fen; null for a service or what is set by others. */
  amountFen: number | null;
  monthly: boolean;
  /** By when the department decides, YYYY-MM-DD. */
  dueOn: string | null;
  reason: Bilingual | null;
  /** Of a declined part: whether the meeting will look at it again, or it stands. */
  again: 'waiting' | 'stands' | null;
}

export interface LetterContent {
  caseNumber: string;
  /** Of the beneficiary. */
  name: string;
  /** YYYY-MM-DD. */
  requestedOn: string;
  /** Nobody asked for it: the family was looked at again. */
  isFurtherRound: boolean;
  committee: Bilingual;
  window: Bilingual;
  /** Why the meeting refused the whole request; null when it did not. */
  refusal: Bilingual | null;
  parts: readonly LetterPart[];
  /** What was decided about aid that was paid too much or too little. */
  remedies: readonly Bilingual[];
}

export interface LetterSection {
  heading: Bilingual | null;
  lines: Bilingual[];
}

export const REMEDY: Bilingual = {
  zh: '对行政机关的决定不服的，可以自收到本告知书之日起六十日内向县人民政府申请行政复议，或者自收到之日起六个月内向人民法院提起行政诉讼。',
  en: 'Against the decision of an authority you may ask the county government for reconsideration within 60 days of receiving this letter, or sue in court within six months.',
};

/**
 * The answer to a family: one letter with the parts of all departments, what was refused and why, and what one may do
 * about it (R22, R23). Who recommended the family is not named (R26). The terms of remedy are those of the
 * Administrative Reconsideration Law (art. 20) and the Administrative Litigation Law (art. 46).
 */
export function letterSections({
  name,
  requestedOn,
  isFurtherRound,
  committee,
  window,
  refusal,
  parts,
  remedies,
}: LetterContent): LetterSection[] {
  const of = (...outcomes: LetterPart['outcome'][]) => parts.filter(({ outcome }) => outcomes.includes(outcome));
  const any = of('given', 'awaited', 'planned').length > 0;
  const sections: (LetterSection | false)[] = [
    {
      heading: null,
      lines: [
        { zh: `${name}：`, en: `Dear ${name},` },
        {
          zh: `${isFurtherRound ? `您家获得救助后的情况，自 ${requestedOn} 起再次核对` : `您于 ${requestedOn} 提出的救助需求`}，已由${committee.zh}共同研究${any ? '，并由各部门分别决定' : ''}。现将结果告知如下。`,
          en: `${isFurtherRound ? `Since ${requestedOn} your situation and the aid you received were looked at again. It` : `Your request of ${requestedOn}`} was considered by the ${committee.en}${any ? ', and each department decides on its part' : ''}. This is the result.`,
        },
      ],
    },
    section({ zh: '给予的救助', en: 'What you receive' }, of('given'), givenLine),
    section({ zh: '正在办理的救助', en: 'What is still being decided' }, of('awaited'), awaitedLine),
    section({ zh: '列入计划的救助', en: 'What is on the plan' }, of('planned'), plannedLine),
    remedies.length > 0 && {
      heading: { zh: '以前所发救助的核对结果', en: 'What was paid before, looked at again' },
      lines: [...remedies],
    },
    refusedSection(refusal, of('declined', 'refused')),
    (refusal || remedies.length > 0 || of('declined', 'refused').length > 0) && {
      heading: { zh: '您的权利', en: 'What you may do' },
      lines: [REMEDY],
    },
    {
      heading: null,
      lines: [
        {
          zh: `家庭情况有变化或有疑问的，请到${window.zh}或所在乡镇（街道）说明，不必逐个部门跑。`,
          en: `If your circumstances change or anything is unclear, come to the ${window.en} or your township; there is no need to visit each department.`,
        },
      ],
    },
  ];
  return sections.filter((one): one is LetterSection => one !== false);
}

/** The same answer as somebody says it on the telephone, sentence by sentence (R22, R26). */
export function phoneScript({ name, window, isFurtherRound, refusal, parts, remedies }: LetterContent): Bilingual[] {
  const spoken = [...parts.map(spokenPart), ...remedies];
  const refused = refusal || parts.some(({ outcome }) => outcome === 'declined' || outcome === 'refused');
  return [
    {
      zh: `您好，请问是${name}吗？我是${window.zh}的。${isFurtherRound ? '您家救助再次核对' : '您申请救助'}的事有结果了，我给您说一说。`,
      en: `Hello, is that ${name}? This is the ${window.en}. ${isFurtherRound ? 'Your aid was looked at again, and there is a result' : 'There is a result on your request'}; let me tell you.`,
    },
    ...(refusal && spoken.length === 0 ? [spokenRefusal(refusal)] : spoken),
    ...(refused
      ? [
          {
            zh: '您要是不认可，可以在收到书面告知后六十天内申请复议，也可以六个月内去法院起诉，怎么办我可以告诉您。',
            en: 'If you disagree you may ask for reconsideration within sixty days of the letter, or go to court within six months; I can tell you how.',
          },
        ]
      : []),
    {
      zh: '我说的您都听明白了吗？还有什么难处，可以现在跟我说，也可以随时来大厅，跑一趟就行。',
      en: 'Was that clear? If there is anything else, tell me now or come to the window any time; one visit is enough.',
    },
  ];
}

function spokenPart(part: LetterPart): Bilingual {
  const { department, program, outcome, amountFen, monthly, dueOn, reason, again } = part;
  const sum = sumWords(amountFen, monthly);
  switch (outcome) {
    case 'given':
      return {
        zh: `${department.zh}的“${program.zh}”批下来了${sum ? `，${sum.zh}` : ''}。`,
        en: `The ${department.en} has approved ${program.en}${sum ? `: ${sum.en}` : ''}.`,
      };
    case 'awaited':
      return {
        zh: `${department.zh}的“${program.zh}”还在办${dueOn ? `，${dueOn} 以前给您准信` : ''}。`,
        en: `The ${department.en} is still deciding on ${program.en}${dueOn ? `; you will know by ${dueOn}` : ''}.`,
      };
    case 'planned':
      return {
        zh: `${department.zh}的“${program.zh}”已经给您排上了，钱一到位就通知您。`,
        en: `You are on the plan of ${program.en} of the ${department.en}; you will hear as soon as there is money.`,
      };
    case 'declined':
    case 'refused':
      return {
        zh: `“${program.zh}”这次没能批下来。${reason?.zh ?? ''}${again === 'waiting' ? '这一项还要再上会研究一次，有结果马上告诉您。' : ''}这是按规定核对后的结果，不是您做错了什么。`,
        en: `${program.en} could not be granted this time. ${reason?.en ?? ''} ${again === 'waiting' ? 'The meeting will look at it once more and you will hear at once. ' : ''}It follows from the rules as checked; you did nothing wrong.`,
      };
  }
}

function section(
  heading: Bilingual,
  parts: readonly LetterPart[],
  line: (part: LetterPart) => Bilingual,
): LetterSection | false {
  return parts.length > 0 && { heading, lines: parts.map(line) };
}

function refusedSection(refusal: Bilingual | null, parts: readonly LetterPart[]): LetterSection | false {
  const heading = { zh: '未能给予的救助及理由', en: 'What could not be given, and why' };
  return parts.length === 0 && refusal ? { heading, lines: [refusal] } : section(heading, parts, refusedLine);
}

function spokenRefusal(refusal: Bilingual): Bilingual {
  return {
    zh: `这次没能批下来，原因是${refusal.zh}。这是按规定核对后的结果，不是您做错了什么。`,
    en: `It could not be granted this time: ${refusal.en}. It follows from the rules as checked; you did nothing wrong.`,
  };
}

function sumWords(fen: number | null, monthly: boolean): Bilingual | null {
  if (fen === null) return null;
  const yuan = formatYuan(fen);
  return monthly ? { zh: `每月 ${yuan}`, en: `${yuan} a month` } : { zh: yuan, en: yuan };
}

function named({ department, program }: LetterPart): Bilingual {
  return { zh: `${department.zh}“${program.zh}”`, en: `${department.en}, ${program.en}` };
}

function givenLine(part: LetterPart): Bilingual {
  const [name, sum] = [named(part), sumWords(part.amountFen, part.monthly) ?? { zh: '提供服务', en: 'a service' }];
  const from = part.monthly
    ? { zh: '，自决定次月起发放', en: ', from the month after the decision' }
    : { zh: '', en: '' };
  return { zh: `${name.zh}：${sum.zh}${from.zh}。`, en: `${name.en}: ${sum.en}${from.en}.` };
}

function awaitedLine(part: LetterPart): Bilingual {
  const [name, sum] = [named(part), sumWords(part.amountFen, part.monthly)];
  const proposed = sum ? { zh: `拟给予 ${sum.zh}，`, en: `${sum.en} is proposed; ` } : { zh: '', en: '' };
  const by = part.dueOn ? { zh: `将于 ${part.dueOn} 前`, en: ` by ${part.dueOn}` } : { zh: '将', en: '' };
  return {
    zh: `${name.zh}：${proposed.zh}由该部门决定，${by.zh}告知您。`,
    en: `${name.en}: ${proposed.en}the department decides and tells you${by.en}.`,
  };
}

function plannedLine(part: LetterPart): Bilingual {
  const name = named(part);
  return {
    zh: `${name.zh}：已列入计划，资金到位后另行通知，不必再次申请。`,
    en: `${name.en}: on the plan; you will be told when there is money and need not apply again.`,
  };
}

const AGAIN: Bilingual = {
  zh: '（该项将再次提请研判会研究，结果另行告知。）',
  en: ' (The meeting will look at this part again; you will be told the result.)',
};

function refusedLine(part: LetterPart): Bilingual {
  const name = named(part);
  const next = part.again === 'waiting' ? AGAIN : { zh: '', en: '' };
  return { zh: `${name.zh}：${part.reason?.zh ?? ''}${next.zh}`, en: `${name.en}: ${part.reason?.en ?? ''}${next.en}` };
}
