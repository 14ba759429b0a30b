import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { dueDay } from '../../platform/deadlines.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { maskName } from '../funding/mask-name.js';
import { addTask } from '../task/add-task.js';
import type { InviteEntitledInput } from './screening.inputs.js';

/** Of a finding `f`: a case of its household is underway. */
export const HAS_CASE = `exists (select from case_file o where o.household_id = f.household_id
  and o.status not in ('settled', 'refused'))`;

const INVITED_FOR = `'invitation:' || f.household_id || ':' || f.program_codes[1] || ':'
  || extract(year from now() at time zone 'Asia/Shanghai')`;

/** Of a finding `f`: the day on which its township was asked this year to invite the household; null when it was not. */
export const INVITATION = `(select (v.created_at at time zone 'Asia/Shanghai')::date from task v where v.origin = ${INVITED_FOR})`;

interface Found {
  kind: string;
  programCode: string;
  townshipCode: string;
  departmentCodes: string[];
  villageCode: string;
  householdCode: string;
  personName: string;
  hasCase: boolean;
  origin: string;
  invited: boolean;
}

const ENTITLED = 'ENTITLED_WITHOUT';

/**
 * Asks the township of a household that is entitled and does not have the aid to go there and invite it to apply (R31,
 * R50). Once a year for a program. Throws NotFound, NotAllowed, WrongState.
 */
export async function inviteEntitled(unit: UnitOfWork, { findingId }: InviteEntitledInput): Promise<CommandResult> {
  const found = await findFinding(unit, findingId);
  assertCan(unit, 'invite', 'ScreeningFinding', found);
  if (found.kind !== ENTITLED) {
    throw wrongState(found.kind, {
      zh: '只有“符合条件而未享受”的可以告知申请。',
      en: 'Only who is entitled and goes without can be invited.',
    });
  }
  if (found.hasCase) {
    throw wrongState('case', {
      zh: '该户已有个案在办，不必另行告知。',
      en: 'A case of this household is underway; there is no need to invite it.',
    });
  }
  if (found.invited) {
    throw wrongState('invited', {
      zh: '今年已请乡镇告知该户，不必重复。',
      en: 'Its township was asked to invite it this year already.',
    });
  }
  const { programCode, villageCode, householdCode, townshipCode, origin } = found;
  const program = unit.county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  const village = unit.county.village(villageCode)?.village.name ?? villageCode;
  const name = maskName(found.personName);
  await addTask(unit.sql, {
    kind: 'invitation',
    zh: `${village}${name}（${householdCode} 户）符合“${program.zh}”条件而未享受，请上门告知并帮助申请`,
    en: `${name} of ${village} (household ${householdCode}) is entitled to ${program.en} and goes without: call there and help to apply`,
    townshipCode,
    dueOn: dueDay(unit.county, 'DL_DISCOVERY'),
    origin,
  });
  return { type: 'ScreeningFinding', id: findingId };
}

async function findFinding(unit: UnitOfWork, id: string): Promise<Found> {
  const [found] = isUuid(id)
    ? await unit.sql<Found>(
        `select f.kind, f.program_codes[1] as "programCode", f.township_code as "townshipCode",
           f.department_codes as "departmentCodes", f.village_code as "villageCode", h.code as "householdCode",
           p.name as "personName", ${HAS_CASE} as "hasCase", ${INVITED_FOR} as origin, ${INVITATION} is not null as invited
         from screening_finding f join household h on h.id = f.household_id
         join person meant on meant.id = coalesce(f.person_id, h.head_person_id)
         join person p on p.id = coalesce(meant.merged_into, meant.id) where f.id = $1`,
        [id],
      )
    : [];
  if (!found || !unit.ability.can('read', subject('ScreeningFinding', { ...found }) as never)) {
    throw notFound({ zh: '筛查结果', en: 'finding' });
  }
  return found;
}
