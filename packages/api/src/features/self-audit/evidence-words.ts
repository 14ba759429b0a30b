import type { County } from '../../platform/county.js';
import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../../policy/types.js';
import { paperWords } from './paper-words.js';

/** One thing that a finding rests on, as it was known then. It names no recipient. */
export interface EvidenceRow {
  kind: string;
  id?: string;
  /** YYYY-MM-DD. */
  on?: string;
  fen?: number | null;
  /** Code of a program. */
  program?: string;
  /** Of a member of staff. */
  name?: string;
  how?: string;
  zh?: string;
  en?: string;
  code?: string;
  bank?: string;
  last4?: string;
  meeting?: string;
  meetingId?: string;
  position?: number;
  members?: number;
  quorum?: number;
  cast?: number;
  count?: number;
  days?: number;
  budget?: number;
  used?: number;
  inForce?: number;
  /** YYYY-MM-DD. */
  dueOn?: string;
  /** Codes of evidence. */
  papers?: string[];
  rule?: string | null;
}

const HOW: Record<string, Bilingual> = {
  composer: { zh: '编制方案', en: 'composed the package' },
  owner: { zh: '受理并负责该个案', en: 'received the request and owns the case' },
  applicant: { zh: '提出申请', en: 'filed the application' },
};

/** What a row of evidence says, in one sentence. */
export function evidenceWords(county: County, row: EvidenceRow): Bilingual {
  const { kind, on = '', fen } = row;
  const money = fen === null || fen === undefined ? '—' : formatYuan(fen);
  const program = county.program(row.program ?? '')?.name ?? { zh: row.program ?? '', en: row.program ?? '' };
  switch (kind) {
    case 'death':
      return { zh: `本人于 ${on} 死亡`, en: `The person died on ${on}` };
    case 'payment':
      return { zh: `${on} 发放“${program.zh}”${money}`, en: `${money} of "${program.en}" sent on ${on}` };
    case 'commitment':
      return { zh: `部门确认在后：${on}`, en: `The department confirmed only on ${on}` };
    case 'no_decision':
      return { zh: '没有部门确认的记录', en: 'No department has confirmed it' };
    case 'aid':
      return { zh: `${on} 给予“${program.zh}”${money}`, en: `"${program.en}" of ${money} given on ${on}` };
    case 'loss':
      return { zh: `扣除保险后的损失 ${money}`, en: `The loss after insurance is ${money}` };
    case 'exclusive': {
      const group = county.pack.groups.find(({ code }) => code === row.rule);
      const other = county.program(row.rule ?? '');
      return group?.words ?? other?.concurrency.words ?? { zh: '不得同时享受', en: 'They may not be held together' };
    }
    case 'votes':
      return {
        zh: `研判会 ${row.meeting} 第 ${row.position} 项，应表决 ${row.members} 人，法定 ${row.quorum} 票，实投 ${row.cast} 票`,
        en: `Meeting ${row.meeting}, item ${row.position}: ${row.members} members, ${row.quorum} votes needed, ${row.cast} cast`,
      };
    case 'recovery':
      return {
        zh: `追回款 ${row.code}（${program.zh}）：${on} 到期的 ${money} 至今未退回`,
        en: `Claim ${row.code} (${program.en}): ${money} due on ${on} have not come back`,
      };
    case 'line':
      return {
        zh: `${row.zh}：预算 ${formatYuan(row.budget ?? 0)}，未用 ${money}`,
        en: `${row.en}: budget ${formatYuan(row.budget ?? 0)}, unused ${money}`,
      };
    case 'decision':
      return {
        zh: `${row.name} 于 ${on} 确认“${program.zh}”${money}`,
        en: `${row.name} confirmed "${program.en}", ${money}, on ${on}`,
      };
    case 'limit':
      return {
        zh: `乡镇小额限额 ${money}；以下各笔在 ${row.days} 天以内`,
        en: `The township may give ${money}; these lie within ${row.days} days`,
      };
    case 'rule':
      return {
        zh: `“${program.zh}”${on} 应适用第 ${row.inForce} 版，实际依据第 ${row.used} 版`,
        en: `"${program.en}": version ${row.inForce} was in force on ${on}, version ${row.used} was used`,
      };
    case 'proposer': {
      const how = HOW[row.how ?? ''] ?? { zh: '提出', en: 'proposed it' };
      return { zh: `${row.name} ${how.zh}`, en: `${row.name} ${how.en}` };
    }
    case 'account':
      return {
        zh: `${row.bank} 尾号 ${row.last4}，${row.count} 户共用`,
        en: `${row.bank}, number ending ${row.last4}, of ${row.count} households`,
      };
    case 'household':
      return { zh: `户编号 ${row.code}`, en: `Household ${row.code}` };
    default: {
      const words = paperWords(county, row);
      if (!words) throw new Error(`No words for evidence of kind ${kind}`);
      return words;
    }
  }
}
