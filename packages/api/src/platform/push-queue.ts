/** Values that somebody pushes and one reader takes in their order. Ends for the reader at once, also while he waits. */
export class PushQueue<Value> implements AsyncIterableIterator<Value> {
  private readonly waiting: Value[] = [];
  private taker: ((result: IteratorResult<Value>) => void) | undefined;
  private ended = false;

  /** `onEnd` is called once, whoever ends it. */
  constructor(private readonly onEnd: () => void) {}

  /** How many values nobody has taken yet. */
  get length(): number {
    return this.waiting.length;
  }

  push(value: Value): void {
    if (this.ended) return;
    if (this.taker) {
      const take = this.taker;
      this.taker = undefined;
      take({ done: false, value });
    } else this.waiting.push(value);
  }

  /** No further values; those that wait are still taken. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.taker?.({ done: true, value: undefined });
    this.onEnd();
  }

  async next(): Promise<IteratorResult<Value>> {
    if (this.waiting.length > 0) return { done: false, value: this.waiting.shift() as Value };
    if (this.ended) return { done: true, value: undefined };
    return new Promise((resolve) => {
      this.taker = resolve;
    });
  }

  async return(): Promise<IteratorResult<Value>> {
    this.waiting.length = 0;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
