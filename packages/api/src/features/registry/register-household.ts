import { assertCan } from '../../platform/authorize.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkDuplicates, keepLookedAt } from '../duplicate/check-duplicates.js';
import { type CheckedPlace, checkPlace } from './check-place.js';
import { createHousehold } from './create-household.js';
import { checkUnregistered, MAX_MEMBERS, readMember } from './members.js';
import type { RegisterHouseholdInput } from './registry.inputs.js';

/** Registers a household with its people. Throws InvalidInput with every problem, NotAllowed outside the
 * actor's area, PossibleDuplicates when somebody may be registered already and was not said to be another. */
export async function registerHousehold(unit: UnitOfWork, input: RegisterHouseholdInput): Promise<CommandResult> {
  assertCan(unit, 'register', 'Household', { townshipCode: input.townshipCode });
  const check = new InputCheck();
  const place = checkPlace(unit.county, check, input);
  const areaType = input.areaType || place?.kind;
  if (areaType !== undefined && !['urban', 'rural'].includes(areaType)) {
    check.add('areaType', { zh: '城乡属性请选择“城市”或“农村”。', en: 'Choose urban or rural.' });
  }
  const members = input.members.flatMap((entry, index) => {
    const path = `members.${index}`;
    const member = readMember(check, entry, path);
    return member ? [{ member, path }] : [];
  });
  checkHead(check, input);
  await checkUnregistered(unit, check, members);
  check.done();
  const { villageCode } = place as CheckedPlace;
  const lookedAt = await checkDuplicates(unit, members, villageCode, input.anotherPerson);
  const { householdId, personIds } = await createHousehold(unit, {
    ...(place as CheckedPlace),
    areaType: areaType as string,
    members: members.map(({ member }) => member),
  });
  await keepLookedAt(unit, lookedAt, personIds);
  return { type: 'Household', id: householdId };
}

function checkHead(check: InputCheck, { members }: RegisterHouseholdInput): void {
  const heads = members.filter((member) => member.relation === 'head').length;
  if (members.length === 0)
    check.add('members', { zh: '请至少登记一名家庭成员。', en: 'Register at least one member.' });
  else if (members.length > MAX_MEMBERS) {
    check.add('members', {
      zh: `一户最多登记 ${MAX_MEMBERS} 人。`,
      en: `A household has at most ${MAX_MEMBERS} members.`,
    });
  } else if (heads !== 1) {
    check.add('members', {
      zh: `一户须有且只有一名户主，现有 ${heads} 名。`,
      en: `A household has exactly one head; this one has ${heads}.`,
    });
  }
}
