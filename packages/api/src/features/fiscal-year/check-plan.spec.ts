import { expect, test } from '@jest/globals';
import { InputCheck } from '../../platform/parse.js';
import { buildPack, buildProgram } from '../../policy/build-pack.js';
import { readRows } from './check-plan.js';

const program = buildProgram('A');
const pack = buildPack({ funds: [{ code: 'F', name: { zh: '资金', en: 'Fund' }, nature: 'statutory' }] });
const county = { pack, program: (code: string) => (code === 'A' ? program : undefined) };
const row = { programCode: 'A', fundCode: 'F', amount: '1,000.50', places: '１2' };

test('reads typed amounts and places; an empty amount opens no line', () => {
  const check = new InputCheck();
  expect(readRows(check, county, [row])).toEqual([{ program, fundCode: 'F', fen: 1000_50, places: 12 }]);
  expect(check.problems).toEqual([]);
});

test.each([
  [{ amount: '-1' }, 'rows.0.amount'],
  [{ amount: '99999999999999' }, 'rows.0.amount'],
  [{ amount: 'viel' }, 'rows.0.amount'],
  [{ amount: '' }, 'rows.0.amount'],
  [{ places: '-3' }, 'rows.0.places'],
  [{ places: '1.5' }, 'rows.0.places'],
  [{ programCode: 'B' }, 'rows.0.amount'],
  [{ fundCode: 'G' }, 'rows.0.amount'],
  [{ amount: '', places: '' }, 'rows'],
])('%j is told at its place', (change, path) => {
  const check = new InputCheck();
  readRows(check, county, [{ ...row, ...change }]);
  expect(check.problems.map((problem) => problem.path)).toEqual([path]);
});

test('a program and fund stand once', () => {
  const check = new InputCheck();
  readRows(check, county, [row, row]);
  expect(check.problems.map((problem) => problem.path)).toEqual(['rows.1.amount']);
});
