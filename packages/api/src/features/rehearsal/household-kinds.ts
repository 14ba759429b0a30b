import type { Bilingual } from '../../policy/types.js';

/** What the classes of households are called, in the order in which the first that holds is taken. */
export const HOUSEHOLD_KINDS = {
  tekun: { zh: '有特困供养人员的家庭', en: 'With a tekun member' },
  dibao: { zh: '低保家庭', en: 'Dibao households' },
  edge: { zh: '低保边缘家庭', en: 'Dibao-edge households' },
  rigid: { zh: '刚性支出困难家庭', en: 'Expense-driven hardship' },
  monitored: { zh: '防返贫监测家庭', en: 'Monitored households' },
  disabled: { zh: '有持证残疾人的家庭', en: 'With a disabled member' },
  elderly: { zh: '单身老人户', en: 'Older persons living alone' },
  other: { zh: '其他家庭', en: 'Other households' },
} as const satisfies Record<string, Bilingual>;
