import { describe, expect, it } from '@jest/globals';
import { type FactDefinition, factByCode } from '@yimen/schema';
import { readFactValue } from './fact-value.js';

function read(code: string, raw: unknown) {
  return readFactValue(factByCode(code) as FactDefinition, raw);
}

describe('readFactValue', () => {
  it.each([
    ['serious_illness', true, true],
    ['serious_illness', 'false', false],
    ['serious_illness', '是', true],
    ['hh_dibao_status', 'rural', 'rural'],
    ['hh_dibao_status', '农村低保', 'rural'],
    ['hh_dibao_status', 'Rural dibao', 'rural'],
    ['hh_income_month', 300, 300],
    ['hh_income_month', '3,000.50', 3000.5],
    ['hh_income_month', '１２３元', 123],
    ['hh_percap_after_rigid_month', '-250.25', -250.25],
    ['hh_size', '3', 3],
    ['hh_housing_area_percap', '18.5', 18.5],
    ['emergency_date', '2022-06-23', '2022-06-23'],
    ['existing_benefits', ['MCA-02', 'MCA-02'], ['MCA-02']],
    ['existing_benefits', 'MCA-02、MIA-02', ['MCA-02', 'MIA-02']],
    ['existing_benefits', '', []],
  ])('reads %s %j', (code, raw, value) => {
    expect(read(code, raw)).toEqual({ value });
  });

  it.each([
    ['serious_illness', 'maybe'],
    ['serious_illness', 1],
    ['hh_dibao_status', 'suburban'],
    ['hh_income_month', '300.123'],
    ['hh_income_month', 300.123],
    ['hh_income_month', '-1'],
    ['hh_income_month', 'much'],
    ['hh_income_month', Number.NaN],
    ['hh_size', '2.5'],
    ['hh_size', 0],
    ['hh_size', 31],
    ['disability_level', 5],
    ['hh_housing_area_percap', '-1'],
    ['emergency_date', '2022-02-30'],
    ['existing_benefits', [1]],
  ])('refuses %s %j in words', (code, raw) => {
    const answer = read(code, raw);
    expect(answer).toHaveProperty('problem.zh');
    expect(answer).toHaveProperty('problem.en');
  });
});
