import { describe, expect, test } from '@jest/globals';
import { addDays } from '../platform/calendar.js';
import { ageOn } from '../platform/clock.js';
import { getCounty } from '../platform/county.js';
import { parseIdNumber } from '../platform/parse.js';
import { IdNumbers } from './identity.js';
import { type MadePerson, makePeople } from './people.js';

const TODAY = '2026-11-23';
const county = getCounty('yichuan');
const make = (seed: number) => makePeople({ households: 1500, seed, county, today: TODAY });
const households = make(1);
const people = households.flatMap((household) => household.people);
const age = (person: MadePerson) => ageOn(person.birthDate, TODAY);

describe('makePeople', () => {
  test('makes the same county from the same seed, another from another', () => {
    expect(make(1)).toEqual(households);
    expect(make(2)).not.toEqual(households);
  });

  test('gives everybody a valid identity number of his own, of a place that does not exist', () => {
    expect(new Set(people.map((one) => one.idNumber)).size).toBe(people.length);
    for (const one of people) {
      expect(one.idNumber.startsWith('610699')).toBe(true);
      expect(parseIdNumber(one.idNumber, 'idNumber')).toMatchObject({ birthDate: one.birthDate, sex: one.sex });
      expect(one.name[1]).toBe('某');
    }
  });

  test('never gives out a number that is taken', () => {
    const taken = new Set(people.map((one) => one.idNumber));
    const more = makePeople({ households: 1500, seed: 1, county, today: TODAY, ids: new IdNumbers(0, taken) });
    expect(more.flatMap((household) => household.people).filter((one) => taken.has(one.idNumber))).toEqual([]);
  });

  test('puts everybody in a village of the county, one head a household', () => {
    for (const household of households) {
      expect(county.village(household.villageCode)?.township.code).toBe(household.townshipCode);
      expect(household.people.filter((one) => one.relation === 'head')).toHaveLength(1);
    }
    expect(new Set(households.map((one) => one.townshipCode)).size).toBe(7);
  });

  test('lets children be 16 years younger than their parents, and parents older than the head', () => {
    for (const { people: family } of households) {
      const head = age(family[0] as MadePerson);
      for (const one of family) {
        expect(age(one)).toBeGreaterThanOrEqual(0);
        if (one.relation === 'child') expect(head - age(one)).toBeGreaterThanOrEqual(16);
        if (one.relation === 'parent') expect(age(one) - head).toBeGreaterThanOrEqual(16);
      }
    }
  });

  test('keeps status, income and aid consistent', () => {
    for (const { facts, aid } of households) {
      const dibao = facts.hh_dibao_status !== 'none';
      expect(dibao && facts.hh_low_income_edge === true).toBe(false);
      if (dibao && typeof facts.hh_income_month === 'number') {
        const line = facts.hh_area_type === 'urban' ? 670 : 470;
        expect(facts.hh_income_month / Number(facts.hh_size)).toBeLessThan(line);
      }
      if (aid.some(({ programCode }) => programCode === 'MCA-01' || programCode === 'MCA-02')) expect(dibao).toBe(true);
      for (const one of aid) expect(one.grantedOn <= TODAY).toBe(true);
    }
  });

  test('records facts before anybody asks for help, and leaves some unknown', () => {
    const unknown = households.filter((household) => household.facts.hh_consents_complete === undefined).length;
    expect(unknown / households.length).toBeGreaterThan(0.01);
    expect(unknown / households.length).toBeLessThan(0.1);
    for (const one of households) expect(one.registeredOn < addDays(TODAY, -600)).toBe(true);
  });

  test('has as many disabled and poor people as a county has', () => {
    const share = (count: number, of: number) => count / of;
    const disabled = share(people.filter((one) => Number(one.facts.disability_level) > 0).length, people.length);
    const dibao = share(households.filter((one) => one.facts.hh_dibao_status !== 'none').length, households.length);
    expect(disabled).toBeGreaterThan(0.04);
    expect(disabled).toBeLessThan(0.09);
    expect(dibao).toBeGreaterThan(0.03);
    expect(dibao).toBeLessThan(0.14);
  });
});
