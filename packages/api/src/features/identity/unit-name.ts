import type { County } from '../../platform/county.js';
import type { Bilingual } from '../../policy/types.js';

/** The name of an office, a committee, a township or a department; its code where the pack knows none. */
export function unitName({ pack }: County, code: string): Bilingual {
  const isIts = (one: { code: string }) => one.code === code;
  return (pack.orgUnits.find(isIts) ?? pack.departments.find(isIts))?.name ?? { zh: code, en: code };
}
