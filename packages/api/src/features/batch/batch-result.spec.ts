import { describe, expect, it } from '@jest/globals';
import { applicationWorkflow } from '@yimen/schema';
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
    keptApplicationId: null,
    reasonZh: null,
    reasonEn: null,
    ...change,
  };
}

describe('who keeps what in a batch', () => {
  const high = buildApplication({});
  const low = buildApplication({ programCode: 'MCA-12', departmentCode: 'MCA', amountFen: 300_000 });
  const other = buildApplication({ personId: 'p2', outcome: 'NOT_ELIGIBLE' });

  it('is the highest award of each person', async () => {
    const result = await settle(county, 'G_FRESHMAN', [low, high, other], []);
    expect(result).toMatchObject({ kept: [high.id], ineligible: [other.id], paidFen: 500_000, duplicatePersons: 1 });
    expect(result.displaced.map(({ id, keptId }) => [id, keptId])).toEqual([[low.id, high.id]]);
    expect(result.proof.proven).toBe(true);
  });

  it('is another of his where that serves one person more', async () => {
    const next = buildApplication({ personId: 'p3' });
    const lines = [{ code: 'CYL-01', places: null, fen: 900_000 }];
    const result = await settle(county, 'G_FRESHMAN', [low, high, next], lines);
    expect(result.kept).toEqual([low.id, next.id]);
    expect(result.waiting).toEqual([]);
  });

  it('is told by every status but that of the undecided', () => {
    const told = Object.keys(applicationWorkflow).map((status) => [status, resultOf({ status }) ?? null]);
    expect(told.filter(([, result]) => result === null)).toEqual([['submitted', null]]);
  });
});
