import { expect, test } from '@jest/globals';
import { uuidv7 } from './uuid.js';

test('ids are of version 7 and in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, uuidv7);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const at = Number.parseInt((ids[0] as string).replace('-', '').slice(0, 12), 16);
  expect(Math.abs(at - Date.now())).toBeLessThan(5000);
});
