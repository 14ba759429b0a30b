import { moveBudget } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import { type Gift, giftsOn } from './gifts.js';

/**
 * Lets what donors bound on a line go with it into the next year; the donations lie on the other line from now on. Both lines
 * are locked. `day`: YYYY-MM-DD. Answers what is to be bound again.
 */
export async function unbindForCarrying(sql: Sql, fromId: string, toId: string, day: string): Promise<Gift[]> {
  const gifts = await giftsOn(sql, [fromId]);
  const bound = gifts.filter(({ words }) => words !== null);
  for (const gift of bound) await move(sql, gift, fromId, 'unfreeze', day);
  await sql('update donation set line_id = $2 where id = any($1)', [gifts.map(({ id }) => id), toId]);
  return bound;
}

/** Binds on the line of the new year what was bound on the former one. */
export async function bindCarried(sql: Sql, bound: readonly Gift[], toId: string, day: string): Promise<void> {
  for (const gift of bound) await move(sql, gift, toId, 'freeze', day);
}

function move(sql: Sql, { id, number, leftFen: fen }: Gift, lineId: string, to: 'freeze' | 'unfreeze', day: string) {
  const order = {
    key: `donation:${id}:carry:${to}:${day}`,
    reason: `carry_over: ${number}` as const,
    on: day,
    actorId: null,
  };
  return moveBudget(sql, { ...order, lineId, move: to, fen });
}
