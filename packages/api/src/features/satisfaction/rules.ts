import type { County } from '../../platform/county.js';
import type { AssessmentRules } from '../../policy/types.js';

/** How the county assesses its departments, and what it asks families. Throws Error when its pack does not say. */
export function assessmentRules({ pack }: Pick<County, 'pack'>): AssessmentRules {
  const [rules] = pack.assessments;
  if (!rules) throw new Error(`The county pack ${pack.code} has no assessment`);
  return rules;
}
