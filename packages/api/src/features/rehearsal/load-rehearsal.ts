import { subject } from '@casl/ability';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

const REHEARSAL = { zh: '试算', en: 'rehearsal' };

export interface LoadedRehearsal {
  id: string;
  authorId: string;
  departmentCode: string | null;
  sharedWith: string;
  archived: boolean;
  jobStatus: string;
  version: number;
}

/** Loads a rehearsal with a lock to do `action` with it. Throws NotFound, NotAllowed, StaleVersion. */
export async function loadRehearsal(
  unit: UnitOfWork,
  { rehearsalId, expectedVersion }: { rehearsalId: string; expectedVersion: number },
  action: string,
): Promise<LoadedRehearsal> {
  if (!isUuid(rehearsalId)) throw notFound(REHEARSAL);
  const [found] = await unit.sql<LoadedRehearsal>(
    `select r.id, r.author_id as "authorId", r.department_code as "departmentCode", r.shared_with as "sharedWith",
       r.archived_at is not null as archived, r.version, j.status as "jobStatus"
     from rehearsal r join job j on j.id = r.job_id where r.id = $1 for update of r`,
    [rehearsalId],
  );
  if (!found || !unit.ability.can('read', subject('Rehearsal', { ...found }) as never)) throw notFound(REHEARSAL);
  assertCan(unit, action, 'Rehearsal', found);
  assertVersion(found, expectedVersion);
  return found;
}
