import { factByCode } from '@yimen/schema';
import { ageOn, birthdayAt } from '../platform/clock.js';
import { Evaluation } from './feel-evaluate.js';
import { traceOf } from './feel-trace.js';
import { plainValue } from './feel-value.js';
import type { Judge } from './judge.js';
import type { ParsedPack } from './parsed-pack.js';
import { type Atom, atomsOf, factSetsThatMayTurn, factsThrough, mayChange, namesThrough } from './rule-atoms.js';
import { type Border, changed, isFigure, nearestBorder, otherValues, turningSteps } from './turning-values.js';
import type { FactBag, FactValue, Outcome, TraceNode } from './types.js';

/** Judgements after which a search ends with what it has found. */
const MOST_TRIALS = 300;
/** Figures tried of the first fact of a pair. */
const MOST_STEPS_OF_PAIR = 8;
/** An age further away than this is not worth telling. */
const MOST_YEARS_AHEAD = 5;

/** One person before one program. */
export interface Situation {
  programCode: string;
  facts: FactBag;
  /** YYYY-MM-DD, Asia/Shanghai. */
  on: string;
  /** YYYY-MM-DD; tells from which day an age will have been reached. */
  birthDate?: string;
}

export interface FactChange {
  code: string;
  from: FactValue;
  /** Any one of these; the nearest value of a figure. */
  to: FactValue[];
  /** Of a figure: the last value with which the answer stays as it is. */
  edge: number | null;
  /** Of an age: the day from which it is true by itself. */
  since: string | null;
}

/** A figure that rules work out, as it is and as it would be. */
export interface ChangedFigure {
  /** Code of the term. */
  code: string;
  name: string;
  from: number;
  to: number;
}

/** The smallest change of one or two facts that turns an answer; tried out with the judge, not read from the rule. */
export interface Turn {
  changes: FactChange[];
  outcome: Outcome;
  /** What would have to be asked then. */
  missingFacts: string[];
  /** The conditions that come out otherwise, as they are now. */
  clauses: TraceNode[];
  figures: ChangedFigure[];
}

/** What a search found; `isCut` when it ended at its bound, so that there may be nearer changes, or some where none was found. */
export interface FoundTurns {
  turns: Turn[];
  isCut: boolean;
}

/**
 * For somebody to whom a program is refused: the changes of one fact, or where none is enough of two, that make it
 * eligible, or leave only facts to be asked. The nearest first. Empty for any other answer.
 * @param most how many at the most
 */
export function nearMisses(judge: Judge, pack: ParsedPack, situation: Situation, most = 5): FoundTurns {
  const search = new TurnSearch(judge, pack, situation, (outcome) => outcome !== 'NOT_ELIGIBLE');
  if (search.outcome !== 'NOT_ELIGIBLE') return search.found([], most);
  const sets = search.setsThatMayTurn();
  const one = sets.filter((set) => set.length === 1).flatMap(([code]) => search.turnsOf(code as string, 'nearest'));
  const aged = search.turnOfAge();
  const found = [...one, ...aged];
  if (found.length === 0) {
    for (const [first, second] of sets.filter((set) => set.length === 2)) {
      found.push(...search.turnsOfPair(first as string, second as string));
    }
  }
  return search.found(found, most);
}

/**
 * For somebody who is eligible: how far each single fact may go before the program is lost, each direction of a figure
 * apart. The nearest first. Empty for any other answer.
 */
export function margins(judge: Judge, pack: ParsedPack, situation: Situation, most = 8): FoundTurns {
  const search = new TurnSearch(judge, pack, situation, (outcome) => outcome === 'NOT_ELIGIBLE');
  if (search.outcome !== 'ELIGIBLE') return search.found([], most);
  const found = [...search.changeableFacts().flatMap((code) => search.turnsOf(code, 'both')), ...search.turnOfAge()];
  return search.found(found, most);
}

class TurnSearch {
  readonly outcome: Outcome;
  private trials = 0;
  private isCut = false;
  private readonly now: Evaluation;
  private readonly atoms: Atom[];

  constructor(
    private readonly judge: Judge,
    private readonly pack: ParsedPack,
    private readonly situation: Situation,
    private readonly isTurned: (outcome: Outcome) => boolean,
  ) {
    const { programCode, facts, on } = situation;
    this.outcome = judge.outcome(programCode, facts, on);
    this.now = new Evaluation(pack.vocabulary, facts, on);
    this.atoms = this.rules.flatMap((rule) => atomsOf(this.now, rule));
  }

  /** The nearest of what was found. */
  found(turns: readonly Turn[], most: number): FoundTurns {
    return { turns: [...turns].sort(byNearness).slice(0, most), isCut: this.isCut };
  }

  private get rules() {
    const parsed = this.pack.programs.get(this.situation.programCode);
    if (!parsed) throw new Error(`The county pack has no program ${this.situation.programCode}`);
    return parsed.ways.map((way) => way.rule);
  }

  setsThatMayTurn() {
    const sets = this.rules.flatMap((rule) => factSetsThatMayTurn(this.now, rule.ast, true));
    return [...new Map(sets.map((set) => [set.join(' '), set])).values()].map((set) => set.filter(isNoAge));
  }

  changeableFacts(): string[] {
    const codes = this.atoms.flatMap(({ node }) => factsThrough(this.now, node));
    return [...new Set(codes)].filter((code) => mayChange(this.now, code) && isNoAge(code));
  }

  /** The turns of one fact: of a figure in its nearest direction or in both, of any other the values that turn. */
  turnsOf(code: string, directions: 'nearest' | 'both', beside: Readonly<Record<string, FactValue>> = {}): Turn[] {
    const current = this.situation.facts[code]?.value;
    if (current === undefined) return [];
    const others = Object.entries(beside).map(([other, value]) => this.change(other, [value]));
    if (!isFigure(code)) {
      const to = otherValues(code, current).filter((value) => this.turns({ ...beside, [code]: value }));
      return to.length > 0 ? [this.turn([...others, this.change(code, this.best(to, code, beside))])] : [];
    }
    const steps = this.steps(code, beside);
    const borders = (['up', 'down'] as const).flatMap((direction) => {
      const turns = (value: number) => this.turns({ ...beside, [code]: value });
      return nearestBorder(code, Number(current), steps, direction, turns) ?? [];
    });
    const distance = ({ value }: Border) => Math.abs(value - Number(current));
    const wanted = directions === 'both' ? borders : borders.sort((a, b) => distance(a) - distance(b)).slice(0, 1);
    return wanted.map(({ value, edge }) => this.turn([...others, this.change(code, [value], edge)]));
  }

  /** The turns of two facts, neither of which is enough. */
  turnsOfPair(one: string, other: string): Turn[] {
    // A figure is fitted last, to the value of the other fact.
    const [first, second] = isFigure(one) && !isFigure(other) ? [other, one] : [one, other];
    const current = this.situation.facts[first]?.value;
    if (current === undefined) return [];
    const values = isFigure(first) ? this.firstValues(first) : otherValues(first, current);
    const found = values.flatMap((value) => this.turnsOf(second, 'nearest', { [first]: value }));
    const [nearest] = found.sort(byNearness);
    if (!nearest) return [];
    return [isFigure(first) ? this.closedIn(nearest, first, second) : this.withAlike(found, nearest)];
  }

  /** From which age on the answer turns by itself, and the day of it. */
  turnOfAge(): Turn[] {
    const { birthDate, facts, on } = this.situation;
    const age = facts.age?.value;
    const counts = this.atoms.some(({ node }) => factsThrough(this.now, node).includes('age'));
    if (!counts || birthDate === undefined || typeof age !== 'number' || age !== ageOn(birthDate, on)) return [];
    const dayOf = (value: number) => birthdayAt(birthDate, value);
    const turns = (value: number) => this.turns({ age: value }, dayOf(value));
    const border = nearestBorder('age', age, this.steps('age', {}), 'up', turns);
    if (!border || border.value - age > MOST_YEARS_AHEAD) return [];
    const change = { ...this.change('age', [border.value], border.edge), since: dayOf(border.value) };
    return [this.turn([change], change.since)];
  }

  /** Both figures of a pair are as near as the other lets them be. */
  private closedIn(turn: Turn, first: string, second: string): Turn {
    const fitted = turn.changes.find(({ code }) => code === second);
    const tried = turn.changes.find(({ code }) => code === first);
    const [fit, far] = [fitted?.to[0], tried?.to[0]];
    const current = Number(this.situation.facts[first]?.value);
    if (fit === undefined || typeof far !== 'number' || !fitted) return turn;
    const turns = (value: number) => this.turns({ [second]: fit, [first]: value });
    const border = nearestBorder(
      first,
      current,
      this.steps(first, { [second]: fit }),
      far > current ? 'up' : 'down',
      turns,
    );
    return border ? this.turn([this.change(first, [border.value], border.edge), fitted]) : turn;
  }

  /** The values of the first fact that do as well with the same change of the second. */
  private withAlike(found: readonly Turn[], nearest: Turn): Turn {
    const [first, second] = nearest.changes as [FactChange, FactChange];
    const alike = found.filter(({ changes, outcome }) => {
      return outcome === nearest.outcome && JSON.stringify(changes[1]?.to) === JSON.stringify(second.to);
    });
    return { ...nearest, changes: [{ ...first, to: alike.flatMap(({ changes }) => changes[0]?.to ?? []) }, second] };
  }

  private firstValues(code: string): number[] {
    const scale = factByCode(code)?.type === 'integer' ? 1 : 100;
    return this.steps(code, {})
      .slice(0, MOST_STEPS_OF_PAIR)
      .map((step) => step / scale);
  }

  private steps(code: string, beside: Readonly<Record<string, FactValue>>): number[] {
    const { facts, on } = this.situation;
    return turningSteps(this.pack.vocabulary, this.atoms, changed(facts, beside), on, code);
  }

  private change(code: string, to: FactValue[], edge: number | null = null): FactChange {
    return { code, from: this.situation.facts[code]?.value as FactValue, to, edge, since: null };
  }

  private turns(changes: Readonly<Record<string, FactValue>>, on = this.situation.on): boolean {
    if (this.trials >= MOST_TRIALS) {
      this.isCut = true;
      return false;
    }
    this.trials += 1;
    return this.isTurned(this.judge.outcome(this.situation.programCode, changed(this.situation.facts, changes), on));
  }

  /** Of values that turn the answer those that make it eligible, when there are any. */
  private best(values: readonly FactValue[], code: string, beside: Readonly<Record<string, FactValue>>): FactValue[] {
    const { programCode, facts, on } = this.situation;
    const outcomes = values.map((value) => {
      return { value, outcome: this.judge.outcome(programCode, changed(facts, { ...beside, [code]: value }), on) };
    });
    const eligible = outcomes.filter(({ outcome }) => outcome === 'ELIGIBLE');
    return (eligible.length > 0 ? eligible : outcomes).map(({ value }) => value);
  }

  private turn(changes: FactChange[], on = this.situation.on): Turn {
    const { programCode, facts } = this.situation;
    const bag = changed(facts, Object.fromEntries(changes.map(({ code, to }) => [code, to[0] as FactValue])));
    const { outcome, missingFacts } = this.judge.judge(programCode, bag, on);
    const then = new Evaluation(this.pack.vocabulary, bag, on);
    const codes = changes.map(({ code }) => code);
    const turned = this.atoms.filter(({ node }) => {
      const [before, after] = [this.now.evaluate(node).value, then.evaluate(node).value];
      return before !== after && factsThrough(this.now, node).some((code) => codes.includes(code));
    });
    const clauses = new Map(turned.map(({ node, text }) => [node, traceOf(this.now, node, text)]));
    return {
      changes,
      outcome,
      missingFacts,
      clauses: [...new Map([...clauses.values()].map((clause) => [clause.text, clause])).values()],
      figures: this.figuresOf(turned, then),
    };
  }

  private figuresOf(atoms: readonly Atom[], then: Evaluation): ChangedFigure[] {
    const names = new Set(atoms.flatMap(({ node }) => [...namesThrough(this.now, node)]));
    return [...names].flatMap((name) => {
      const found = this.pack.vocabulary.terms.get(name);
      if (found?.term.type !== 'number' || this.now.observed(found.term)) return [];
      const [from, to] = [this.now, then].map((evaluation) => plainValue(evaluation.evaluate(found.ast).value));
      const differs = typeof from === 'number' && typeof to === 'number' && from !== to;
      return differs ? [{ code: found.term.code, name, from, to }] : [];
    });
  }
}

const isNoAge = (code: string): boolean => factByCode(code)?.changes !== 'with_time';

/** Fewer facts first, then an answer without open facts, then figures by how far they go, then named values. */
function byNearness(a: Turn, b: Turn): number {
  const rank = ({ outcome }: Turn) => (outcome === 'NEEDS_FACTS' ? 1 : 0);
  return a.changes.length - b.changes.length || rank(a) - rank(b) || distanceOf(a) - distanceOf(b);
}

/** A named value is further than any figure: most people ask first how much is missing, or left. */
const FAR = 1_000;

/** How far a turn goes: figures by their share of what they are now. */
function distanceOf({ changes }: Turn): number {
  return changes.reduce((sum, { from, to }) => {
    const [value] = to;
    if (typeof from !== 'number' || typeof value !== 'number') return sum + FAR;
    return sum + Math.abs(value - from) / Math.max(1, Math.abs(from));
  }, 0);
}
