import { describe, expect, it } from '@jest/globals';
import { isDue } from './nightly.js';

describe('what is done every night', () => {
  it('is due from its time on, Asia/Shanghai', () => {
    expect(isDue('02:00', new Date('2026-11-25T17:59:59Z'))).toBe(false);
    expect(isDue('02:00', new Date('2026-11-25T18:00:00Z'))).toBe(true);
    expect(isDue('02:00', new Date('2026-11-26T09:00:00Z'))).toBe(true);
    expect(isDue('02:00', new Date('2026-11-26T16:30:00Z'))).toBe(false);
  });

  it('is never due when it is switched off', () => {
    expect(isDue(null, new Date('2026-11-26T09:00:00Z'))).toBe(false);
  });
});
