import { subject } from '@casl/ability';
import { Failure } from '../../platform/errors.js';
import { maskIdNumber, maskPhone } from '../../platform/masking.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { HOUSEHOLD_ACCESS_COLUMNS } from '../registry/household-access.js';
import type { CheckedMember } from '../registry/members.js';
import { openIdNumber, openPhone, type SealedPerson } from '../registry/sealed-identity.js';
import type { AnotherPersonInput } from './duplicate.inputs.js';
import type { DuplicateCandidate } from './duplicate.types.js';
import { type Alike, findAlike } from './find-alike.js';
import { keepPairs } from './keep-pairs.js';

/** Records like those about to be registered that somebody looked at: they are of other people. */
export interface LookedAt {
  alike: readonly Alike[];
  reason: string | null;
}

interface CandidateRow extends SealedPerson {
  name: string;
  birthDate: string;
  householdId: string;
  householdCode: string;
  townshipCode: string;
}

/**
 * Looks whether people about to be registered in a village may be registered already. Throws PossibleDuplicates naming
 * each who was not said to be another person, and InvalidInput when no reason was given for that.
 */
export async function checkDuplicates(
  unit: UnitOfWork,
  people: readonly { member: CheckedMember; path: string }[],
  villageCode: string,
  another: AnotherPersonInput | null | undefined,
): Promise<LookedAt> {
  const compared = people.map(({ member }) => ({ ...member, villageCode }));
  const alike = await findAlike(unit, compared);
  const looked = new Set(another?.personIds);
  if (alike.some(({ personId }) => !looked.has(personId))) {
    const candidates = await candidatesOf(unit, alike, (index) => people[index]?.path as string);
    throw new Failure(
      'PossibleDuplicates',
      'POSSIBLE_DUPLICATES',
      {
        zh: `有 ${candidates.length} 名已登记人员可能是同一人，请先核对。`,
        en: `${candidates.length} registered ${candidates.length === 1 ? 'person' : 'people'} may be the same; look first.`,
      },
      { candidates },
    );
  }
  if (alike.length === 0) return { alike, reason: null };
  const check = new InputCheck();
  const reason = check.text('anotherPerson.reason', another?.reason ?? '', { zh: '理由', en: 'reason' });
  check.done();
  return { alike, reason: reason as string };
}

/** Keeps that the people now registered are others than those they are like, so that nobody asks again. */
export async function keepLookedAt(
  unit: UnitOfWork,
  { alike, reason }: LookedAt,
  personIds: readonly string[],
): Promise<void> {
  const pairs = alike.map(({ index, personId, signs }) => ({ people: [personIds[index] as string, personId], signs }));
  await keepPairs(unit.sql, pairs, { reason, decidedBy: unit.actor.staffId });
}

/** Who they are, as far as the actor may see; of other places only where. */
async function candidatesOf(
  { sql, vault, ability, county }: UnitOfWork,
  alike: readonly Alike[],
  pathOf: (index: number) => string,
): Promise<DuplicateCandidate[]> {
  const found = await sql<CandidateRow>(
    `select p.id, p.name, p.birth_date as "birthDate", h.id as "householdId", h.code as "householdCode",
       encode(p.id_number_sealed, 'base64') as "idNumber", encode(p.phone_sealed, 'base64') as phone,
       ${HOUSEHOLD_ACCESS_COLUMNS}
     from person p join household h on h.id = coalesce(p.household_id, p.last_household_id) where p.id = any($1)`,
    [alike.map(({ personId }) => personId)],
  );
  const people = new Map(found.map((row) => [row.id, row]));
  return alike.map(({ index, personId, signs }): DuplicateCandidate => {
    const row = people.get(personId) as CandidateRow;
    const about = { path: pathOf(index), personId, signs, township: county.township(row.townshipCode)?.name ?? null };
    if (!ability.can('read', subject('Household', { ...row }) as never)) return { ...about, ...UNSEEN };
    const phone = openPhone(vault, row);
    return {
      ...about,
      name: row.name,
      birthDate: row.birthDate,
      idNumber: maskIdNumber(openIdNumber(vault, row)),
      phone: phone && maskPhone(phone),
      householdId: row.householdId,
      householdCode: row.householdCode,
    };
  });
}

const UNSEEN = {
  name: null,
  birthDate: null,
  idNumber: null,
  phone: null,
  householdId: null,
  householdCode: null,
} as const;
