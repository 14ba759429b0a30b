import { writePeople } from '@yimen/api/demo/write-people.js';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { today } from '@yimen/api/platform/clock.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { Database } from '@yimen/api/platform/database.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { syntheticIdNumber } from '../testkit/people.js';
import type { CountyView } from './county-view.js';

export interface Person {
  name: string;
  idNumber: string;
  birthDate: string;
  sex: 'male' | 'female';
  townshipCode: string;
  villageCode: string;
}

/** The day of which lists tell. */
export const makeDay = today;

const BORN_FROM = Date.UTC(1950, 0, 1);
const DAY_MS = 86_400_000;
const A_DAY = 1000;

/** So many different people, spread over the townships. */
export function makeMany(county: CountyView, count: number): Person[] {
  const places = county.places();
  return Array.from({ length: count }, (_none, index) => {
    const sex = index % 2 === 0 ? ('male' as const) : ('female' as const);
    const birthDate = new Date(BORN_FROM + Math.floor(index / A_DAY) * DAY_MS).toISOString().slice(0, 10);
    const { townshipCode, villageCode } = places[index % places.length] as (typeof places)[number];
    const idNumber = syntheticIdNumber(birthDate, sex, Math.floor((index % A_DAY) / 2));
    return { name: `某某${index % 97}`, idNumber, birthDate, sex, townshipCode, villageCode };
  });
}

/** Registers people in bulk, each alone in his household. Answers the households, in order. */
export async function registerMany(database: Database, people: readonly Person[]): Promise<string[]> {
  const households = people.map(({ name, idNumber, birthDate, sex, townshipCode, villageCode }) => ({
    townshipCode,
    villageCode,
    address: '一组',
    registeredOn: '2022-01-01',
    facts: {},
    people: [{ name, idNumber, birthDate, sex, relation: 'head', phone: null, facts: {} }],
    aid: [],
    unknown: [],
    found: [],
  }));
  await writePeople(database, getCounty('yichuan'), households, () => undefined, { withObservations: false });
  const known = await peopleByIdNumber(
    { sql: poolSql(database.pool), vault: database.vault },
    people.map(({ idNumber }) => idNumber),
  );
  return people.map(({ idNumber }) => known.get(idNumber)?.householdId as string);
}
