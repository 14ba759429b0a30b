import { assertCan } from '../../platform/authorize.js';
import type { County } from '../../platform/county.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { createHousehold } from './create-household.js';
import { checkUnregistered, readMember } from './members.js';
import type { RegisterHouseholdInput } from './registry.inputs.js';

const MAX_MEMBERS = 30;

/** Registers a household with its people. Throws InvalidInput with every problem, NotAllowed outside the actor's area. */
export async function registerHousehold(unit: UnitOfWork, input: RegisterHouseholdInput): Promise<CommandResult> {
  assertCan(unit, 'register', 'Household', { townshipCode: input.townshipCode });
  const check = new InputCheck();
  const kind = checkPlace(unit.county, check, input.townshipCode, input.villageCode);
  const address = check.text('address', input.address, { zh: '住址', en: 'address' });
  const areaType = input.areaType || kind;
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
  const { householdId } = await createHousehold(unit, {
    townshipCode: input.townshipCode,
    villageCode: input.villageCode,
    address: address as string,
    areaType: areaType as string,
    members: members.map(({ member }) => member),
  });
  return { type: 'Household', id: householdId };
}

/** The kind of the village, after noting a township or village that the county does not have. */
function checkPlace(county: County, check: InputCheck, townshipCode: string, villageCode: string): string | undefined {
  if (!county.township(townshipCode)) {
    check.add('townshipCode', { zh: '请选择本县的乡镇（街道）。', en: 'Choose a township of this county.' });
  }
  const place = county.village(villageCode);
  if (place?.township.code === townshipCode) return place.village.kind;
  check.add('villageCode', {
    zh: '请选择该乡镇（街道）下的村或社区。',
    en: 'Choose a village or community of this township.',
  });
  return undefined;
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
