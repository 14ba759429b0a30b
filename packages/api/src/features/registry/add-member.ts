import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkDuplicates, keepLookedAt } from '../duplicate/check-duplicates.js';
import { addEvent } from '../household-change/add-event.js';
import { householdSizes, recordSizes } from '../household-change/household-sizes.js';
import { placeNew, settleHouseholds } from '../household-change/place-people.js';
import { loadHousehold } from './load-household.js';
import { type CheckedMember, checkUnregistered, MAX_MEMBERS, readMember } from './members.js';
import { insertPeople, peopleByIdNumber } from './people.js';
import type { AddMemberInput } from './registry.inputs.js';

/**
 * Adds a person to a household: somebody who moved in, or a child born into it on its birth date. Who was registered
 * before and left the county comes back as the same person. The recorded size follows, unless a different one was
 * observed. Throws InvalidInput, NotFound, NotAllowed, StaleVersion, WrongState for a dissolved household, and
 * PossibleDuplicates when he may be registered already and was not said to be another.
 */
export async function addMember(unit: UnitOfWork, input: AddMemberInput): Promise<CommandResult> {
  const household = await loadHousehold(unit, input.householdId, 'edit');
  assertVersion(household, input.expectedVersion);
  if (household.dissolvedOn !== null) {
    throw wrongState('dissolved', {
      zh: `${household.code} 户已销户，不能增加成员。`,
      en: `Household ${household.code} is dissolved; nobody can be added.`,
    });
  }
  const { member, known, on } = await readNewcomer(unit, input);
  const sizes = await householdSizes(unit, [household.id]);
  if ((sizes[0]?.members ?? 0) >= MAX_MEMBERS) {
    throw wrongState('full', {
      zh: `一户最多 ${MAX_MEMBERS} 人。`,
      en: `A household has at most ${MAX_MEMBERS} members.`,
    });
  }
  const compared = known ? [] : [{ member, path: 'member' }];
  const lookedAt = await checkDuplicates(unit, compared, household.villageCode, input.anotherPerson);
  const personId = known ?? (await insertPeople(unit, [{ ...member, householdId: household.id }]))[0];
  await keepLookedAt(unit, lookedAt, [personId as string]);
  const eventId = await addEvent(unit, {
    kind: input.born ? 'born' : 'moved_in',
    effectiveOn: on,
    reason: input.reason?.trim() || (input.born ? '出生登记' : '迁入登记'),
    document: input.document?.trim() || null,
    households: [household.id],
    people: [personId as string],
  });
  const place = { personId: personId as string, householdId: household.id, relation: member.relation, gone: null };
  await placeNew(unit, [place], on, eventId);
  await settleHouseholds(unit, [place.personId], [household.id], on);
  await recordSizes(unit, sizes, on, eventId);
  return { type: 'Household', id: household.id };
}

interface Newcomer {
  member: CheckedMember;
  /** Who comes back. */
  known: string | undefined;
  /** Since when: YYYY-MM-DD. */
  on: string;
}

async function readNewcomer(unit: UnitOfWork, input: AddMemberInput): Promise<Newcomer> {
  const check = new InputCheck();
  const member = readMember(check, input.member, 'member');
  if (input.member.relation === 'head') {
    check.add('member.relation', {
      zh: '该户已有户主，请选择与户主的关系。',
      en: 'The household has a head; choose the relation to the head.',
    });
  }
  const given = input.effectiveOn ? check.day('effectiveOn', input.effectiveOn) : today();
  const on = input.born ? member?.birthDate : given;
  if (on && member && (on > today() || on < member.birthDate)) {
    check.add('effectiveOn', {
      zh: '迁入日期应在出生日期与今天之间。',
      en: 'The day of moving in lies between the birth and today.',
    });
  }
  if (member) await checkUnregistered(unit, check, [{ member, path: 'member' }], { mayReturn: !input.born });
  check.done();
  const known = (await peopleByIdNumber(unit, [(member as CheckedMember).idNumber])).get(
    (member as CheckedMember).idNumber,
  );
  if (known) await checkReturn(unit, known.personId, on as string);
  return { member: member as CheckedMember, known: known?.personId, on: on as string };
}

/** Nobody comes back before he left. */
async function checkReturn(unit: UnitOfWork, personId: string, on: string): Promise<void> {
  const check = new InputCheck();
  const [row] = await unit.sql<{ goneOn: string }>('select gone_on as "goneOn" from person where id = $1', [personId]);
  if (row && row.goneOn > on) {
    check.add('effectiveOn', {
      zh: `此人 ${row.goneOn} 才迁出，迁入日期不能更早。`,
      en: `This person left on ${row.goneOn} and cannot have come back before.`,
    });
  }
  check.done();
}
