import { moveBudget } from '../../ledger/ledger.js';
import { today } from '../../platform/clock.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Wish } from './read-wish.js';

interface Of {
  donationId: string;
  number: string;
  lineId: string;
  position: number;
  document: string;
}

/** Adds what a giver wishes from now on. */
export async function keepWish(
  unit: UnitOfWork,
  wish: Wish,
  { donationId, position, document }: Omit<Of, 'number' | 'lineId'>,
): Promise<void> {
  const { words, rule, townshipCode, personId, until } = wish;
  await unit.sql(
    `insert into donation_wish (donation_id, position, words, rule, township_code, person_id, until, document, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [donationId, position, words, rule, townshipCode, personId, until, document, unit.actor.staffId],
  );
}

/** Binds what a donation still holds (fen) on its line to the wish, or lets go of it. */
export async function bindMoney(unit: UnitOfWork, of: Of, move: 'freeze' | 'unfreeze', fen: number): Promise<void> {
  await moveBudget(unit.sql, {
    key: `donation:${of.donationId}:${move}:${of.position}`,
    lineId: of.lineId,
    move,
    fen,
    reason: `${move === 'freeze' ? 'bound' : 'unbound'}: ${of.number}`,
    on: today(),
    actorId: unit.actor.staffId,
  });
}
