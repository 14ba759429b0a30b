/** A move that a person could make from where he stands. */
export interface WeightedMove {
  major: number;
  minor: number;
  person: number;
  /** Where he stood, as a place in his own list, when this was weighed. */
  place: number;
}

/** The heaviest move first; of equal ones that of the person who came last. */
export class WeightHeap {
  private readonly moves: WeightedMove[] = [];

  peek(): WeightedMove | undefined {
    return this.moves[0];
  }

  push(move: WeightedMove): void {
    const { moves } = this;
    let at = moves.length;
    moves.push(move);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isHeavier(move, moves[parent] as WeightedMove)) break;
      moves[at] = moves[parent] as WeightedMove;
      at = parent;
    }
    moves[at] = move;
  }

  pop(): void {
    const { moves } = this;
    const last = moves.pop();
    if (!last || moves.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= moves.length) break;
      if (child + 1 < moves.length && isHeavier(moves[child + 1] as WeightedMove, moves[child] as WeightedMove))
        child += 1;
      if (!isHeavier(moves[child] as WeightedMove, last)) break;
      moves[at] = moves[child] as WeightedMove;
      at = child;
    }
    moves[at] = last;
  }
}

function isHeavier(a: WeightedMove, b: WeightedMove): boolean {
  return (
    a.major > b.major || (a.major === b.major && (a.minor > b.minor || (a.minor === b.minor && a.person > b.person)))
  );
}
