import { subject } from '@casl/ability';
import { nextStatus, type Subject } from '@yimen/schema';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { CaseRow } from './case.reader.js';
import { notNowWords } from './case-words.js';

const ACTIONS: readonly { action: string; of: Subject }[] = [
  { action: 'edit', of: 'Case' },
  { action: 'request_review', of: 'Case' },
  { action: 'request_meeting', of: 'Case' },
  { action: 'apply', of: 'Case' },
  { action: 'compose', of: 'Package' },
];

/** What the reader's post lets him do with a case he sees; why not now tells the status of the case. */
export function caseActions({ ability, locale }: Pick<Context, 'ability' | 'locale'>, row: CaseRow): AllowedAction[] {
  const { townshipCode, status, departmentCodes } = row;
  return ACTIONS.filter(({ action, of }) =>
    ability.can(action, subject(of, { townshipCode, status, departmentCodes }) as never),
  ).map(({ action }) => {
    const allowed = nextStatus('Case', status, action) !== undefined;
    const why = notNowWords(status, action);
    return { action, allowed, reason: allowed ? null : locale === 'en' ? why.en : why.zh };
  });
}
