import type { Label } from './labels.js';

/** What somebody's identity and telephone numbers may be read in full for. */
export const READING_PURPOSES = {
  check_card: { zh: '窗口核对证件', en: 'Comparing the card at the window' },
  contact: { zh: '联系当事人', en: 'Calling or visiting the person' },
  verification: { zh: '部门核对', en: 'Verification with a department' },
  payment: { zh: '发放资金', en: 'Payment of aid' },
  oversight: { zh: '领导核查', en: 'Oversight' },
  correction: { zh: '更正登记', en: 'Correcting the register' },
  other: { zh: '其他（请说明）', en: 'Other (say what)' },
} as const satisfies Record<string, Label>;
export type ReadingPurpose = keyof typeof READING_PURPOSES;
