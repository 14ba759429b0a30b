import { today } from '../../platform/clock.js';
import type { Database } from '../../platform/database.js';
import { poolSql } from '../../platform/read.js';
import { deleteExpiredRows } from './discard-import.js';

const LOOK_EVERY_MS = 3_600_000;

/** Deletes the rows of imports whose time is over: at the start, and every hour. Safe for several processes at once. */
export function startDeletingRows({ pool }: Database): { stop(): Promise<void> } {
  let deleting: Promise<unknown> = Promise.resolve();
  const look = () => {
    deleting = deleteExpiredRows(poolSql(pool), today()).catch((error: unknown) => console.error(error));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await deleting;
    },
  };
}
