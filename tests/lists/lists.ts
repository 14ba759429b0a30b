import { today } from '@yimen/api/platform/clock.js';

/** The monitored households of the county, as their department hands them in. */
export const monitored = {
  code: 'monitored',
  title: '防返贫监测对象',
  departmentCode: 'RRB',
  unit: 'person',
  columns: [
    { code: 'risk_cleared', name: '风险是否消除', type: 'boolean' },
    { code: 'has_disabled', name: '是否有残疾人', type: 'boolean' },
  ],
  sharedWith: ['MCA'],
  asOf: today(),
  whole: true,
  source: '乡村振兴局来函',
};

/** A line of a list, with what it says in its columns. */
export function line(idNumber: string, attributes: Record<string, string> = {}, townshipCode?: string) {
  const values = Object.entries(attributes).map(([column, value]) => ({ column, value }));
  return { idNumber, name: '王某芳', townshipCode: townshipCode ?? null, attributes: values };
}
