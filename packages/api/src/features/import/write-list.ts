import { wrongState } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { closeListVersion, getOpenListVersion, openListVersion } from '../list/keep-list.js';
import { addListEntries } from '../list/list-entries.js';
import type { ListUnit } from './check-list.js';
import type { Choices, ListChoice } from './choices.js';
import { addEffects, type EffectSlice } from './effects.js';

/**
 * Writes a slice of a list: the first begins its version, the last puts it in force; before that nobody sees it. Throws
 * WrongState when another version took its place meanwhile.
 */
export async function writeListSlice(
  unit: UnitOfWork,
  slice: EffectSlice,
  units: readonly ListUnit[],
  { list, observedOn, source }: Choices,
): Promise<void> {
  const version = await (slice.slice === 0
    ? openListVersion(unit, { ...(list as ListChoice), asOf: observedOn ?? '', source })
    : getOpenListVersion(unit, await versionOf(unit, slice.importId)));
  if (slice.slice === 0) await addEffects(unit, slice, 'list_version', [version.id]);
  await addListEntries(
    unit,
    version,
    units.map(({ entry }) => entry),
  );
  if (slice.slice === (await lastSlice(unit, slice.importId))) await closeListVersion(unit, version.id);
}

/** The version that an import began. Throws WrongState when it was given up for a newer one. */
async function versionOf({ sql }: UnitOfWork, importId: string): Promise<string> {
  const [version] = await sql<{ id: string }>(
    `select v.id from import_effect e join kept_list_version v on v.id = e.subject_id
     where e.import_id = $1 and e.subject = 'list_version'`,
    [importId],
  );
  if (version) return version.id;
  throw wrongState('given_up', {
    zh: '写入期间，这个名单又登记了新的一期，这次导入不再继续。请撤销这次导入，需要时重新上传。',
    en: 'Another version of the list was handed in meanwhile, so this import does not go on. Undo it, and upload the file again if it is needed.',
  });
}

async function lastSlice({ sql }: UnitOfWork, importId: string): Promise<number | undefined> {
  const [last] = await sql<{ place: number }>(
    `select max(place) as place from import_slice where import_id = $1 and stage = 'plan'`,
    [importId],
  );
  return last?.place;
}
