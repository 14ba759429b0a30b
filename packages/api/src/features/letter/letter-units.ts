import type { County } from '../../platform/county.js';
import type { Bilingual } from '../../policy/types.js';

/** The unit that signs what the meeting decided, and the one to which families come. */
export const COMMITTEE = 'ZHYP';
export const WINDOW = 'RJZ';

/** The name of a unit of the county. Throws when the pack has none of the code. */
export function unitName({ pack }: County, code: string): Bilingual {
  const unit = pack.orgUnits.find((one) => one.code === code);
  if (!unit) throw new Error(`The county pack has no unit ${code}`);
  return unit.name;
}
