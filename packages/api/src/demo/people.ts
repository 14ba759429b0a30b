import { addDays } from '../platform/calendar.js';
import type { County } from '../platform/county.js';
import type { FactValue } from '../policy/types.js';
import { Dice, IdNumbers, syntheticName } from './identity.js';
import { describeHousehold } from './people-facts.js';

export interface MadePerson {
  name: string;
  idNumber: string;
  sex: 'male' | 'female';
  birthDate: string;
  relation: string;
  phone: string | null;
  facts: Record<string, FactValue>;
}

export interface MadeAid {
  programCode: string;
  /** Index of the person, null for the household. */
  person: number | null;
  fen: number;
  period: string;
  grantedOn: string;
}

/** What a register said of a household later than the family declared it. */
export interface MadeFinding {
  fact: string;
  declared: FactValue;
  value: FactValue;
  /** A verification code of the county pack. */
  source: string;
  /** YYYY-MM-DD. */
  observedOn: string;
}

export interface MadeHousehold {
  townshipCode: string;
  villageCode: string;
  address: string;
  /** When the household was registered and its facts were recorded, YYYY-MM-DD. */
  registeredOn: string;
  /** As known today. */
  facts: Record<string, FactValue>;
  people: MadePerson[];
  aid: MadeAid[];
  /** Facts of the household and its people that nobody recorded. */
  unknown: string[];
  found: MadeFinding[];
}

export interface CountySize {
  households: number;
  seed: number;
  county: County;
  /** YYYY-MM-DD. */
  today: string;
  /** Where their identity numbers come from. */
  ids?: IdNumbers;
}

/** Share of facts that nobody has recorded yet, so that programs have something to ask. */
const UNKNOWN_SHARE = 0.04;
const KEPT = new Set(['hh_size', 'hh_area_type', 'hh_dibao_status', 'tekun_status', 'hukou_in_county']);

/** A plausible synthetic county on the real villages: the same seed gives the same people. */
export function makePeople({ households, seed, county, today, ids = new IdNumbers() }: CountySize): MadeHousehold[] {
  const dice = new Dice(seed);
  const villages = county.pack.townships.flatMap((township) =>
    township.villages.flatMap((village) =>
      Array.from({ length: village.kind === 'urban' ? 5 : 1 }, () => ({ township, village })),
    ),
  );
  return Array.from({ length: households }, () => {
    const { township, village } = dice.pick(villages);
    const members = familyOf(dice, ids, today);
    const household: MadeHousehold = {
      townshipCode: township.code,
      villageCode: village.code,
      address: `${village.name}${dice.between(1, 180)}号`,
      registeredOn: addDays(today, -dice.between(640, 900)),
      facts: {},
      people: members,
      aid: [],
      unknown: [],
      found: [],
    };
    describeHousehold(dice, household, village.kind, today);
    forget(dice, household);
    return household;
  });
}

function born(dice: Dice, age: number, today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - age);
  date.setUTCDate(date.getUTCDate() - dice.between(1, 360));
  return date.toISOString().slice(0, 10);
}

function person(
  dice: Dice,
  ids: IdNumbers,
  today: string,
  age: number,
  sex: 'male' | 'female',
  relation: string,
  surname?: string,
): MadePerson {
  const birthDate = born(dice, Math.max(0, age), today);
  const phone =
    age >= 16 && dice.chance(0.8)
      ? `1${dice.pick(['38', '51', '59', '77', '88'])}${String(dice.between(0, 99_999_999)).padStart(8, '0')}`
      : null;
  return {
    name: syntheticName(dice, surname),
    idNumber: ids.next(birthDate, sex),
    sex,
    birthDate,
    relation,
    phone,
    facts: {},
  };
}

function familyOf(dice: Dice, ids: IdNumbers, today: string): MadePerson[] {
  const kind = dice.next();
  const make = (age: number, sex: 'male' | 'female', relation: string, surname?: string) =>
    person(dice, ids, today, age, sex, relation, surname);
  if (kind < 0.11) return [make(dice.between(62, 88), dice.chance(0.5) ? 'male' : 'female', 'head')];
  if (kind < 0.24) {
    const age = dice.between(58, 80);
    return [make(age, 'male', 'head'), make(age - dice.between(0, 4), 'female', 'spouse')];
  }
  if (kind < 0.3) {
    const age = dice.between(28, 48);
    const head = make(age, dice.chance(0.4) ? 'male' : 'female', 'head');
    return [head, make(age - dice.between(22, 27), dice.chance(0.5) ? 'male' : 'female', 'child', head.name[0])];
  }
  const age = dice.between(26, 57);
  const head = make(age, 'male', 'head');
  const members = [head, make(age - dice.between(-1, 4), 'female', 'spouse')];
  const children = dice.pick([0, 1, 1, 1, 2, 2, 3]);
  for (let index = 0; index < children; index += 1) {
    const childAge = age - dice.between(22, 30) - index * 2;
    if (childAge >= 0 && childAge <= 26)
      members.push(make(childAge, dice.chance(0.5) ? 'male' : 'female', 'child', head.name[0]));
  }
  if (dice.chance(0.32))
    members.push(
      make(Math.min(92, age + dice.between(22, 30)), dice.chance(0.4) ? 'male' : 'female', 'parent', head.name[0]),
    );
  return members;
}

function forget(dice: Dice, household: MadeHousehold): void {
  for (const facts of [household.facts, ...household.people.map((member) => member.facts)]) {
    for (const code of Object.keys(facts)) {
      if (KEPT.has(code) || !dice.chance(UNKNOWN_SHARE)) continue;
      delete facts[code];
      household.unknown.push(code);
    }
  }
}
