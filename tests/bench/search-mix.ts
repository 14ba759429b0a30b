import { Dice } from '@yimen/api/demo/identity.js';
import type { MadePerson } from '@yimen/api/demo/people.js';
import { nameReading } from '@yimen/api/features/registry/name-reading.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { HouseholdsDocument } from '@yimen/schema/documents';
import type { Client, Office } from '../testkit/client.js';
import { p95, row, timesOf } from './figures.js';

const SEARCHES = 25;
/** Who searches; of the narrow ones many look for somebody whom they may not see. */
const READERS = ['clerk-hall', 'clerk-t03', 'manager-mca', 'manager-cyl', 'chair'] as const;

const villages = getCounty('yichuan').pack.townships.flatMap((township) => township.villages);
const village = (dice: Dice) => dice.pick(villages).name;

/** What people type. */
const TYPED: Record<string, (person: MadePerson, dice: Dice) => string> = {
  name: ({ name }) => name,
  'a given name': ({ name }) => name.slice(1),
  pinyin: ({ name }) => nameReading(name).name_pinyin,
  initials: ({ name }) => nameReading(name).name_initials,
  'pinyin with a mistake': ({ name }) => mistyped(nameReading(name).name_pinyin),
  'identity number': ({ idNumber }) => idNumber,
  'its last four': ({ idNumber }) => idNumber.slice(-4),
  telephone: ({ phone, idNumber }) => phone ?? idNumber,
  village: (_person, dice) => village(dice),
  'village and name': ({ name }, dice) => `${village(dice)} ${name}`,
  'program held': () => '农村低保',
  'program and name': ({ name }) => `农村低保 ${name}`,
};

/** One letter of a reading is another. */
function mistyped(reading: string): string {
  return `${reading.slice(0, -2)}${reading.at(-2) === 'u' ? 'o' : 'u'}${reading.slice(-1)}`;
}

/** Milliseconds of which 95 of 100 searches of the whole mix stay below, as the API answers them to each reader. */
export async function searchP95(office: Office, known: readonly MadePerson[]): Promise<number> {
  const all: number[] = [];
  for (const reader of READERS) {
    const client = await office.asUser(reader);
    const times: number[] = [];
    for (const [what, type] of Object.entries(TYPED)) {
      const found = await searchTimes(client, known, type);
      row(`${reader}: ${what}, p95 ms`, p95(found));
      times.push(...found);
    }
    row(`${reader}: all, p95 ms`, p95(times));
    all.push(...times);
  }
  row('search: all, p95 ms', p95(all));
  return p95(all);
}

async function searchTimes(
  client: Client,
  known: readonly MadePerson[],
  type: (person: MadePerson, dice: Dice) => string,
): Promise<number[]> {
  const dice = new Dice(2);
  const terms = Array.from({ length: SEARCHES }, () => type(dice.pick(known), dice));
  const find = async (search: string) => {
    await client.run(HouseholdsDocument, { search, first: 20 });
  };
  await find(terms[0] as string);
  return timesOf(terms, find);
}
