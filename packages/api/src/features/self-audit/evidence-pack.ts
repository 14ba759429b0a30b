import { AUDIT_QUESTIONS, AUDIT_SEVERITIES, type AuditQuestion } from '@yimen/schema';
import { dayOf, timeOfDay } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { formatYuan } from '../../platform/money.js';
import type { Block } from '../../platform/write-document.js';
import type { Bilingual } from '../../policy/types.js';
import type { FindingEventRow, FindingRow } from './audit.reader.js';
import type { Dossier, TransferRow } from './evidence.reader.js';
import { evidenceWords } from './evidence-words.js';

type Tell = (text: Bilingual) => string;

const HEADINGS = {
  evidence: { zh: '疑点依据', en: 'What it rests on' },
  answers: { zh: '处理经过', en: 'What was done about it' },
  items: { zh: '救助方案', en: 'The package' },
  decisions: { zh: '部门决定', en: 'Decisions of departments' },
  votes: { zh: '表决记录', en: 'Votes' },
  documents: { zh: '材料清单', en: 'Documents' },
  transfers: { zh: '资金流水', en: 'Movements of money' },
  timeline: { zh: '办理经过', en: 'Timeline' },
} as const satisfies Record<string, Bilingual>;
const NONE: Bilingual = { zh: '无', en: 'None' };

const WORDS: Record<string, Bilingual> = {
  found: { zh: '自查发现', en: 'found' },
  found_again: { zh: '再次发现', en: 'found again' },
  vanished: { zh: '不再存在', en: 'found no more' },
  explained: { zh: '说明', en: 'explained' },
  corrected: { zh: '已纠正', en: 'put right' },
  sent_back: { zh: '退回', en: 'sent back' },
  handed_over: { zh: '移交纪检监察', en: 'handed to discipline inspection' },
  confirmed: { zh: '确认', en: 'confirmed' },
  declined: { zh: '不予确认', en: 'declined' },
  for: { zh: '赞成', en: 'for' },
  against: { zh: '反对', en: 'against' },
  abstain: { zh: '弃权', en: 'abstained' },
  secret: { zh: '无记名', en: 'in secret' },
  source: { zh: '下达', en: 'budget' },
  available: { zh: '可用', en: 'left' },
  reserved: { zh: '预占', en: 'reserved' },
  frozen: { zh: '冻结', en: 'frozen' },
  committed: { zh: '承诺', en: 'committed' },
  paid: { zh: '发放', en: 'paid' },
  places: { zh: '名额', en: 'places left' },
  places_source: { zh: '下达名额', en: 'quota' },
  places_used: { zh: '已用名额', en: 'places used' },
  places_reserved: { zh: '预占名额', en: 'places reserved' },
  single: { zh: '入账', en: 'posted' },
  pending: { zh: '占用', en: 'held' },
  post: { zh: '转为入账', en: 'posted from a hold' },
  void: { zh: '释放', en: 'released' },
};

/** The evidence of a finding, paragraph by paragraph; times of Asia/Shanghai. */
export function evidenceBlocks(
  county: County,
  finding: FindingRow,
  events: readonly FindingEventRow[],
  dossier: Dossier,
  tell: Tell,
): { title: string; blocks: Block[] } {
  const title = tell({ zh: '自查疑点证据材料', en: 'Evidence of a finding of the self-audit' });
  const programName = (code: string) => tell(county.program(code)?.name ?? { zh: code, en: code });
  const word = (key: string) => tell(WORDS[key] ?? { zh: key, en: key });
  const money = (fen: number | null) => (fen === null ? '' : ` ${formatYuan(fen)}`);
  const part = (key: keyof typeof HEADINGS, lines: readonly string[]): Block[] => [
    { kind: 'heading', text: tell(HEADINGS[key]) },
    ...(lines.length > 0 ? lines : [tell(NONE)]).map((text) => ({ kind: 'text', text }) as const),
  ];
  const { items, decisions, votes, documents, transfers, timeline } = dossier;
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'number', text: finding.number },
    ...aboutLines(county, finding, tell),
    ...part(
      'evidence',
      finding.evidence.map((row) => tell(evidenceWords(county, row))),
    ),
    ...part(
      'answers',
      events.map(({ at, kind, actor, text, document }) =>
        [moment(at), word(kind), actor, text, document].filter(Boolean).join('，'),
      ),
    ),
    ...part(
      'items',
      items.map(
        ({ programCode, amountFen, ruleVersion }) =>
          `${programName(programCode)}${money(amountFen)}${tell({ zh: `，规则第 ${ruleVersion ?? 1} 版`, en: `, version ${ruleVersion ?? 1} of the rule` })}`,
      ),
    ),
    ...part(
      'decisions',
      decisions.map(({ at, departmentCode, programCode, outcome, reason, by }) =>
        [
          moment(at),
          tell(county.department(departmentCode).name),
          by,
          `${word(outcome)} ${programName(programCode)}`,
          reason,
        ]
          .filter(Boolean)
          .join('，'),
      ),
    ),
    ...part(
      'votes',
      votes.map(({ meeting, position, staff, choice, at }) =>
        [moment(at), `${meeting} / ${position}`, staff, word(choice ?? 'secret')].join('，'),
      ),
    ),
    ...part(
      'documents',
      documents.map(({ at, name, by }) => [dayOf(at), name, by].join('，')),
    ),
    ...part(
      'transfers',
      transfers.map((one) => transferLine(one, word, tell)),
    ),
    ...part(
      'timeline',
      timeline.map(({ at, zh, en, actor }) => [moment(at), tell({ zh, en }), actor].filter(Boolean).join('，')),
    ),
  ];
  return { title, blocks };
}

function aboutLines(county: County, finding: FindingRow, tell: Tell): Block[] {
  const { zh, en, asks } = AUDIT_QUESTIONS[finding.question as AuditQuestion];
  const line = (label: Bilingual, text: string | null): Block[] =>
    text ? [{ kind: 'line', label: tell(label), text }] : [];
  const severity = AUDIT_SEVERITIES[finding.severity as keyof typeof AUDIT_SEVERITIES];
  return [
    ...line({ zh: '疑点', en: 'Finding' }, tell({ zh, en })),
    ...line({ zh: '所问', en: 'Question' }, tell(asks)),
    ...line({ zh: '程度', en: 'Severity' }, tell(severity)),
    ...line({ zh: '对象', en: 'Person' }, finding.personName),
    ...line(
      { zh: '责任单位', en: 'Who answers' },
      finding.departmentCode === null
        ? tell({ zh: '综合研判会', en: 'The committee' })
        : tell(county.department(finding.departmentCode).name),
    ),
    ...line({ zh: '涉及金额', en: 'Amount' }, finding.amountFen === null ? null : formatYuan(finding.amountFen)),
    ...line({ zh: '发现时间', en: 'Found' }, moment(finding.foundAt)),
  ];
}

/** A movement with its place in the chain of its budget line, so that it can be checked against the ledger. */
function transferLine(
  { on, from, to, phase, amount, unit, label, link, hash }: TransferRow,
  word: (key: string) => string,
  tell: Tell,
): string {
  const how = unit === 'fen' ? formatYuan(amount) : tell({ zh: `${amount} 个名额`, en: `${amount} places` });
  const chain = link === null ? '' : `\n#${link} ${hash}`;
  return `${on}，${tell(label)}，${word(from)} → ${word(to)}（${word(phase)}），${how}${chain}`;
}

function moment(at: Date): string {
  return `${dayOf(at)} ${timeOfDay(at)}`;
}
