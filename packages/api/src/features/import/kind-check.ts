import type { Actor, AppAbility } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type { CheckedRow } from './checked-row.js';
import type { Choices } from './choices.js';
import type { SliceStore } from './slices.js';

/** With what rows are checked: under whose permissions and how he wants the file read. */
export interface CheckContext extends SliceStore {
  county: County;
  actor: Actor;
  ability: AppAbility;
  choices: Choices;
}

/** What a good row comes to: nothing new, something new, or a change. */
export type Standing = 'fresh' | 'changed' | 'known';

/** What is written together; `rows` are those of the file that it stands for. */
export interface PlanUnit {
  rows: number[];
}

export interface CheckedSlice {
  rows: readonly CheckedRow[];
  /** Of each good row what it comes to. */
  standings: ReadonlyMap<number, Standing>;
  units: readonly PlanUnit[];
  /** Of a list: how many of them the registry does not know, and how many who are on it now will not be. */
  unregistered?: number;
  ended?: number;
}

/** Checks the rows of one kind of file. */
export interface KindCheck {
  /** Takes some rows in; answers what can be said of them already. */
  take(rows: readonly CheckedRow[]): Promise<CheckedSlice | undefined>;
  /** The rest, once every row was taken in: for what only the whole file tells. */
  finish(): AsyncGenerator<CheckedSlice>;
}
