import { expect, test } from '@jest/globals';
import { risksOf, urgencyOf } from './danger.js';

const name = { zh: '突发急难', en: 'Sudden emergency' };

test('urgent is what the window marked so, or an emergency by its kind', () => {
  expect(urgencyOf({ code: 'medical', name }, {})).toBeNull();
  expect(urgencyOf({ code: 'medical', name }, { urgent: { value: false } })).toBeNull();
  expect(urgencyOf({ code: 'medical', name }, { urgent: { value: true } })?.zh).toBe('登记为急难');
  expect(urgencyOf({ code: 'emergency', name }, {})).toBe(name);
});

test('tells risks that are known, none that is not', () => {
  expect(risksOf({})).toEqual([]);
  expect(risksOf({ hh_count_severe: { value: 0 }, living_alone: { value: false } })).toEqual([]);
  expect(risksOf({ hh_count_severe: { value: 1 }, hh_housing_grade: { value: 'D' } }).map(({ zh }) => zh)).toEqual([
    '有重病或重残成员',
    '住房为 D 级危房',
  ]);
});
