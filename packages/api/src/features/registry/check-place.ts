import type { County } from '../../platform/county.js';
import type { InputCheck } from '../../platform/parse.js';

/** Where a household lives or is registered. */
export interface Place {
  townshipCode: string;
  villageCode: string;
  address: string;
}

export interface CheckedPlace extends Place {
  /** `urban` or `rural`. */
  kind: string;
}

/** A place of the county, or undefined after noting every problem below `path`. */
export function checkPlace(
  county: County,
  check: InputCheck,
  place: Place | null | undefined,
  path?: string,
): CheckedPlace | undefined {
  const at = (field: keyof Place) => (path ? `${path}.${field}` : field);
  const { townshipCode = '', villageCode = '' } = place ?? {};
  if (!county.township(townshipCode)) {
    check.add(at('townshipCode'), { zh: '请选择本县的乡镇（街道）。', en: 'Choose a township of this county.' });
  }
  const found = county.village(villageCode);
  const village = found?.township.code === townshipCode ? found.village : undefined;
  if (!village) {
    check.add(at('villageCode'), {
      zh: '请选择该乡镇（街道）下的村或社区。',
      en: 'Choose a village or community of this township.',
    });
  }
  const address = check.text(at('address'), place?.address ?? '', { zh: '住址', en: 'address' });
  return village && address !== undefined ? { townshipCode, villageCode, address, kind: village.kind } : undefined;
}
