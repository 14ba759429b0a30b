import { OFF_REGISTER, type RegisterLevel, type RegisterReason } from '@yimen/schema';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { applyChanges, lockHouseholds, type NewChange, standingsOf, subjectOf } from './apply-changes.js';
import { livingAlone } from './enter-by-decision.js';
import { highestLevel, isLevel, levelNamed, PERSONAL_LEVELS } from './register-level.js';
import { remainingLevels } from './remaining-levels.js';

/** A list that moves the register, as its keeper declared it. */
interface SourceList {
  id: string;
  unit: string;
  /** The version in force, and the day of which it tells. */
  number: number;
  asOf: string;
  level: string | null;
  column: string | null;
  clearedColumn: string | null;
}

interface Entry {
  householdId: string;
  personId: string;
  attributes: Record<string, unknown>;
  ended: boolean;
}

/** What a list says of one subject of the register. */
interface Said {
  householdId: string;
  personId: string | null;
  levels: RegisterLevel[];
  /** Why it has no level any more. */
  reason: RegisterReason;
}

/**
 * Moves the register as a list that is declared its source says, as of the list's day: who is named comes to his level,
 * unless he stands at a higher one; whoever stood at a level of the list and is named no more, or whose risk it calls
 * cleared, leaves or falls to what he still has (R64, R69). Does nothing for any other list.
 */
export async function followList(unit: UnitOfWork, listId: string): Promise<void> {
  const [list] = await unit.sql<SourceList>(
    `select l.id, l.unit, v.number, v.as_of as "asOf", l.register_level as level, l.register_column as column,
       l.register_cleared_column as "clearedColumn"
     from kept_list l join kept_list_version v on v.list_id = l.id and v.number = l.current_number
     where l.id = $1 and num_nonnulls(l.register_level, l.register_column) > 0`,
    [listId],
  );
  if (!list) return;
  const entries = await unit.sql<Entry>(
    `select e.household_id as "householdId", e.person_id as "personId", e.attributes, e.to_number is not null as ended
     from kept_list_entry e join household h on h.id = e.household_id
     where e.list_id = $1 and (e.to_number is null or e.to_number = $2) and h.dissolved_on is null
     order by e.household_id, e.id`,
    [list.id, list.number],
  );
  const households = await lockHouseholds(
    unit,
    entries.map(({ householdId }) => householdId),
  );
  const said = await saidOf(unit, list, entries);
  const changes = await changesOf(unit, list, said, new Set(entries.map((entry) => levelOf(list, entry))));
  if (changes.length > 0) await applyChanges(unit, new InputCheck(), households, changes);
}

function levelOf({ level, column }: SourceList, { attributes }: Entry): RegisterLevel | undefined {
  if (level) return isLevel(level) ? level : undefined;
  return levelNamed(String(attributes[column as string] ?? ''));
}

/** By subject: a person only of a list of people, at a level that one may have apart from his household. */
async function saidOf(unit: UnitOfWork, list: SourceList, entries: readonly Entry[]): Promise<Said[]> {
  const alone = await livingAlone(
    unit,
    entries.map(({ householdId }) => householdId),
  );
  const found = new Map<string, Said>();
  for (const entry of entries) {
    const level = levelOf(list, entry);
    if (!level) continue;
    const { householdId } = entry;
    const personal = list.unit === 'person' && PERSONAL_LEVELS.includes(level) && !alone.has(householdId);
    const personId = personal ? entry.personId : null;
    const cleared = list.clearedColumn !== null && entry.attributes[list.clearedColumn] === true;
    const subject = { householdId, personId };
    const said = found.get(subjectOf(subject)) ?? { ...subject, levels: [], reason: 'list_update' };
    if (!entry.ended && !cleared) said.levels.push(level);
    if (!entry.ended && cleared) said.reason = 'risk_cleared';
    found.set(subjectOf(subject), said);
  }
  return [...found.values()];
}

async function changesOf(
  unit: UnitOfWork,
  list: SourceList,
  said: readonly Said[],
  ofList: ReadonlySet<RegisterLevel | undefined>,
): Promise<NewChange[]> {
  const standings = await standingsOf(unit, said.map(subjectOf));
  const remaining = await remainingLevels(unit, said, list.id);
  return said.flatMap(({ levels, reason, ...subject }): NewChange[] => {
    const standing = standings.get(subjectOf(subject));
    const fromLevel = standing?.level ?? OFF_REGISTER;
    const stands = isLevel(fromLevel) ? [fromLevel] : [];
    // A level that the list itself gave counts only as long as the list says so.
    const others = stands.some((level) => ofList.has(level)) ? (remaining.get(subjectOf(subject)) ?? []) : stands;
    const toLevel = highestLevel([...levels, ...others]) ?? OFF_REGISTER;
    if (toLevel === fromLevel) return [];
    const onDay = standing && standing.onDay > list.asOf ? standing.onDay : list.asOf;
    const why = levels.length > 0 || toLevel !== OFF_REGISTER ? 'list_update' : reason;
    return [{ ...subject, fromLevel, toLevel, onDay, reason: why, note: null, source: 'list', listId: list.id }];
  });
}
