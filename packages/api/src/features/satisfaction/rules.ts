import type { County } from '../../platform/county.js';
import type { AppraisalRules } from '../../policy/types.js';

/** How the county assesses its departments, and what it asks families. Throws Error when its pack does not say. */
export function appraisalRules({ pack }: Pick<County, 'pack'>): AppraisalRules {
  const [rules] = pack.appraisals;
  if (!rules) throw new Error(`The county pack ${pack.code} has no appraisal`);
  return rules;
}
