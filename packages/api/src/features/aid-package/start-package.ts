import type { UnitOfWork } from '../../platform/run-command.js';
import { AidPackageEntity } from './aid-package.entity.js';
import { changeForCase } from './assess-case.js';
import type { LockedCase } from './load-case.js';

/** A draft without items for a case that has none yet, so that there is something to vote on. `on`: YYYY-MM-DD. */
export async function startPackage(unit: UnitOfWork, file: LockedCase, on: string): Promise<void> {
  const { sql, em, county, actor } = unit;
  const { composition } = await changeForCase(sql, county, file, on, [], { choices: [], items: [] });
  const [row] = await sql<{ id: string }>('select uuidv7() as id');
  em.create(AidPackageEntity, {
    id: (row as { id: string }).id,
    caseId: file.id,
    status: 'draft',
    version: 1,
    adoptedAt: null,
    decisionDate: on,
    selections: [],
    setAside: [],
    effects: [],
    coverage: composition.coverage,
    problems: [],
    composedBy: actor.staffId,
  });
  await em.flush();
}
