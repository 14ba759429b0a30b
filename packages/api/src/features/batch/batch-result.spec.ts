import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import { type BatchApplicationRow, resultOf, settle } from './batch-result.js';

const county = getCounty('yichuan');
let made = 0;

function buildApplication(change: Partial<BatchApplicationRow>): BatchApplicationRow {
  made += 1;
  return {
    id: `a${made}`,
    number: `SQ-2022-${made}`,
    personId: 'p1',
    householdId: 'h1',
    townshipCode: 'T01',
    programCode: 'CYL-01',
    departmentCode: 'CYL',
    amountFen: 500_000,
    appliedOn: '2022-08-10',
    outcome: 'ELIGIBLE',
    status: 'submitted',
    placeHoldId: null,
    reasonZh: null,
    reasonEn: null,
    ...change,
  };
}

describe('who keeps what in a batch', () => {
  const high = buildApplication({});
  const low = buildApplication({ programCode: 'MCA-12', departmentCode: 'MCA', amountFen: 300_000 });
  const other = buildApplication({ personId: 'p2', outcome: 'NOT_ELIGIBLE' });
  const all = [low, high, other];

  it('keeps the highest award of each person', () => {
    const result = settle(county, 'G_FRESHMAN', all);
    expect(result).toMatchObject({ kept: [high.id], ineligible: [other.id], paidFen: 500_000, duplicatePersons: 1 });
    expect(result.displaced.map(({ id, keptId }) => [id, keptId])).toEqual([[low.id, high.id]]);
  });

  it('answers the same after the decision as before it', () => {
    const decided = all.map((row) => ({
      ...row,
      status: row === high ? 'committed' : row === low ? 'displaced' : 'ineligible',
    }));
    expect(settle(county, 'G_FRESHMAN', decided)).toEqual(settle(county, 'G_FRESHMAN', all));
  });

  it('tells the refused and the declined from those who do not fit', () => {
    const { kept, displaced } = settle(county, 'G_FRESHMAN', all);
    const told = (status: string) =>
      all.map((row) => resultOf({ ...row, status }, new Set(kept), new Map(displaced.map(({ id }) => [id, true]))));
    expect(told('submitted')).toEqual(['displaced', 'kept', 'ineligible']);
    expect(told('refused')).toEqual(['refused', 'refused', 'refused']);
    expect(told('declined')).toEqual(['declined', 'declined', 'declined']);
  });

  it('pays nobody of a refused batch and frees every place', () => {
    const result = settle(
      county,
      'G_FRESHMAN',
      all.map((row) => ({ ...row, status: 'refused' })),
    );
    expect(result).toMatchObject({ kept: [], displaced: [], paidPersons: 0, paidFen: 0 });
    expect(result.byDepartment.map(({ department, freedPlaces }) => [department, freedPlaces])).toEqual([
      ['MCA', 1],
      ['CYL', 2],
    ]);
  });
});
