import { subject } from '@casl/ability';
import { LockMode } from '@mikro-orm/core';
import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { HOUSEHOLD_ACCESS_COLUMNS } from './household-access.js';
import { Household } from './registry.entity.js';

const HOUSEHOLD = { zh: '户', en: 'household' };

/**
 * Loads households with a lock to do `action` with them, in the order of their ids, so that two who want the same ones
 * queue. By id. Throws NotFound when one does not exist or is not open to the actor, NotAllowed when he may only see it.
 */
export async function loadHouseholds(
  unit: UnitOfWork,
  ids: readonly string[],
  action: string,
): Promise<Map<string, Household>> {
  const wanted = [...new Set(ids)];
  if (!wanted.every(isUuid)) throw notFound(HOUSEHOLD);
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } } as const;
  const found = await unit.em.find(Household, { id: { $in: wanted } }, lock);
  if (found.length < wanted.length) throw notFound(HOUSEHOLD);
  const access = await unit.sql<{ id: string }>(
    `select h.id, ${HOUSEHOLD_ACCESS_COLUMNS} from household h where h.id = any($1)`,
    [wanted],
  );
  for (const { id: _id, ...household } of access) {
    if (!unit.ability.can('read', subject('Household', { ...household }) as never)) throw notFound(HOUSEHOLD);
    assertCan(unit, action, 'Household', household);
  }
  return new Map(found.map((household) => [household.id, household]));
}

/** One of `loadHouseholds`. */
export async function loadHousehold(unit: UnitOfWork, id: string, action: string): Promise<Household> {
  return (await loadHouseholds(unit, [id], action)).get(id) as Household;
}
