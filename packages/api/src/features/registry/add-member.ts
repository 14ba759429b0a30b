import { assertVersion } from '../../platform/authorize.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadHousehold } from './load-household.js';
import { type CheckedMember, checkUnregistered, readMember } from './members.js';
import { insertPeople } from './people.js';
import { recordObservations } from './record-observations.js';
import type { AddMemberInput } from './registry.inputs.js';
import { SOURCES } from './sources.js';

/**
 * Adds a person to a household; its recorded size follows, unless a different one was observed. Throws InvalidInput,
 * NotFound, NotAllowed, StaleVersion.
 */
export async function addMember(unit: UnitOfWork, input: AddMemberInput): Promise<CommandResult> {
  const household = await loadHousehold(unit, input.householdId, 'edit');
  assertVersion(household, input.expectedVersion);
  const check = new InputCheck();
  const member = readMember(check, input.member, 'member');
  if (input.member.relation === 'head') {
    check.add('member.relation', {
      zh: '该户已有户主，请选择与户主的关系。',
      en: 'The household has a head; choose the relation to the head.',
    });
  }
  if (member) await checkUnregistered(unit, check, [{ member, path: 'member' }]);
  check.done();
  const [before] = await unit.sql<{ members: number; recorded: number | null }>(
    `select (select count(*)::int from person where household_id = $1) as members,
       (select hh_size from household_facts where household_id = $1) as recorded`,
    [household.id],
  );
  await insertPeople(unit, [{ ...(member as CheckedMember), householdId: household.id }]);
  household.changeMembers();
  if (before && before.recorded === before.members) {
    await recordObservations(unit, { householdId: household.id }, [
      { code: 'hh_size', value: before.members + 1, source: SOURCES.register.zh },
    ]);
  }
  return { type: 'Household', id: household.id };
}
