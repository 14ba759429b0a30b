import type { Gone, HouseholdChange } from '@yimen/schema';
import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import type { CheckedPlace } from '../registry/check-place.js';
import { loadHouseholds } from '../registry/load-household.js';
import type { Household } from '../registry/registry.entity.js';
import type { HouseholdChangeInput } from './household-change.inputs.js';

/** A person of a household that changes, as he is now. */
export interface Member {
  id: string;
  name: string;
  householdId: string;
  relation: string;
  birthDate: string;
  /** The day of his latest change; his birth when there was none. */
  since: string;
}

/** Where a person is from the day of the change on: in a household with a relation to its head, or gone. */
export interface Placement {
  personId: string;
  householdId: string | null;
  relation: string | null;
  gone: Gone | null;
}

/** A change that is being checked: the households it touches, locked, and their people. */
export interface Draft {
  unit: UnitOfWork;
  input: HouseholdChangeInput;
  check: InputCheck;
  household: Household;
  other: Household | undefined;
  /** Of both households. */
  members: readonly Member[];
  /** Who is cared for by whom now, of the people of the household. */
  cares: readonly { id: string; personId: string; since: string }[];
  /** The id of the household that a split makes. */
  newHouseholdId: string;
  effectiveOn: string;
}

/** What a change does, once it is checked. */
export interface Plan {
  placements: readonly Placement[];
  /** Whom it is about. */
  people: readonly string[];
  /** Where the household that it makes lives. */
  newPlace?: CheckedPlace;
  /** Writes what it does besides. */
  write?: (eventId: string) => Promise<void>;
}

export type ChangeKind = Exclude<HouseholdChange, 'duplicate' | 'moved_in' | 'born' | 'withdrawn' | 'undone'>;

/**
 * Loads what a change touches, the households locked in the order of their ids. Throws NotFound, NotAllowed,
 * StaleVersion, and WrongState for a household that is dissolved.
 */
export async function openDraft(unit: UnitOfWork, input: HouseholdChangeInput): Promise<Draft> {
  const ids = [input.householdId, input.otherHouseholdId].filter((id): id is string => Boolean(id));
  const loaded = await loadHouseholds(unit, ids, 'edit');
  for (const each of loaded.values()) assertLive(each);
  const household = loaded.get(input.householdId) as Household;
  const other = input.otherHouseholdId ? loaded.get(input.otherHouseholdId) : undefined;
  assertVersion(household, input.expectedVersion);
  if (other && input.otherExpectedVersion != null) assertVersion(other, input.otherExpectedVersion);
  const check = new InputCheck();
  return {
    unit,
    input,
    check,
    household,
    other: other === household ? undefined : other,
    members: await membersOf(unit, [...loaded.keys()]),
    cares: await unit.sql(
      `select c.id, c.person_id as "personId", c.from_on as since from person_carer c join person p on p.id = c.person_id
       where p.household_id = $1 and c.until_on is null`,
      [household.id],
    ),
    newHouseholdId: uuidv7(),
    effectiveOn: readDay(check, input.effectiveOn),
  };
}

function assertLive({ code, dissolvedOn }: Household): void {
  if (dissolvedOn === null) return;
  throw wrongState('dissolved', {
    zh: `${code} 户已销户。如系误办，请撤销使其销户的变动。`,
    en: `Household ${code} is dissolved. If that was a mistake, undo the change that dissolved it.`,
  });
}

/** The day of a change, today when it cannot be read. */
function readDay(check: InputCheck, text: string): string {
  const day = check.day('effectiveOn', text) ?? today();
  if (day > today()) {
    check.add('effectiveOn', { zh: '发生日期不能晚于今天。', en: 'The day of a change cannot lie in the future.' });
  }
  return day;
}

/** The people of households, with the day of each one's latest change. */
export function membersOf(unit: Pick<UnitOfWork, 'sql'>, households: readonly string[]): Promise<Member[]> {
  return unit.sql<Member>(
    `select p.id, p.name, p.household_id as "householdId", p.relation, p.birth_date as "birthDate",
       coalesce((select max(m.from_on) from household_member m where m.person_id = p.id), p.birth_date) as since
     from person p where p.household_id = any($1) order by p.birth_date, p.id`,
    [households],
  );
}
