import { buildGroup, buildPack, buildProgram } from '../build-pack.js';
import type { Choice } from '../compose-package.js';
import type { CountyPack, GroupMode, Program } from '../types.js';
import type { LineLeft, SuggestionInput } from './suggestion.types.js';

/** Small counties of a few programs with a case each, for specs. Amounts are a few fen, so that every way can be tried. */

export const GROUP_MODES: readonly GroupMode[] = [
  'highest_single_award',
  'only_one',
  'only_one_with_top_up',
  'once_per_event',
  'sequence',
  'compatibility_table',
  'additive_by_item',
];
/** Open to all; to those whom another program makes a dibao household; below an income; for a loss that is left. */
export const RULES = ['true', '低保状态 = "农村低保"', '家庭月收入 < 0.05', '剩余缺口 > 0'];
const FOR_A_GAP = 3;
const LAST = 20;

export interface ProgramPlan {
  kind: 'loss' | 'monthly' | 'once' | 'service';
  /** Place in `RULES`. */
  rule: number;
  fen: number;
  /** How far the band reaches below and above. */
  below: number;
  above: number;
  social: boolean;
  department: number;
  papers: number[];
  order: number;
  isPlanAllowed: boolean;
  grants: boolean;
  /** Places of other programs. */
  countsIn?: number;
  excludes?: number;
  line?: LineLeft;
}

export interface CasePlan {
  programs: ProgramPlan[];
  groups: { mode: GroupMode; members: number[] }[];
  needFen: number | null;
  given?: { of: number; fen: number; sameEvent: boolean };
  kept?: { of: number; isAmountSet: boolean };
  setAside?: number;
}

export interface BuiltCase {
  pack: CountyPack;
  input: SuggestionInput;
}

export const codeAt = (index: number): string => `P${index}`;

/** Places beyond the last program are left out. */
export function buildCase({ programs, groups, needFen, given, kept, setAside }: CasePlan): BuiltCase {
  const has = (at: number | undefined): at is number => at !== undefined && at < programs.length;
  const toppedUp = new Set(groups.flatMap(({ mode, members }) => (mode === 'only_one_with_top_up' ? members : [])));
  const codesAt = (places: readonly (number | undefined)[]) => places.filter(has).map(codeAt);
  const built = programs.map((plan, index) => buildPlanned(plan, index, !toppedUp.has(index), codesAt));
  return {
    pack: buildPack({
      programs: built,
      groups: groups.map(({ mode, members }, index) =>
        buildGroup(`G${index}`, mode, codesAt(members), { together: [[codeAt(0), codeAt(1)]] }),
      ),
      funds: [
        { code: 'budget', name: { zh: '财政', en: 'Budget' }, nature: 'statutory' },
        { code: 'gifts', name: { zh: '捐赠', en: 'Gifts' }, nature: 'social' },
      ],
    }),
    input: {
      situation: {
        facts: { hh_income_month: { value: 0 }, hh_dibao_status: { value: 'none' } },
        on: '2022-06-23',
        need: { costFen: needFen, insurancePaidFen: 0 },
        alreadyGiven:
          given && has(given.of)
            ? [{ programCode: codeAt(given.of), fen: given.fen, sameEvent: given.sameEvent, againstLoss: true }]
            : [],
      },
      kept: kept && has(kept.of) ? [keptChoice(kept, programs[kept.of] as ProgramPlan)] : [],
      setAside: setAside === kept?.of ? [] : codesAt([setAside]),
      lines: new Map(programs.flatMap(({ line }, index) => (line ? [[codeAt(index), line] as const] : []))),
      limitMs: 60_000,
    },
  };
}

function keptChoice({ of, isAmountSet }: { of: number; isAmountSet: boolean }, { kind, fen }: ProgramPlan): Choice {
  return { programCode: codeAt(of), ...(isAmountSet && kind !== 'service' ? { amountFen: fen } : {}) };
}

function buildPlanned(
  plan: ProgramPlan,
  index: number,
  mayRange: boolean,
  codesAt: (places: readonly (number | undefined)[]) => string[],
): Program {
  const isMonthly = plan.kind === 'monthly';
  // One program at most starts after all others.
  const isLast = plan.rule === FOR_A_GAP && plan.kind === 'loss' && index === 0;
  const others = (at: number | undefined) => (at === index ? [] : codesAt([at]));
  const yuan = (fen: number) => String(fen / 100);
  const formula = yuan(plan.fen);
  const isBand = plan.kind === 'loss' && mayRange && plan.below + plan.above > 0;
  const band = {
    kind: 'BAND',
    formula,
    min: yuan(Math.max(0, plan.fen - plan.below)),
    max: yuan(plan.fen + plan.above),
  };
  const money = isBand ? { ...band, kind: 'BAND' as const } : { kind: 'FIXED' as const, formula };
  return buildProgram(codeAt(index), {
    department: `D${plan.department}`,
    evidence: plan.papers.map(String),
    order: isLast ? LAST : plan.order,
    funds: [plan.social ? 'gifts' : 'budget'],
    rule: plan.rule === FOR_A_GAP && !isLast ? 'true' : RULES[plan.rule],
    againstLoss: plan.kind === 'loss',
    period: isMonthly ? 'monthly' : 'per_event',
    planAllowed: plan.isPlanAllowed,
    grantsFacts: isMonthly && plan.grants ? { hh_dibao_status: 'rural' } : {},
    amount: plan.kind === 'service' ? { kind: 'SERVICE' } : money,
    concurrency: { countsAsIncomeIn: isMonthly ? others(plan.countsIn) : [], excludes: others(plan.excludes) },
  });
}
