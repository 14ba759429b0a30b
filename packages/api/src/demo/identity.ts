import { checkCharacter } from '../platform/parse.js';

/** A small deterministic generator (mulberry32): the same seed gives the same county. */
export class Dice {
  constructor(private state: number) {}

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  }
}

const SURNAMES = [...'郭张王李刘赵杨陈白高马韩薛曹强袁贺冯任呼延党牛吴孙周徐雷康崔段'];
const GIVEN = [...'明华强芳军丽敏静伟磊洋艳勇娟涛超霞平刚桂英建文辉玲红宝兰青山川云梅春秋生林'];

/** A synthetic name in the style of a masked one: surname, 某, one character. */
export function syntheticName(dice: Dice, surname = dice.pick(SURNAMES)): string {
  return `${surname}某${dice.pick(GIVEN)}`;
}

/** An area code of the county's city that was never given out. */
const NOWHERE = '610699';

/**
 * Identity numbers of nobody, by their area code. Each call gives a new number; birth day and sex are
 * those asked for, the check character fits.
 */
export class IdNumbers {
  private readonly used = new Map<string, number>();
  private readonly given: Set<string>;

  /**
   * @param first where the numbers of a day begin, so that several makers do not meet
   * @param taken numbers that exist already
   */
  constructor(
    private readonly first = 0,
    taken: Iterable<string> = [],
  ) {
    this.given = new Set(taken);
  }

  next(birthDate: string, sex: 'male' | 'female'): string {
    const key = `${birthDate} ${sex}`;
    const count = this.used.get(key) ?? this.first;
    if (count > 499) throw new Error(`Too many births on ${birthDate}`);
    this.used.set(key, count + 1);
    const code = count * 2 + (sex === 'male' ? 1 : 0);
    const body = `${NOWHERE}${birthDate.replaceAll('-', '')}${String(code).padStart(3, '0')}`;
    const number = body + checkCharacter(body);
    return this.claim(number) ? number : this.next(birthDate, sex);
  }

  /** Takes a number; false when somebody has it. */
  claim(number: string): boolean {
    if (this.given.has(number)) return false;
    this.given.add(number);
    return true;
  }
}
