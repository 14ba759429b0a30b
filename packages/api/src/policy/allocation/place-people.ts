import type { Option } from './options.js';
import { WeightHeap } from './weight-heap.js';

/** An option that leads to a pot: so many people, each at most once. */
export interface PottedOption extends Option {
  pot: number;
}

/** The weight of an option in two exact numbers: people, highest award and fen; then days waited and own order. */
const PERSON = 1e15;
const HIGHEST = 1e12;
const DAY = 1_000;

const major = ({ fen, isHighest }: Option) => PERSON + (isHighest ? HIGHEST : 0) + fen;
const minor = ({ waited, place }: Option) => waited * DAY - place;

/** Where a person is, as a place in his own list; -1 = without an award. */
type Standing = Int32Array;

/**
 * Gives each pot's places to people so that the objectives are reached one after the other, exactly: people are taken in
 * one by one, and each time the best chain of moves is made (a newcomer takes a place, who had it takes another of his
 * awards, and so on, until a place is free or somebody goes without). What is best for everybody so far stays best.
 * @param lists everybody's own list
 * @param places of each pot; Infinity = without end
 * @returns the option that each person gets, in the order of the lists
 */
export function placePeople(
  lists: readonly (readonly PottedOption[])[],
  places: readonly number[],
): (PottedOption | undefined)[] {
  return new Placement(lists, places).place();
}

class Placement {
  private readonly standing: Standing;
  private readonly free: number[];
  /** For each two pots, who of the first gains most (or loses least) by moving to the second; the last column: by going without. */
  private readonly moves: WeightHeap[][];
  private readonly pots: number;

  constructor(
    private readonly lists: readonly (readonly PottedOption[])[],
    places: readonly number[],
  ) {
    this.standing = new Int32Array(lists.length).fill(-1);
    this.free = [...places];
    this.pots = places.length;
    this.moves = places.map(() => [...places, 0].map(() => new WeightHeap()));
  }

  place(): (PottedOption | undefined)[] {
    for (let person = 0; person < this.lists.length; person += 1) this.takeIn(person);
    return this.lists.map((list, person) => list[this.standing[person] as number]);
  }

  private takeIn(person: number): void {
    const list = this.listOf(person);
    const [first] = list;
    if (!first) return;
    if ((this.free[first.pot] as number) > 0) {
      this.free[first.pot] = (this.free[first.pot] as number) - 1;
      this.stand(person, 0);
      return;
    }
    const chains = this.bestChains();
    let best = -1;
    let [most, rest] = [0, 0];
    for (const [place, option] of list.entries()) {
      const chain = chains[option.pot] as Chain;
      const [gain, small] = [major(option) + chain.major, minor(option) + chain.minor];
      if (gain > most || (gain === most && small > rest)) [best, most, rest] = [place, gain, small];
    }
    if (best >= 0) this.follow(chains, person, best);
  }

  /** From each pot the best way to free one of its places. Nothing is won on it: else it had been gone before. */
  private bestChains(): Chain[] {
    const chains = this.free.map((left, pot): Chain => {
      if (left > 0) return { major: 0, minor: 0, next: this.pots, mover: -1 };
      const top = this.top(pot, this.pots);
      return top ? { ...top, next: this.pots } : { ...NO_WAY };
    });
    for (let changed = true; changed; ) {
      changed = false;
      for (let from = 0; from < this.pots; from += 1) {
        if ((this.free[from] as number) > 0) continue;
        const chain = chains[from] as Chain;
        for (let to = 0; to < this.pots; to += 1) {
          const onward = chains[to] as Chain;
          const move = from === to || onward.mover === NOBODY ? undefined : this.top(from, to);
          if (!move) continue;
          const [gain, small] = [move.major + onward.major, move.minor + onward.minor];
          if (gain < chain.major || (gain === chain.major && small <= chain.minor)) continue;
          Object.assign(chain, { major: gain, minor: small, next: to, mover: move.mover });
          changed = true;
        }
      }
    }
    return chains;
  }

  /** The best move from a pot to another that still can be made. */
  private top(from: number, to: number): Omit<Chain, 'next'> | undefined {
    const heap = (this.moves[from] as WeightHeap[])[to] as WeightHeap;
    for (;;) {
      const top = heap.peek();
      if (!top) return undefined;
      const place = this.standing[top.person] as number;
      if (place === top.place) return { major: top.major, minor: top.minor, mover: top.person };
      heap.pop();
    }
  }

  /** Makes the moves of a chain, the newcomer's first. */
  private follow(chains: readonly Chain[], newcomer: number, place: number): void {
    let [person, into] = [newcomer, place];
    for (;;) {
      const { pot } = this.listOf(person)[into] as PottedOption;
      const { next, mover } = chains[pot] as Chain;
      this.stand(person, into);
      if (mover < 0) {
        this.free[pot] = (this.free[pot] as number) - 1;
        return;
      }
      if (next === this.pots) {
        this.standing[mover] = -1;
        return;
      }
      const best = this.listOf(mover).findIndex((option) => option.pot === next);
      [person, into] = [mover, best];
    }
  }

  private listOf(person: number): readonly PottedOption[] {
    return this.lists[person] as readonly PottedOption[];
  }

  private stand(person: number, place: number): void {
    this.standing[person] = place;
    const list = this.listOf(person);
    const own = list[place] as PottedOption;
    const heaps = this.moves[own.pot] as WeightHeap[];
    const seen = new Set([own.pot]);
    for (const option of list) {
      if (seen.has(option.pot)) continue;
      seen.add(option.pot);
      const [gain, small] = [major(option) - major(own), minor(option) - minor(own)];
      heaps[option.pot]?.push({ major: gain, minor: small, person, place });
    }
    heaps[this.pots]?.push({ major: -major(own), minor: -minor(own), person, place });
  }
}

/** How a place of a pot is freed: who moves, and to which pot; the number of pots as the pot: he goes without. */
interface Chain {
  major: number;
  minor: number;
  next: number;
  /** -1: a place is free. */
  mover: number;
}

const NOBODY = -2;
const NO_WAY: Chain = { major: Number.NEGATIVE_INFINITY, minor: 0, next: -1, mover: NOBODY };
