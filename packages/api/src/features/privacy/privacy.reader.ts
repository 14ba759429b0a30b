import type { SignedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import type { Page } from '../registry/registry.reader.js';
import { openIdNumber, openPhone, type SealedPerson } from '../registry/sealed-identity.js';
import type { RevealedIdentity } from './privacy.types.js';

export interface IdentityReadingRow {
  id: string;
  /** null: of a name to look into, of whom only a list knows. */
  personId: string | null;
  personName: string;
  householdId: string | null;
  readBy: string;
  titleZh: string;
  titleEn: string;
  readAt: Date;
  purpose: string;
  note: string | null;
  ofAccount: boolean;
  ofAmount: boolean;
}

const OF_PERSON = { townshipCode: { sql: 'h.township_code' } };
const FIELDS = { townshipCode: { sql: 'coalesce(h.township_code, d.township_code)' } };
const READING = `r.id, r.person_id as "personId", coalesce(p.name, e.masked_name) as "personName", h.id as "householdId", s.name as "readBy",
  s.title_zh as "titleZh", s.title_en as "titleEn", r.read_at as "readAt", r.purpose, r.note,
  r.account_id is not null as "ofAccount", r.transfer_id is not null as "ofAmount"`;
const FROM = `identity_reading r join staff s on s.id = r.read_by left join person p on p.id = r.person_id
  left join person now on now.id = coalesce(p.merged_into, p.id)
  left join household h on h.id = coalesce(now.household_id, now.last_household_id)
  left join discovery d on d.id = r.discovery_id left join kept_list_entry e on e.id = d.entry_id`;

/** What the actor has just said that he reads; undefined a quarter of an hour later, or where it was somebody else. */
export async function findRevealed(
  { database, actor, ability }: SignedIn,
  readingId: string,
): Promise<RevealedIdentity | undefined> {
  const params: unknown[] = [readingId, actor.staffId];
  const access = accessSql(ability, 'read', 'Identity', OF_PERSON, params);
  const [person] = await rows<SealedPerson & { readingId: string }>(
    database.pool,
    `select r.id as "readingId", p.id, encode(p.id_number_sealed, 'base64') as "idNumber",
       encode(p.phone_sealed, 'base64') as phone
     from identity_reading r join person p on p.id = r.person_id
     join household h on h.id = coalesce(p.household_id, p.last_household_id)
     where r.id = $1 and r.account_id is null and r.transfer_id is null and r.read_by = $2 and r.read_at > now() - interval '15 minutes' and ${access}`,
    params,
  );
  return (
    person && {
      id: person.readingId,
      personId: person.id,
      idNumber: openIdNumber(database.vault, person),
      phone: openPhone(database.vault, person),
    }
  );
}

/** Who read numbers in full, of one person or of all that the actor may know of, the latest first. */
export async function identityReadings(
  { database, ability }: SignedIn,
  personId: string | null,
  first: number | null | undefined,
  after: string | null | undefined,
): Promise<Page<IdentityReadingRow>> {
  const params: unknown[] = [];
  const conditions = [accessSql(ability, 'read', 'IdentityReading', FIELDS, params)];
  if (personId !== null) {
    if (!isUuid(personId)) return { nodes: [], count: async () => 0, nextCursor: null };
    conditions.push(`now.id = $${params.push(personId)}`);
  }
  const counted = [...params];
  const counting = `select count(*)::int as total from ${FROM} where ${conditions.join(' and ')}`;
  const count = async () => (await rows<{ total: number }>(database.pool, counting, counted))[0]?.total ?? 0;
  const [id] = readCursor(after, 1) ?? [];
  if (id && isUuid(id)) conditions.push(`r.id < $${params.push(id)}`);
  const size = pageSize(first);
  const text = `select ${READING} from ${FROM} where ${conditions.join(' and ')}
    order by r.id desc limit $${params.push(size + 1)}`;
  const found = await rows<IdentityReadingRow>(database.pool, text, params);
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  return { nodes, count, nextCursor: found.length > size && last ? writeCursor(last.id) : null };
}
