import type { Bilingual, CountyPack, Program } from '../../policy/types.js';

/** A kind of difficulty as the window offers it. */
export interface DifficultyKind {
  code: string;
  name: Bilingual;
  /** Categories of the county pack, all of whose programs are in question. */
  categories: readonly string[];
  /** Programs in question besides. */
  programs: readonly string[];
  /** The kind of expense that the choice itself tells. */
  expenseKind?: string;
}

export const DIFFICULTIES: readonly DifficultyKind[] = [
  {
    code: 'medical',
    name: { zh: '看病花费', en: 'Medical costs' },
    categories: ['C03_MEDICAL'],
    programs: ['MCA-05', 'HEC-03', 'WF-01', 'RC-01', 'RC-02', 'CHA-02', 'FTU-01', 'EMB-03'],
    expenseKind: 'medical',
  },
  {
    code: 'education',
    name: { zh: '上学费用', en: 'Costs of schooling' },
    categories: ['C11_EDUCATION', 'C12_UNIVERSITY'],
    programs: ['FIC-01', 'MCA-05'],
    expenseKind: 'education',
  },
  {
    code: 'housing',
    name: { zh: '住房困难', en: 'Housing' },
    categories: ['C08_HOUSING'],
    programs: ['MCA-05'],
    expenseKind: 'housing',
  },
  {
    code: 'living',
    name: { zh: '日常生活困难', en: 'Everyday living' },
    categories: ['C01_DIBAO_TEKUN', 'C16_RURAL', 'C17_VETERAN'],
    programs: ['MCA-11', 'MCA-14', 'HEC-02', 'FTU-01', 'MIA-01'],
  },
  {
    code: 'disaster',
    name: { zh: '受灾', en: 'Natural disaster' },
    categories: ['C02_DISASTER', 'C14_INSURANCE'],
    programs: ['MCA-04', 'RC-01'],
  },
  {
    code: 'emergency',
    name: { zh: '突发急难', en: 'Sudden emergency' },
    categories: [],
    programs: ['MCA-04', 'MCA-10', 'MCA-11', 'HEC-01', 'RC-01', 'CHA-02'],
  },
  {
    code: 'disability',
    name: { zh: '残疾', en: 'Disability' },
    categories: ['C07_DISABLED'],
    programs: [],
  },
  {
    code: 'child',
    name: { zh: '儿童无人照料', en: 'A child in need of care' },
    categories: ['C06_CHILD'],
    programs: ['DPF-01', 'RC-02', 'EDU-01'],
  },
  {
    code: 'work',
    name: { zh: '失业或就业困难', en: 'Out of work' },
    categories: ['C09_EMPLOYMENT', 'C10_WORKERS'],
    programs: [],
  },
  {
    code: 'legal',
    name: { zh: '法律纠纷', en: 'A legal matter' },
    categories: [],
    programs: ['JUS-01'],
  },
];

export function difficultyByCode(code: string): DifficultyKind | undefined {
  return DIFFICULTIES.find((difficulty) => difficulty.code === code);
}

/** The programs in question for a difficulty, in the order of payment. */
export function programsOf(pack: CountyPack, difficulty: DifficultyKind): Program[] {
  return pack.programs
    .filter(({ code, category }) => difficulty.categories.includes(category) || difficulty.programs.includes(code))
    .sort((a, b) => a.order - b.order || a.code.localeCompare(b.code));
}
