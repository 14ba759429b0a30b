import {
  OFF_REGISTER,
  REGISTER_LEVELS,
  REGISTER_REASONS,
  type RegisterReason,
  type RegisterSource,
} from '@yimen/schema';
import { today } from '../../platform/clock.js';
import type { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { projectLevels } from './project-levels.js';
import { isLevel, PERSONAL_LEVELS } from './register-level.js';

export interface NewChange {
  householdId: string;
  /** The person who changes apart from his household; null: the household. */
  personId: string | null;
  /** Where the subject stands now; `none`: not on the register. */
  fromLevel: string;
  /** Where it goes; `none`: off the register. */
  toLevel: string;
  /** YYYY-MM-DD, not before the subject's last change and not in the future. */
  onDay: string;
  reason: RegisterReason;
  note: string | null;
  source: RegisterSource;
  packageItemId?: string | null;
  applicationId?: string | null;
  /** The list that says so. */
  listId?: string | null;
  /** The change of the household that brought it; facts that follow are its too, and fall with it. */
  eventId?: string | null;
}

/** A household as a change finds it. */
export interface RegisterHousehold {
  id: string;
  townshipCode: string;
  villageCode: string;
}

/** Where a subject stands: its last change. */
export interface Standing {
  number: number;
  level: string;
  onDay: string;
}

const OFF: Standing = { number: 0, level: OFF_REGISTER, onDay: '' };

/** Locks households, in the order of their ids, so that two who move one queue. By id. */
export async function lockHouseholds(
  unit: UnitOfWork,
  ids: readonly string[],
): Promise<Map<string, RegisterHousehold>> {
  const found = await unit.sql<RegisterHousehold>(
    `select id, township_code as "townshipCode", village_code as "villageCode" from household
     where id = any($1) order by id for update`,
    [[...new Set(ids)]],
  );
  return new Map(found.map((household) => [household.id, household]));
}

/** Where households and people stand on the register now; whoever is not on it and never was is left out. */
export async function standingsOf(
  { sql }: Pick<UnitOfWork, 'sql'>,
  subjectIds: readonly string[],
): Promise<Map<string, Standing>> {
  const found = await sql<Standing & { subjectId: string }>(
    `select distinct on (subject_id) subject_id as "subjectId", number, to_level as level, on_day as "onDay"
     from register_change where subject_id = any($1) order by subject_id, number desc`,
    [[...new Set(subjectIds)]],
  );
  return new Map(found.map(({ subjectId, ...standing }) => [subjectId, standing]));
}

/**
 * Moves locked households and people between levels, in the order given, and brings the facts that rules read up to
 * date, all by a few statements however many they are. Notes every problem below `changes`, and throws InvalidInput.
 * Answers the ids of the changes.
 */
export async function applyChanges(
  unit: UnitOfWork,
  check: InputCheck,
  households: ReadonlyMap<string, RegisterHousehold>,
  changes: readonly NewChange[],
): Promise<string[]> {
  const numbered = await numberChanges(unit, check, changes);
  const written = await writeChanges(unit, households, numbered);
  await projectLevels(unit, households, numbered);
  return written;
}

type Numbered = NewChange & { number: number };

/** The changes with their numbers. Throws InvalidInput when one does not fit where its subject stands. */
export async function numberChanges(
  unit: UnitOfWork,
  check: InputCheck,
  changes: readonly NewChange[],
): Promise<Numbered[]> {
  const standings = await standingsOf(unit, changes.map(subjectOf));
  const numbered = changes.map((change, index) => {
    const standing = standings.get(subjectOf(change)) ?? OFF;
    checkChange(check, `changes.${index}`, change, standing);
    standings.set(subjectOf(change), { number: standing.number + 1, level: change.toLevel, onDay: change.onDay });
    return { ...change, number: standing.number + 1 };
  });
  check.done();
  return numbered;
}

/** Writes changes as they are, without the facts that follow. Answers their ids. */
export async function writeChanges(
  unit: UnitOfWork,
  households: ReadonlyMap<string, RegisterHousehold>,
  numbered: readonly Numbered[],
): Promise<string[]> {
  const written = await unit.sql<{ id: string }>(
    `insert into register_change (household_id, person_id, number, from_level, to_level, on_day, reason, note, source,
       package_item_id, application_id, list_id, event_id, township_code, village_code, recorded_by)
     select c.household_id, c.person_id, c.number, c.from_level, c.to_level, c.on_day, c.reason, c.note, c.source,
       c.package_item_id, c.application_id, c.list_id, c.event_id, c.township_code, c.village_code, $1
     from jsonb_to_recordset($2::jsonb) as c (place int, household_id uuid, person_id uuid, number int,
       from_level text, to_level text, on_day date, reason text, note text, source text, package_item_id uuid,
       application_id uuid, list_id uuid, event_id uuid, township_code text, village_code text)
     order by c.place returning id`,
    [
      unit.actor.staffId,
      JSON.stringify(
        numbered.map((change, place) => ({
          place,
          household_id: change.householdId,
          person_id: change.personId,
          number: change.number,
          from_level: change.fromLevel,
          to_level: change.toLevel,
          on_day: change.onDay,
          reason: change.reason,
          note: change.note,
          source: change.source,
          package_item_id: change.packageItemId,
          application_id: change.applicationId,
          list_id: change.listId,
          event_id: change.eventId,
          township_code: households.get(change.householdId)?.townshipCode,
          village_code: households.get(change.householdId)?.villageCode,
        })),
      ),
    ],
  );
  return written.map(({ id }) => id);
}

export function subjectOf({ householdId, personId }: Pick<NewChange, 'householdId' | 'personId'>): string {
  return personId ?? householdId;
}

const nameOf = (level: string): Bilingual =>
  isLevel(level) ? REGISTER_LEVELS[level] : { zh: '不在册', en: 'not on the register' };

function checkChange(check: InputCheck, path: string, change: NewChange, standing: Standing): void {
  const { fromLevel, toLevel, personId, onDay } = change;
  if (toLevel !== OFF_REGISTER && !isLevel(toLevel))
    check.add(`${path}.toLevel`, { zh: '请选择保障层级。', en: 'Choose the level.' });
  else if (personId && toLevel !== OFF_REGISTER && !PERSONAL_LEVELS.includes(toLevel))
    check.add(`${path}.toLevel`, {
      zh: `“${nameOf(toLevel).zh}”按户认定，不能只登记一人。`,
      en: `"${nameOf(toLevel).en}" is of a household, not of one person.`,
    });
  if (fromLevel !== standing.level)
    check.add(`${path}.fromLevel`, {
      zh: `现为“${nameOf(standing.level).zh}”，不是“${nameOf(fromLevel).zh}”：可能刚被他人变更，请刷新。`,
      en: `This stands at "${nameOf(standing.level).en}", not at "${nameOf(fromLevel).en}": somebody may just have changed it. Reload.`,
    });
  else if (fromLevel === toLevel)
    check.add(`${path}.toLevel`, { zh: '层级没有变化。', en: 'The level stays the same.' });
  checkReason(check, path, change);
  if (onDay > today())
    check.add(`${path}.onDay`, { zh: '变动日期不能晚于今天。', en: 'The day of a change cannot lie in the future.' });
  if (onDay < standing.onDay)
    check.add(`${path}.onDay`, {
      zh: `不能早于上一次变动（${standing.onDay}）。`,
      en: `It cannot come before the last change (${standing.onDay}).`,
    });
}

function checkReason(check: InputCheck, path: string, { reason, toLevel, note }: NewChange): void {
  const known = Object.hasOwn(REGISTER_REASONS, reason) ? REGISTER_REASONS[reason] : undefined;
  const fits = toLevel === OFF_REGISTER ? known?.leaves : known?.enters;
  if (!fits)
    check.add(`${path}.reason`, { zh: '请选择与变动相符的原因。', en: 'Choose a reason that fits the change.' });
  if (reason === 'correction' && !note)
    check.add(`${path}.note`, { zh: '更正须说明原因。', en: 'Say what is put right, and why.' });
}
