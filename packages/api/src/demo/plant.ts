import { addDays } from '../platform/calendar.js';
import { checkCharacter } from '../platform/parse.js';
import type { FactValue } from '../policy/types.js';
import { Dice, IdNumbers } from './identity.js';
import type { MadeHousehold, MadePerson } from './people.js';
import { describeHousehold } from './people-facts.js';

/** How a second entry of one person differs from the first. */
export type DuplicateKind =
  /** Name and birth day agree, the identity number is another. */
  | 'same_name_and_birth'
  /** In the same village, the name written with a character that sounds the same. */
  | 'same_sound_in_village'
  /** One digit of the identity number is wrong. */
  | 'one_digit_off'
  /** Name and telephone agree, the birth year does not. */
  | 'same_phone';

/** Somebody who was registered twice, by identity numbers. */
export interface PlantedDuplicate {
  kind: DuplicateKind;
  idNumber: string;
  twinIdNumber: string;
}

/** A fact that a department's register has otherwise than the family declared it. */
export interface PlantedConflict {
  /** Of the head, for a fact of the household. */
  idNumber: string;
  fact: string;
  declared: FactValue;
  found: FactValue;
  /** A verification code of the county pack. */
  source: string;
}

/** What is wrong with a made-up county, so that whoever looks for it can be checked. */
export interface Planted {
  duplicates: PlantedDuplicate[];
  conflicts: PlantedConflict[];
  /** How many records lack each fact. */
  missing: Record<string, number>;
}

const DUPLICATE_SHARE = 0.006;
const CONFLICT_SHARE = 0.02;

/** Characters of made-up names that sound alike. */
const SOUNDS_LIKE: Record<string, string> = {
  ...{ 明: '铭', 华: '骅', 强: '蔷', 军: '君', 芳: '方', 丽: '莉', 静: '靖', 伟: '玮', 磊: '蕾', 洋: '阳' },
  ...{ 艳: '燕', 勇: '永', 娟: '涓', 涛: '韬', 超: '抄', 霞: '侠', 平: '萍', 刚: '钢', 桂: '贵', 英: '瑛' },
  ...{ 建: '健', 文: '纹', 辉: '晖', 玲: '铃', 红: '虹', 宝: '保', 兰: '岚', 青: '清', 山: '珊', 云: '芸' },
  ...{ 梅: '玫', 秋: '丘', 生: '声', 林: '琳' },
};

/** Adds a record of a second registration; undefined when this person cannot have one of that kind. */
type Twin = (person: MadePerson, ids: IdNumbers) => MadePerson | undefined;

const TWINS: Record<DuplicateKind, Twin> = {
  same_name_and_birth: (person, ids) => ({ ...person, idNumber: ids.next(person.birthDate, person.sex), phone: null }),
  same_sound_in_village(person, ids) {
    const last = SOUNDS_LIKE[person.name.slice(-1)];
    if (last === undefined) return undefined;
    const birthDate = addDays(person.birthDate, -1);
    const idNumber = ids.next(birthDate, person.sex);
    return { ...person, name: person.name.slice(0, -1) + last, idNumber, birthDate, phone: null };
  },
  one_digit_off(person, ids) {
    const digit = (Number(person.idNumber[14]) + 5) % 10;
    const body = `${person.idNumber.slice(0, 14)}${digit}${person.idNumber.slice(15, 17)}`;
    const idNumber = body + checkCharacter(body);
    return ids.claim(idNumber) ? { ...person, idNumber, phone: null } : undefined;
  },
  same_phone(person, ids) {
    if (person.phone === null || person.birthDate.endsWith('-02-29')) return undefined;
    const birthDate = `${Number(person.birthDate.slice(0, 4)) - 1}${person.birthDate.slice(4)}`;
    return { ...person, idNumber: ids.next(birthDate, person.sex), birthDate };
  },
};
const KINDS = Object.keys(TWINS) as DuplicateKind[];

/** Registers that know better, and what they say instead of what the family declared. */
const REGISTERS: readonly { fact: string; source: string; found(declared: FactValue, dice: Dice): FactValue }[] = [
  { fact: 'hh_vehicle_count', source: 'V02', found: (declared) => Number(declared) + 1 },
  { fact: 'hh_property_count', source: 'V07', found: (declared) => Number(declared) + 1 },
  { fact: 'hh_business_registered', source: 'V11', found: (declared) => declared !== true },
  { fact: 'hh_income_month', source: 'V13', found: (declared, dice) => Number(declared) + dice.between(5, 30) * 100 },
];

/**
 * Plants into made-up households what is wrong in every real county: people registered twice (their second entries are
 * appended as households of their own) and facts that a register has otherwise than declared; counts what is missing.
 * The same seed plants the same; `ids` are those that the households' numbers came from. `today` is YYYY-MM-DD.
 */
export function plantTroubles(households: MadeHousehold[], ids: IdNumbers, seed: number, today: string): Planted {
  const dice = new Dice(seed ^ 0x5eed);
  const conflicts = plantConflicts(dice, households, today);
  const duplicates = plantDuplicates(dice, households, ids, today);
  return { duplicates, conflicts, missing: countMissing(households) };
}

function plantDuplicates(dice: Dice, households: MadeHousehold[], ids: IdNumbers, today: string): PlantedDuplicate[] {
  const planted: PlantedDuplicate[] = [];
  for (const household of [...households]) {
    if (!dice.chance(DUPLICATE_SHARE)) continue;
    const person = dice.pick(household.people);
    const kind = dice.pick(KINDS);
    const twin = TWINS[kind](person, ids);
    if (!twin) continue;
    households.push(alone(dice, household, { ...twin, relation: 'head', facts: {} }, today));
    planted.push({ kind, idNumber: person.idNumber, twinIdNumber: twin.idNumber });
  }
  return planted;
}

/** The second entry as a household of its own, in the same village. */
function alone(
  dice: Dice,
  { townshipCode, villageCode, address, registeredOn }: MadeHousehold,
  person: MadePerson,
  today: string,
) {
  const household: MadeHousehold = {
    townshipCode,
    villageCode,
    address,
    registeredOn: addDays(registeredOn, dice.between(30, 300)),
    facts: {},
    people: [person],
    aid: [],
    unknown: [],
    found: [],
  };
  describeHousehold(dice, household, 'rural', today);
  household.aid = [];
  return household;
}

function plantConflicts(dice: Dice, households: readonly MadeHousehold[], today: string): PlantedConflict[] {
  const planted: PlantedConflict[] = [];
  for (const household of households) {
    if (!dice.chance(CONFLICT_SHARE)) continue;
    const { fact, source, found: find } = dice.pick(REGISTERS);
    const declared = household.facts[fact];
    if (declared === undefined) continue;
    const found = find(declared, dice);
    household.facts[fact] = found;
    household.found.push({ fact, declared, value: found, source, observedOn: addDays(today, -dice.between(20, 200)) });
    planted.push({ idNumber: household.people[0]?.idNumber as string, fact, declared, found, source });
  }
  return planted;
}

function countMissing(households: readonly MadeHousehold[]): Record<string, number> {
  const missing: Record<string, number> = {};
  for (const fact of households.flatMap(({ unknown }) => unknown)) missing[fact] = (missing[fact] ?? 0) + 1;
  return Object.fromEntries(Object.entries(missing).sort(([a], [b]) => a.localeCompare(b)));
}
