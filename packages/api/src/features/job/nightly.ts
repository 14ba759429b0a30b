import { timeOfDay, today } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import type { Database } from '../../platform/database.js';
import { poolSql } from '../../platform/read.js';
import type { Sql } from '../../platform/run-command.js';

const LOOK_EVERY_MS = 60_000;

/** Asks for the work of a day (YYYY-MM-DD), once however often it is called. */
export type NightlyWork = (sql: Sql, day: string) => Promise<unknown>;

/** Whether the day's work is due at an instant, by the time of day from which it is; null: never. */
export function isDue(screeningAt: string | null, now: Date): boolean {
  return screeningAt !== null && timeOfDay(now) >= screeningAt;
}

/** Asks for the work of every day from its time on: at once when the process starts later. Many processes ask once. */
export function startNightly(
  { screeningAt }: Config,
  { pool }: Database,
  works: readonly NightlyWork[],
): { stop(): Promise<void> } {
  let asking: Promise<unknown> = Promise.resolve();
  let askedOn: string | undefined;
  const look = () => {
    const day = today();
    if (askedOn === day || !isDue(screeningAt, new Date())) return;
    askedOn = day;
    asking = Promise.all(works.map((work) => work(poolSql(pool), day))).catch((error: unknown) => {
      askedOn = undefined;
      console.error(error);
    });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await asking;
    },
  };
}
