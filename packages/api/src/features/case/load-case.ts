import { subject } from '@casl/ability';
import { LockMode } from '@mikro-orm/core';
import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { CaseFile } from './case.entity.js';

const CASE = { zh: '个案', en: 'case' };

/**
 * Loads a case with a lock to do `action` with it. Throws NotFound when it does not exist or the actor may neither see
 * it nor do this with it, NotAllowed when he may only see it.
 */
export async function loadCase(unit: UnitOfWork, id: string, action: string): Promise<CaseFile> {
  if (!isUuid(id)) throw notFound(CASE);
  const file = await unit.em.findOne(CaseFile, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!file) throw notFound(CASE);
  const { townshipCode, status, departmentCodes } = file;
  const access = { townshipCode, status, departmentCodes };
  const may = (wanted: string) => unit.ability.can(wanted, subject('Case', { ...access }) as never);
  if (!may('read') && !may(action)) throw notFound(CASE);
  assertCan(unit, action, 'Case', access);
  return file;
}
