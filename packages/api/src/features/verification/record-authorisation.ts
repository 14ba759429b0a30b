import { assertCan } from '../../platform/authorize.js';
import { addDays } from '../../platform/calendar.js';
import { ageOn, today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadHousehold } from '../registry/load-household.js';
import { recordObservations } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import { ADULT_AGE, standingSql } from './authorisation-sql.js';
import { authorisationTextOn, registerByCode, registersOf } from './registers.js';
import type { AuthorisedPersonInput, RecordAuthorisationInput } from './verification.inputs.js';

interface MemberRow {
  id: string;
  name: string;
  birthDate: string;
}

const PAPER = { zh: '授权书编号或扫描件编号', en: 'number of the paper or its scan' };

/**
 * Records that people of a household signed the authorisation of the day (R14, R173): each adult himself, for a minor a
 * guardian among the adults of the household. Throws InvalidInput, NotFound, NotAllowed.
 */
export async function recordAuthorisation(unit: UnitOfWork, input: RecordAuthorisationInput): Promise<CommandResult> {
  const household = await loadHousehold(unit, input.householdId, 'verify');
  assertCan(unit, 'record', 'Authorisation', { townshipCode: household.townshipCode });
  const check = new InputCheck();
  const signedOn = check.day('signedOn', input.signedOn ?? today()) ?? today();
  if (signedOn > today()) {
    check.add('signedOn', { zh: '签署日期不能晚于今天。', en: 'It cannot be signed in the future.' });
  }
  const text = authorisationTextOn(unit.county.pack, signedOn);
  const longest = addDays(signedOn, text.validDays);
  const validUntil = input.validUntil ? check.day('validUntil', input.validUntil) : longest;
  if (validUntil !== undefined && (validUntil < signedOn || validUntil > longest)) {
    check.add('validUntil', {
      zh: `有效期应在签署日期之后、${longest} 之前。`,
      en: `It may be valid until ${longest} at most, and not end before it is signed.`,
    });
  }
  const items = readItems(unit, check, input.items);
  const paper = input.manner === 'paper' ? check.text('paperNumber', input.paperNumber ?? '', PAPER, 100) : null;
  if (input.manner !== 'paper' && input.manner !== 'present') {
    check.add('manner', {
      zh: '请选择签署方式：书面或当面。',
      en: 'Choose how it was signed: on paper or in presence.',
    });
  }
  const members = await unit.sql<MemberRow>(
    'select id, name, birth_date as "birthDate" from person where household_id = $1',
    [household.id],
  );
  const people = readPeople(check, input.people, members, signedOn);
  check.done();
  await unit.sql(
    `insert into authorisation
       (household_id, person_id, signer_id, text_code, items, signed_on, valid_until, manner, paper_number, recorded_by)
     select $1, s.person, s.signer, $4, $5, $6, $7, $8, $9, $10 from unnest($2::uuid[], $3::uuid[]) as s (person, signer)`,
    [
      household.id,
      people.map(({ personId }) => personId),
      people.map(({ signerId }) => signerId),
      text.code,
      items,
      signedOn,
      validUntil,
      input.manner,
      paper,
      unit.actor.staffId,
    ],
  );
  await recordConsents(unit, household.id);
  return { type: 'Household', id: household.id };
}

function readItems(unit: UnitOfWork, check: InputCheck, codes: readonly string[] | null | undefined): string[] {
  if (!codes) return registersOf(unit.county.pack).map(({ code }) => code);
  codes.forEach((code, index) => {
    if (registerByCode(unit.county.pack, code)) return;
    check.add(`items.${index}`, { zh: `没有核对事项“${code}”。`, en: `There is no item "${code}" to verify.` });
  });
  if (codes.length === 0) check.add('items', { zh: '请至少选择一个核对事项。', en: 'Choose at least one item.' });
  return [...new Set(codes)];
}

function readPeople(
  check: InputCheck,
  people: readonly AuthorisedPersonInput[],
  members: readonly MemberRow[],
  day: string,
): { personId: string; signerId: string }[] {
  if (people.length === 0) check.add('people', { zh: '请选择签署的成员。', en: 'Choose who signed.' });
  const isAdult = ({ birthDate }: MemberRow) => ageOn(birthDate, day) >= ADULT_AGE;
  return people.map(({ personId, signerId }, index) => {
    const person = members.find(({ id }) => id === personId);
    const signer = members.find(({ id }) => id === (signerId ?? personId));
    if (!person || !signer) {
      check.add(`people.${index}`, { zh: '该人不是这一户的成员。', en: 'This person is not of the household.' });
    } else if (isAdult(person) && signer !== person) {
      check.add(`people.${index}.signerId`, {
        zh: `${person.name} 已成年，须由本人签署。`,
        en: `${person.name} is of age and signs in person.`,
      });
    } else if (!isAdult(signer)) {
      check.add(`people.${index}.signerId`, {
        zh: `${person.name} 未成年，请选择户内成年的监护人代签。`,
        en: `${person.name} is a minor: choose an adult of the household who signs as guardian.`,
      });
    }
    return { personId, signerId: signerId ?? personId };
  });
}

/** Keeps the fact whether every adult of a household has an authorisation that stands today, when it changes. */
export async function recordConsents(unit: UnitOfWork, householdId: string): Promise<void> {
  const [consents] = await unit.sql<{ complete: boolean; known: boolean | null }>(
    `select bool_and(${standingSql('p.id', '$2::text', '$3::date')} is not null)
              filter (where p.birth_date <= $3::date - make_interval(years => ${ADULT_AGE})) as complete,
       (select f.hh_consents_complete from household_facts f where f.household_id = $1) as known
     from person p where p.household_id = $1`,
    [householdId, registersOf(unit.county.pack)[0]?.code ?? '', today()],
  );
  const complete = consents?.complete ?? false;
  if (complete === consents?.known) return;
  const source = SOURCES.authorisation.zh;
  await recordObservations(unit, { householdId }, [
    { code: 'hh_consents_complete', value: complete, source, verified: true },
  ]);
}
