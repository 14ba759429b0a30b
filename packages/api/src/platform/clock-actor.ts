import type { Actor } from '@yimen/schema';

/**
 * Who acts when nobody asked but the hour: the county's clock, a member of staff who cannot sign in. It may do nothing by
 * itself; the use cases that it runs grant nothing to anybody.
 */
export const CLOCK: Actor = {
  staffId: '00000000-0000-7000-8000-00000000c10c',
  name: '系统',
  role: 'leader',
  departmentCode: null,
  townshipCode: null,
};
