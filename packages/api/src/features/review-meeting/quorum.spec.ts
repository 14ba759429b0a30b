import { describe, expect, it } from '@jest/globals';
import { mayAdopt, tally } from './quorum.js';

describe('quorum', () => {
  it('needs more than half of the members', () => {
    expect(tally(['for', 'for'], 4)).toMatchObject({ quorum: 3, reached: false });
    expect(tally(['for', 'for', 'abstain'], 4)).toMatchObject({ quorum: 3, reached: true });
    expect(tally(['for', 'for'], 3)).toMatchObject({ quorum: 2, reached: true });
  });

  it('adopts with a quorum and a majority of for over against', () => {
    expect(mayAdopt(tally(['for', 'for', 'against'], 4))).toBe(true);
    expect(mayAdopt(tally(['for', 'against', 'abstain'], 4))).toBe(false);
    expect(mayAdopt(tally(['for', 'for'], 4))).toBe(false);
  });
});
