import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('sideBySide', () => {
  it('begins every item once, in order, never more than so many at a time', async () => {
    const begun: number[] = [];
    let underWay = 0;
    let most = 0;
    await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      underWay += 1;
      most = Math.max(most, underWay);
      await turn();
      underWay -= 1;
    });
    expect({ begun, most, underWay }).toEqual({ begun: [1, 2, 3, 4, 5], most: 2, underWay: 0 });
  });

  it('begins nothing after a failure and throws it when the others have ended', async () => {
    const ended: number[] = [];
    const work = sideBySide([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error('broken');
      await turn();
      await turn();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('broken');
    expect(ended).toEqual([2]);
  });
});
