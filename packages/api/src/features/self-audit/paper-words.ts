import type { County } from '../../platform/county.js';
import type { Bilingual } from '../../policy/types.js';
import type { EvidenceRow } from './evidence-words.js';

/** Papers that the records can answer for, by the pack's codes of evidence. */
export const PAPERS = { authorisation: 'E03', account: 'E18', minutes: 'E19' } as const;

const SIGNERS: Record<string, Bilingual> = {
  chair: { zh: '召集人', en: 'the chair' },
  secretary: { zh: '记录人', en: 'the secretary' },
  both: { zh: '召集人、记录人', en: 'chair and secretary' },
};

/** What a row of evidence of a missing paper says; undefined for evidence of another kind. */
export function paperWords(county: County, row: EvidenceRow): Bilingual | undefined {
  const { kind, on = '', count = 0 } = row;
  const paper = (code: string) =>
    county.pack.evidenceTypes.find((one) => one.code === code)?.name ?? { zh: code, en: code };
  switch (kind) {
    case 'unsigned':
      return {
        zh: `${on} 通过方案，${count} 名成年家庭成员至今没有核对授权书`,
        en: `Adopted on ${on}; ${count} adults of the household have signed no authorisation to this day`,
      };
    case 'minutes': {
      const signers = SIGNERS[row.how ?? ''] ?? { zh: '', en: '' };
      const { zh, en } = paper(PAPERS.minutes);
      return {
        zh: `研判会 ${row.meeting} 于 ${on} 结束，通过 ${count} 项；“${zh}”${signers.zh}至今未签字`,
        en: `Meeting ${row.meeting} closed on ${on} with ${count} adopted; "${en}": not signed by ${signers.en} to this day`,
      };
    }
    case 'adopted':
      return { zh: `通过第 ${row.position} 项议题`, en: `Item ${row.position} was adopted` };
    case 'unchecked': {
      const { zh, en } = paper(PAPERS.account);
      return {
        zh: `“${zh}”未经第二人核对：${row.bank} 尾号 ${row.last4}，由 ${row.name} 登记`,
        en: `"${en}" that no second person has checked: ${row.bank}, number ending ${row.last4}, recorded by ${row.name}`,
      };
    }
    case 'urgent': {
      const papers = (row.papers ?? []).map(paper);
      return {
        zh: `${on} 由乡镇备用金先行救助，手续应不迟于 ${row.dueOn} 补齐，至今未报：${papers.map(({ zh }) => zh).join('、')}`,
        en: `Urgent aid from a township's reserve on ${on}; its papers, due by ${row.dueOn}, are not filed: ${papers.map(({ en }) => en).join(', ')}`,
      };
    }
    default:
      return undefined;
  }
}
