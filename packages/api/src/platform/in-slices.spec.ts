import { expect, it } from '@jest/globals';
import { inSlices } from './in-slices.js';

function* working(slices: number): Generator<void, string> {
  for (let slice = 0; slice < slices; slice += 1) {
    const until = performance.now() + 15;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

it('lets others have their turn between slices, and answers what the work answers', async () => {
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 1);
  const answer = await inSlices(working(5));
  clearInterval(others);
  expect(answer).toBe('done');
  expect(turns).toBeGreaterThanOrEqual(4);
});

it('throws what the work throws', async () => {
  const failing = (function* (): Generator<void, never> {
    yield;
    throw new Error('no');
  })();
  await expect(inSlices(failing)).rejects.toThrow('no');
});
