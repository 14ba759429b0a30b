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
 * Loads a household with a lock to do `action` with it. Throws NotFound when it does not exist or is not open to the
 * actor, NotAllowed when he may only see it.
 */
export async function loadHousehold(unit: UnitOfWork, id: string, action: string): Promise<Household> {
  if (!isUuid(id)) throw notFound(HOUSEHOLD);
  const household = await unit.em.findOne(Household, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!household) throw notFound(HOUSEHOLD);
  const [access] = await unit.sql(`select ${HOUSEHOLD_ACCESS_COLUMNS} from household h where h.id = $1`, [id]);
  if (!unit.ability.can('read', subject('Household', { ...access }) as never)) throw notFound(HOUSEHOLD);
  assertCan(unit, action, 'Household', access as object);
  return household;
}
