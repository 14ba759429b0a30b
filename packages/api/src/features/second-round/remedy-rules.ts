import type { County } from '../../platform/county.js';
import type { RemedyRules } from '../../policy/propose-remedy.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';

/** How the county puts right what a program paid too much or too little. */
export function remedyRules(county: County, programCode: string): RemedyRules {
  const { waivesUpToYuan, setsOffPercent, leavesWhole, instalments } = reviewCommittee(county).secondRound;
  return {
    waivesUpToFen: waivesUpToYuan * 100,
    setsOffPercent: leavesWhole.includes(programCode) ? 0 : setsOffPercent,
    instalments,
  };
}
