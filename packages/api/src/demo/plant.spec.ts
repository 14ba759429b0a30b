import { describe, expect, test } from '@jest/globals';
import { nameReading } from '../features/registry/name-reading.js';
import { getCounty } from '../platform/county.js';
import { parseIdNumber } from '../platform/parse.js';
import { IdNumbers } from './identity.js';
import { makePeople } from './people.js';
import { plantTroubles } from './plant.js';

const TODAY = '2026-11-23';
const county = getCounty('yichuan');

function plant(seed: number) {
  const ids = new IdNumbers();
  const households = makePeople({ households: 3000, seed, county, today: TODAY, ids });
  const planted = plantTroubles(households, ids, seed, TODAY);
  const people = households.flatMap((household) => household.people.map((person) => ({ person, household })));
  return { households, planted, byNumber: new Map(people.map((one) => [one.person.idNumber, one])), people };
}
const { households, planted, byNumber, people } = plant(4);

describe('plantTroubles', () => {
  test('plants the same in the same county, and some of every kind', () => {
    expect(plant(4).planted).toEqual(planted);
    expect(plant(5).planted).not.toEqual(planted);
    expect(new Set(planted.duplicates.map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(planted.conflicts.map(({ source }) => source)).size).toBe(4);
  });

  test('registers somebody twice, each time with a valid number of nobody else', () => {
    expect(byNumber.size).toBe(people.length);
    for (const { idNumber, twinIdNumber } of planted.duplicates) {
      const twin = byNumber.get(twinIdNumber)?.person;
      expect(parseIdNumber(twinIdNumber, 'idNumber')).toMatchObject({ birthDate: twin?.birthDate, sex: twin?.sex });
      expect(twinIdNumber).not.toBe(idNumber);
    }
  });

  test('makes the two entries alike as their kind says', () => {
    for (const { kind, idNumber, twinIdNumber } of planted.duplicates) {
      const [one, two] = [byNumber.get(idNumber), byNumber.get(twinIdNumber)];
      if (!one || !two) throw new Error('an entry is missing');
      expect(two.household.villageCode).toBe(one.household.villageCode);
      expect(nameReading(two.person.name)).toEqual(nameReading(one.person.name));
      const differing = [...idNumber.slice(0, 17)].filter((digit, index) => digit !== twinIdNumber[index]).length;
      if (kind === 'one_digit_off') expect(differing).toBe(1);
      if (kind === 'same_name_and_birth') expect(two.person).toMatchObject({ birthDate: one.person.birthDate });
      if (kind === 'same_phone') expect(two.person.phone).toBe(one.person.phone);
      if (kind === 'same_sound_in_village') expect(two.person.name).not.toBe(one.person.name);
    }
  });

  test('lets a register contradict what the family declared', () => {
    for (const { idNumber, fact, declared, found, source } of planted.conflicts) {
      const household = byNumber.get(idNumber)?.household;
      expect(found).not.toEqual(declared);
      expect(household?.facts[fact]).toEqual(found);
      expect(county.pack.verificationSources.map(({ code }) => code)).toContain(source);
    }
  });

  test('counts what is missing', () => {
    const lack = (fact: string) => households.filter(({ facts }) => facts[fact] === undefined).length;
    expect(planted.missing.hh_consents_complete).toBe(lack('hh_consents_complete'));
    expect(planted.missing.hh_savings_total).toBe(lack('hh_savings_total'));
    expect(planted.missing.hh_size).toBeUndefined();
  });
});
