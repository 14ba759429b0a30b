import type { CountyPack, ExclusivityGroup, Program, ProgramAmount, Standard, Term } from './types.js';

/** Small county packs for specs: give only what the case is about. */
export function buildPack(parts: Partial<CountyPack> = {}): CountyPack {
  return {
    code: 'small',
    divisionCode: '000000',
    name: { zh: '小县', en: 'Small County' },
    validFrom: '2022-01-01',
    departments: [],
    orgUnits: [],
    committees: [],
    townships: [],
    programs: [],
    standards: [],
    terms: [],
    groups: [],
    funds: [],
    budgets: [],
    budgetApprovals: [],
    reserves: [],
    livelihoods: [],
    deadlines: [],
    routes: [],
    disclosureProfiles: [],
    evidenceTypes: [],
    verificationSources: [],
    verifiers: [],
    authorities: [],
    authorisationTexts: [],
    categories: [],
    documents: [],
    followUps: [],
    bankFiles: [],
    auditRules: [],
    appraisals: [],
    calendar: {},
    ...parts,
  };
}

type ProgramParts = Partial<Omit<Program, 'amount' | 'concurrency'>> & {
  amount?: Partial<ProgramAmount>;
  concurrency?: Partial<Program['concurrency']>;
};

/** A one-off grant of 100 yuan against the loss, open to everybody, unless told otherwise. */
export function buildProgram(code: string, { amount, concurrency, ...parts }: ProgramParts = {}): Program {
  return {
    code,
    version: 1,
    name: { zh: `项目${code}`, en: `Program ${code}` },
    department: `D-${code}`,
    coDepartments: [],
    category: 'C',
    legalBasis: [],
    funds: ['F'],
    form: 'cash_one_off',
    unit: 'household',
    period: 'per_event',
    rule: 'true',
    ruleInWords: { zh: '', en: '' },
    amount: { kind: 'FIXED', unit: { zh: '元', en: 'yuan' }, formula: '100', ...amount },
    variants: [],
    subBenefits: [],
    groups: [],
    concurrency: {
      excludes: [],
      topUpAgainst: [],
      countsAsIncomeIn: [],
      notIncomeIn: [],
      applyAfter: [],
      compatibleWith: [],
      words: { zh: '不同享', en: 'not together' },
      ...concurrency,
    },
    againstLoss: true,
    planAllowed: false,
    grantsFacts: {},
    order: 10,
    evidence: [],
    route: 'R',
    discretionary: false,
    deadline: 'DL',
    disclosure: 'P',
    verificationSources: [],
    source: '',
    ...parts,
  };
}

export function buildGroup(
  code: string,
  mode: ExclusivityGroup['mode'],
  members: string[],
  parts: Partial<ExclusivityGroup> = {},
): ExclusivityGroup {
  return {
    code,
    name: { zh: code, en: code },
    mode,
    scope: 'person',
    members,
    words: { zh: `${code}规则`, en: `rule of ${code}` },
    tieBreak: [],
    enabled: true,
    source: '',
    ...parts,
  };
}

/** A standard with one value from 2022 on. */
export function buildStandard(name: string, value: number, parts: Partial<Standard['values'][number]> = {}): Standard {
  return {
    code: name,
    name,
    nameEn: name,
    unit: '元',
    unitEn: 'yuan',
    department: 'D',
    values: [{ from: '2022-01-01', to: null, value, kind: 'assumed', source: 'county notice', ...parts }],
  };
}

export function buildTerm(name: string, type: Term['type'], expression: string, factCode?: string): Term {
  return { code: name, name, nameEn: name, type, expression, source: '', factCode };
}
