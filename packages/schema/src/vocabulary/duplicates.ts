import type { Label } from './labels.js';

/** Why two records may be of one person; the strongest first. */
export const DUPLICATE_SIGNS = {
  id_number_near: { zh: '身份证号只差一处', en: 'Identity numbers one slip apart' },
  same_name_and_birth: { zh: '姓名和出生日期相同', en: 'Same name and birth date' },
  same_sound_in_village: { zh: '同村同音、年龄相近', en: 'Names sound the same in one village, of like age' },
  same_phone: { zh: '电话相同、姓名相近', en: 'Same telephone, like names' },
} as const satisfies Record<string, Label>;
export type DuplicateSign = keyof typeof DUPLICATE_SIGNS;

/** What became of two records that may be of one person. */
export const DUPLICATE_STATUSES = {
  open: { zh: '待核实', en: 'To be looked at' },
  different: { zh: '不是同一人', en: 'Two people' },
  merged: { zh: '已合并', en: 'Merged' },
} as const satisfies Record<string, Label>;
export type DuplicateStatus = keyof typeof DUPLICATE_STATUSES;
