import { assertCan } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import type { Bilingual } from '../../policy/types.js';
import { giveUpOpenVersion, putInForce } from './keep-list.js';
import { openIdentity, sealIdentity } from './unregistered.js';

interface VersionRow {
  id: string;
  listId: string;
  departmentCode: string;
  number: number;
  currentNumber: number;
  closed: boolean;
}

/** Throws WrongState when a version cannot be taken back: a later one follows it, or names of it were sent to townships. */
export async function assertMayTakeBack(sql: Sql, versionId: string): Promise<void> {
  const version = await findVersion(sql, versionId);
  if (!version?.closed) return;
  if (version.currentNumber !== version.number) throw wrongState('followed', FOLLOWED);
  const sent = await sql(
    `select from discovery d join kept_list_entry e on e.id = d.entry_id
     where e.list_id = $1 and e.from_number = $2 limit 1`,
    [version.listId, version.number],
  );
  if (sent.length > 0) throw wrongState('sent', SENT);
}

/**
 * Takes back a version by adding another that says what the one before it said; an open one is given up. Throws NotAllowed,
 * WrongState.
 */
export async function takeBackVersion(unit: UnitOfWork, versionId: string, source: string): Promise<void> {
  const version = await findVersion(unit.sql, versionId);
  if (!version) return;
  const { listId, departmentCode, number, closed } = version;
  assertCan(unit, 'keep', 'KeptList', { departmentCode });
  if (!closed) return giveUpOpenVersion(unit, listId);
  await assertMayTakeBack(unit.sql, versionId);
  await giveUpOpenVersion(unit, listId);
  const next = number + 1;
  const counts = await turnBackEntries(unit, listId, number);
  await unit.sql(
    `insert into kept_list_version (list_id, number, as_of, whole, source, kept_by, closed_at, title, columns, shared_with,
       added, changed, ended, entries)
     select $1, $2, coalesce(b.as_of, v.as_of), true, $3, $4, clock_timestamp(), coalesce(b.title, v.title),
       coalesce(b.columns, v.columns), coalesce(b.shared_with, v.shared_with), $5, $6, $7,
       (select count(*) from kept_list_entry e where e.list_id = $1 and e.to_number is null)
     from kept_list_version v left join kept_list_version b on b.list_id = v.list_id and b.number = v.number - 1
     where v.id = $8`,
    [listId, next, source, unit.actor.staffId, counts.added, counts.changed, counts.ended, versionId],
  );
  await putInForce(unit, listId, next);
}

interface Ended {
  id: string;
  mark: string;
  sealed: Buffer | null;
}

/** Ends what a version brought and brings what it ended, as entries of the next one. */
async function turnBackEntries(
  unit: UnitOfWork,
  listId: string,
  number: number,
): Promise<{ added: number; changed: number; ended: number }> {
  const brought = await unit.sql<{ mark: string }>(
    `update kept_list_entry set to_number = $2 + 1 where list_id = $1 and to_number is null and from_number = $2
     returning mark`,
    [listId, number],
  );
  const ended = await unit.sql<Ended>(
    'select id, mark, sealed from kept_list_entry where list_id = $1 and to_number = $2',
    [listId, number],
  );
  // What is sealed is bound to its row: a new row has it sealed anew.
  const again = ended.map(({ id, sealed }) => {
    const newId = uuidv7();
    const resealed = sealed && sealIdentity(unit.vault, newId, openIdentity(unit.vault, id, sealed));
    return { id, new_id: newId, sealed: resealed };
  });
  await unit.sql(
    `insert into kept_list_entry (id, list_id, mark, person_id, household_id, masked_name, masked_number, sealed,
       township_code, village_code, attributes, from_number, seen_number)
     select a.new_id, e.list_id, e.mark, e.person_id, e.household_id, e.masked_name, e.masked_number,
       decode(a.sealed, 'base64'), e.township_code, e.village_code, e.attributes, $2, $2
     from jsonb_to_recordset($1::jsonb) as a (id uuid, new_id uuid, sealed text)
     join kept_list_entry e on e.id = a.id`,
    [JSON.stringify(again), number + 1],
  );
  await unit.sql(
    'update kept_list_entry set seen_number = $2 + 1 where list_id = $1 and to_number is null and seen_number <= $2',
    [listId, number],
  );
  const gone = new Set(brought.map(({ mark }) => mark));
  const changed = ended.filter(({ mark }) => gone.has(mark)).length;
  return { added: ended.length - changed, changed, ended: gone.size - changed };
}

async function findVersion(sql: Sql, id: string): Promise<VersionRow | undefined> {
  const [version] = await sql<VersionRow>(
    `select v.id, v.list_id as "listId", l.department_code as "departmentCode", v.number,
       l.current_number as "currentNumber", v.closed_at is not null as closed
     from kept_list_version v join kept_list l on l.id = v.list_id where v.id = $1 for update of l`,
    [id],
  );
  return version;
}

const FOLLOWED: Bilingual = {
  zh: '这份名单之后又登记了新的一期，不能再撤销。如有错误，请登记正确的新一期。',
  en: 'A newer version of the list was handed in since; this one cannot be undone. Hand in a correct one instead.',
};
const SENT: Bilingual = {
  zh: '这份名单上的人已下发乡镇核查，不能撤销。如有错误，请登记正确的新一期。',
  en: 'Names of this version were sent to townships; it cannot be undone. Hand in a correct one instead.',
};
