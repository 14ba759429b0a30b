import type { Highs, Model, VariableType } from 'highs';
import type { AllocationValue, AwardLine } from './allocation.types.js';
import type { PottedOption } from './place-people.js';
import type { Pot } from './pots.js';

/** How many awards of each pot there are to be, and what no allocation can exceed. */
export interface BudgetSplit {
  places: number[];
  bounds: Pick<AllocationValue, 'people' | 'highest' | 'fen'>;
}

const STAGES = ['people', 'highest', 'fen'] as const;
/** Everything sought is counted in whole units, so less than one is no gap for a whole solution. */
const NO_GAP = 0.9;
const ROUNDING = 1e-3;

/** People whose own lists are alike. */
interface Kind {
  list: readonly PottedOption[];
  people: number;
}

/**
 * Splits the money of lines among amounts so that most people get an award, then most their highest, then the most fen:
 * one whole-number program after the other, each keeping what the former reached. People with like lists are one
 * variable. Only the number of awards of each amount need be whole: once these are given, what is left is a transport
 * problem, which has whole solutions.
 * @param limitSeconds for all together; when it ends, `bounds` says what might still be reached
 */
export function splitBudgets(
  highs: Highs,
  lines: readonly AwardLine[],
  pots: readonly Pot[],
  lists: readonly (readonly PottedOption[])[],
  limitSeconds: number,
): BudgetSplit {
  const kinds = kindsOf(lists);
  const columns = kinds.flatMap(({ list, people }, kind) => list.map((option) => ({ ...option, kind, people })));
  const unit = gcdOf(columns.map(({ fen }) => fen));
  const worth = {
    people: columns.map(() => 1),
    highest: columns.map(({ isHighest }) => Number(isHighest)),
    fen: columns.map(({ fen }) => fen / unit),
  };
  /** What nobody could exceed if everybody got his highest. */
  const most = (stage: (typeof STAGES)[number]) =>
    lists.reduce((sum, [first]) => sum + (stage === 'fen' ? (first?.fen ?? 0) / unit : 1), 0);
  return highs.withModel((model) => {
    pass(highs, model, { columns, kinds: kinds.length, pots, lines });
    const until = Date.now() + limitSeconds * 1_000;
    const bounds = { people: 0, highest: 0, fen: 0 };
    let solution: Float64Array | undefined;
    for (const stage of STAGES) {
      const costs = worth[stage];
      for (const [column, cost] of costs.entries()) model.changeColCost(column, cost);
      if (solution) model.setSolution({ colValue: solution });
      let reached = 0;
      // A part of a person hides a whole one: what is not whole is worked out to the end.
      for (const gap of [NO_GAP, ROUNDING]) {
        model.zeroAllClocks();
        model.options.set({ mip_abs_gap: gap, time_limit: Math.max(0, (until - Date.now()) / 1_000) });
        model.run();
        if (model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible) {
          solution = model.getSolution().colValue;
        }
        reached = costs.reduce((sum, cost, column) => sum + cost * (solution?.[column] ?? 0), 0);
        if (Math.abs(reached - Math.round(reached)) < ROUNDING) break;
      }
      bounds[stage] = Math.min(most(stage), Math.floor(Number(model.info.get('mip_dual_bound')) + ROUNDING));
      model.addRow(Math.round(reached), highs.infinity, sparse(costs));
    }
    return {
      places: pots.map(({ places }, pot) => (solution ? Math.round(solution[columns.length + pot] as number) : places)),
      bounds: { ...bounds, fen: bounds.fen * unit },
    };
  });
}

interface Column extends PottedOption {
  kind: number;
  people: number;
}

interface Program {
  columns: readonly Column[];
  kinds: number;
  pots: readonly Pot[];
  lines: readonly AwardLine[];
}

interface Row {
  upper: number;
  entries: [column: number, factor: number][];
}

/** Builds the program: a variable for each award of each kind, and one for the awards of each pot. */
function pass(highs: Highs, model: Model, program: Program): void {
  const { columns, pots } = program;
  const { integer, continuous } = highs.constants.variableType;
  const whole = new Set(pots.flatMap(({ fen }, pot) => (fen === null ? [] : [pot])));
  const filled = pots.map((_, pot): Row => ({ upper: 0, entries: [[columns.length + pot, -1]] }));
  for (const [column, { pot }] of columns.entries()) filled[pot]?.entries.push([column, 1]);
  const limits = [...onePerPerson(program), ...withinLines(program)];
  const rows = [...filled, ...limits];
  const starts = [0];
  for (const { entries } of rows) starts.push((starts.at(-1) as number) + entries.length);
  const numCols = columns.length + pots.length;
  model.options.set({ output_flag: false, mip_rel_gap: 0 });
  model.passModel({
    numCols,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: new Float64Array(numCols),
    colLower: new Float64Array(numCols),
    colUpper: [...columns.map(({ people }) => people), ...pots.map(({ places }) => Math.min(places, highs.infinity))],
    rowLower: [...filled.map(() => 0), ...limits.map(() => -highs.infinity)],
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols,
      starts,
      indices: rows.flatMap(({ entries }) => entries.map(([column]) => column)),
      values: rows.flatMap(({ entries }) => entries.map(([, factor]) => factor)),
    },
    integrality: [
      ...columns.map((): VariableType => continuous),
      ...pots.map((_, pot): VariableType => (whole.has(pot) ? integer : continuous)),
    ],
  });
}

function onePerPerson({ columns, kinds }: Program): Row[] {
  const rows = Array.from({ length: kinds }, (): Row => ({ upper: 0, entries: [] }));
  for (const [column, { kind, people }] of columns.entries()) {
    const row = rows[kind] as Row;
    row.upper = people;
    row.entries.push([column, 1]);
  }
  return rows.filter(({ entries }) => entries.length > 1);
}

/** Places and money of the lines whose money is split; those of the others bound their pot. */
function withinLines({ columns, pots, lines }: Program): Row[] {
  const byLine = Map.groupBy(pots.keys(), (pot) => (pots[pot] as Pot).line);
  return [...byLine].flatMap(([line, own]): Row[] => {
    if (own.length < 2) return [];
    const { places, fen } = lines[line] as AwardLine;
    const amounts = own.map((pot) => pots[pot]?.fen ?? 0);
    const unit = gcdOf(amounts);
    const money = own.map((pot, at): [number, number] => [columns.length + pot, (amounts[at] as number) / unit]);
    const rows: Row[] = [{ upper: Math.floor((fen ?? 0) / unit), entries: money }];
    if (places !== null) rows.push({ upper: places, entries: own.map((pot) => [columns.length + pot, 1]) });
    return rows;
  });
}

function kindsOf(lists: readonly (readonly PottedOption[])[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const list of lists) {
    const key = list.map(({ pot, fen }) => `${pot} ${fen}`).join();
    const kind = kinds.get(key);
    if (kind) kind.people += 1;
    else kinds.set(key, { list, people: 1 });
  }
  return [...kinds.values()];
}

function gcdOf(numbers: readonly number[]): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return numbers.reduce(gcd, 0) || 1;
}

function sparse(factors: readonly number[]): { indices: number[]; values: number[] } {
  const indices = factors.flatMap((factor, index) => (factor === 0 ? [] : [index]));
  return { indices, values: indices.map((index) => factors[index] as number) };
}
