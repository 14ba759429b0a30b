import { expect, test } from '@jest/globals';
import { PushQueue } from './push-queue.js';

test('hands out what is pushed in its order, before and after somebody waits, then ends', async () => {
  let ends = 0;
  const queue = new PushQueue<number>(() => {
    ends += 1;
  });
  queue.push(1);
  const first = await queue.next();
  const second = queue.next();
  queue.push(2);
  queue.push(3);
  queue.end();
  queue.push(4);
  expect([first.value, (await second).value, (await queue.next()).value]).toEqual([1, 2, 3]);
  expect((await queue.next()).done).toBe(true);
  await queue.return();
  expect(ends).toBe(1);
});

test('lets go of a reader who waits when he goes', async () => {
  const queue = new PushQueue<number>(() => undefined);
  const waiting = queue.next();
  await queue.return();
  expect((await waiting).done).toBe(true);
});
