import { describe, expect, it } from '@jest/globals';
import { blockingFacts } from './blocking-facts.js';

const verdict = (programCode: string, missingFacts: string[], outcome = 'NEEDS_FACTS' as const) => ({
  programCode,
  outcome,
  missing: missingFacts.map((code) => ({ code, member: null })),
});

describe('the facts to ask while a package is composed', () => {
  const waiting = [
    verdict('MCA-12', ['enrolled_university_this_year']),
    verdict('EDU-04', ['enrolled_university_this_year']),
    verdict('MIA-02', ['med_oop_compliant_12m', 'hukou_in_county']),
    verdict('RC-01', ['hukou_in_county']),
  ];

  it('asks first what the programs of the difficulty wait for, however many others wait for something else', () => {
    expect(blockingFacts(waiting, new Set(['MIA-02', 'RC-01'])).map(({ code }) => code)).toEqual([
      'hukou_in_county',
      'med_oop_compliant_12m',
      'enrolled_university_this_year',
    ]);
    expect(blockingFacts(waiting, new Set(['MIA-02'])).at(-1)?.code).toBe('enrolled_university_this_year');
  });

  it('names every program that waits, and none that cannot fit whatever the answer', () => {
    const refused = { ...verdict('HEC-01', ['hukou_in_county']), outcome: 'NOT_ELIGIBLE' as const };
    const [first] = blockingFacts([refused, ...waiting], new Set(['RC-01']));
    expect(first).toEqual({ code: 'hukou_in_county', member: null, programs: ['MIA-02', 'RC-01'] });
  });
});
