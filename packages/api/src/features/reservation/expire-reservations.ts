import { CLOCK } from '../../platform/clock-actor.js';
import type { Database } from '../../platform/database.js';
import { poolSql } from '../../platform/read.js';
import { sqlOf } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { endReservation } from './reserve-draft.js';

const LOOK_EVERY_MS = 3_000;

/** Gives back what items hold whose time has passed; their rooms hear it. Many processes may do so at once. */
export async function expireReservations({ pool, orm }: Database): Promise<void> {
  const overdue = await poolSql(pool)<{ caseId: string }>(
    `select case_id as "caseId" from item_reservation where until <= clock_timestamp()`,
  );
  for (const { caseId } of overdue) {
    await orm.em.fork().transactional(async (em) => {
      const unit = { sql: sqlOf(em), actor: CLOCK };
      await unit.sql('select from case_file where id = $1 for update', [caseId]);
      const [item] = await unit.sql<{ itemId: string; meetingId: string }>(
        `select agenda_item_id as "itemId", meeting_id as "meetingId" from item_reservation
          where case_id = $1 and until <= clock_timestamp()`,
        [caseId],
      );
      if (!item) return;
      await endReservation(unit, caseId);
      await noteMeetingEvent(unit, { kind: 'reservation', what: 'expired', ...item });
    });
  }
}

/** Looks for what has expired as long as the process runs. */
export function startExpiring(database: Database): { stop(): Promise<void> } {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= expireReservations(database)
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
