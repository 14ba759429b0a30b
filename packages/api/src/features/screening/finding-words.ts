import { factByCode } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import { clashingPairs } from '../../policy/exclusivity.js';
import type { Bilingual, Program } from '../../policy/types.js';
import type { FindingRow } from './findings.reader.js';
import type { RunProgram } from './run-screening.js';

const LOSS: Bilingual = {
  zh: '各项救助合计不超过实际损失：费用减去保险已赔付。',
  en: 'All aid together is never more than the loss: the cost less what insurance paid.',
};

/** The rule by which something was found, in words. */
export function findingWords({ pack, program }: County, finding: FindingRow): Bilingual {
  switch (finding.kind) {
    case 'EXCLUSIVE_PAIR': {
      const [first, second = first] = finding.programCodes;
      const pair = clashingPairs(pack).find(({ programs }) => programs[0] === first && programs[1] === second);
      return pair?.clash.words ?? LOSS;
    }
    case 'ABOVE_LOSS':
      return LOSS;
    case 'BLOCKING_FACT': {
      const fact = factByCode(finding.factCode ?? '');
      return {
        zh: `只缺“${fact?.nameZh ?? ''}”，登记后即可判定。`,
        en: `Only “${fact?.nameEn ?? ''}” is missing; once recorded, there is an answer.`,
      };
    }
    default:
      return program(finding.programCodes[0] ?? '')?.ruleInWords ?? { zh: '', en: '' };
  }
}

export interface JudgedProgram {
  program: Program;
  version: number;
  /** Since when the newest of the figures it used holds, YYYY-MM-DD. */
  figuresFrom: string | null;
}

/** Programs with the version and figures by which a run judged; those that the pack dropped since are left out. */
export function judgedPrograms(
  county: County,
  codes: readonly string[],
  judgedBy: readonly RunProgram[],
): JudgedProgram[] {
  return codes.flatMap((code) => {
    const program = county.program(code);
    const judged = judgedBy.find((one) => one.code === code);
    if (!program || !judged) return [];
    const from = judged.standards.map((standard) => standard.from).sort();
    return [{ program, version: judged.version, figuresFrom: from.at(-1) ?? null }];
  });
}
