import { describe, expect, it } from '@jest/globals';
import { type Actor, caseWorkflow, defineAbilitiesFor, SHARED_CASE_STATUSES } from '@yimen/schema';
import type { CaseRow } from './case.reader.js';
import { caseActions } from './case-actions.js';

const ROW = { townshipCode: 'T01', status: 'open', departmentCodes: ['MIA'] } as CaseRow;

function actionsOf(actor: Partial<Actor>, row: Partial<CaseRow> = {}, locale: 'en' | 'zh-CN' = 'en') {
  const ability = defineAbilitiesFor({
    staffId: 's',
    name: 'n',
    role: 'clerk',
    departmentCode: null,
    townshipCode: null,
    ...actor,
  });
  return Object.fromEntries(caseActions({ ability, locale }, { ...ROW, ...row }).map((one) => [one.action, one]));
}

describe('caseActions', () => {
  it('lets the clerk of the township do everything while the case is open but ask for a meeting: nothing waits for one', () => {
    const actions = Object.values(actionsOf({ townshipCode: 'T01' }));
    expect(actions).toHaveLength(5);
    expect(actions.flatMap(({ action, allowed }) => (allowed ? [] : [action]))).toEqual(['request_meeting']);
  });

  it('leaves out what the post may never do', () => {
    expect(Object.keys(actionsOf({ role: 'manager', departmentCode: 'MIA' }))).toEqual(['request_meeting', 'apply']);
    expect(actionsOf({ role: 'manager', departmentCode: 'CHA' })).toEqual({});
  });

  it('tells in both languages why the status does not allow it', () => {
    const row = { status: 'adopted' };
    expect(actionsOf({}, row).edit?.reason).toBe('The case is adopted: you cannot change the need now.');
    expect(actionsOf({}, row, 'zh-CN').edit?.reason).toContain('方案已通过');
  });

  it('follows the workflow in every status', () => {
    for (const [status, table] of Object.entries(caseWorkflow)) {
      for (const { action, allowed } of Object.values(actionsOf({}, { status }))) {
        expect([status, action, allowed]).toEqual([status, action, action in table]);
      }
    }
  });

  it('lets the committee compose only what was handed to it', () => {
    const chair = { role: 'chair' as const };
    expect(actionsOf(chair).compose).toBeUndefined();
    expect(SHARED_CASE_STATUSES).toContain('awaiting_review');
    expect(actionsOf(chair, { status: 'awaiting_review' }).compose?.allowed).toBe(true);
  });
});
