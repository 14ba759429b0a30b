import type { County } from '../../platform/county.js';
import type { Bilingual } from '../../policy/types.js';
import { registerWords } from '../verification/registers.js';

/** The sources that the system writes itself, stored by their Chinese words. */
export const SOURCES = {
  declared: { zh: '家庭申报', en: 'Declared by the family' },
  verified: { zh: '部门核对', en: 'Verified by the department' },
  register: { zh: '户籍登记', en: 'Household register' },
  aidLedger: { zh: '救助台账', en: 'Ledger of aid' },
  lowIncomeRegister: { zh: '低收入人口台账', en: 'Low-income register' },
  authorisation: { zh: '核对授权书', en: 'Authorisation to verify' },
  registers: { zh: '多个登记系统合计', en: 'Sum of several registers' },
  settled: { zh: '核对裁定', en: 'Settled after verification' },
} as const satisfies Record<string, Bilingual>;

/** What people usually type for where they have it from. */
const TYPED: readonly Bilingual[] = [
  { zh: '核对报告', en: 'Verification report' },
  { zh: '部门共享数据', en: 'Data shared by departments' },
  { zh: '入户调查', en: 'Home visit' },
  { zh: '受理登记', en: 'Told at the window' },
];

/** A source as people read it: the register behind a verification code, or the words as typed. */
export function sourceWords(county: County, source: string): Bilingual {
  const register = county.pack.verificationSources.find(({ code }) => code === source);
  const own = [...Object.values(SOURCES), ...TYPED].find(({ zh }) => zh === source);
  return (register && registerWords(register)) ?? own ?? { zh: source, en: source };
}
