import type { Actor } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type { Database } from '../../platform/database.js';
import type { Bilingual } from '../../policy/types.js';

export interface JobProgress {
  /** How much of `total` is done, in whatever the kind counts. It never goes back, also after a crash. */
  done: number;
  total: number;
  /** What is being done now. */
  step?: Bilingual;
  /** From where to go on after a crash; left out, the former one stays. */
  checkpoint?: unknown;
}

/** One job under way, as its handler works with it. */
export interface JobRun {
  id: string;
  input: Record<string, unknown>;
  /** What the last `progress` left, also that of a process that died; null at the beginning. */
  checkpoint: unknown;
  database: Database;
  /** As its rules stand today; `on` gives other days. */
  county: County;
  /** Who asked; null when the clock did. */
  actor: Actor | null;
  /**
   * Keeps how far the job is. To be called after each slice. Throws JobCancelled when somebody asked to cancel, and
   * JobLeft when this process stops or another one works on the job: let both pass.
   */
  progress(progress: JobProgress): Promise<void>;
}

/**
 * Handlers by kind. A handler works in slices, each safe to do again, tells its progress after each, and answers the
 * result. A Failure that it throws is told to the user in its words; any other error with an id to quote.
 */
export type JobHandlers = Record<string, (run: JobRun) => Promise<Record<string, unknown>>>;

/** Somebody asked to cancel. */
export class JobCancelled extends Error {}

/** The job goes on elsewhere or later, from its checkpoint. */
export class JobLeft extends Error {}
