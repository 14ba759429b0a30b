import { subject } from '@casl/ability';
import { nextStatus, type Subject } from '@yimen/schema';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { Bilingual } from '../../policy/types.js';
import type { CaseRow } from './case.reader.js';
import { notNowWords } from './case-words.js';

const ACTIONS: readonly { action: string; of: Subject; notYours: Bilingual }[] = [
  {
    action: 'edit',
    of: 'Case',
    notYours: { zh: '由受理该个案的乡镇修改困难情况。', en: "The case's own township changes the need." },
  },
  {
    action: 'request_review',
    of: 'Case',
    notYours: { zh: '由受理该个案的乡镇提请研判。', en: "The case's own township requests the review." },
  },
  {
    action: 'apply',
    of: 'Case',
    notYours: {
      zh: '由受理员或项目所属部门申请项目。',
      en: "A clerk, or the program's own department, files applications.",
    },
  },
  {
    action: 'compose',
    of: 'Package',
    notYours: {
      zh: '由受理员或研判会成员编制方案。',
      en: 'A clerk or a member of the committee composes the package.',
    },
  },
];

/** What the reader may do with a case he sees, and why not: his post, or the status of the case. */
export function caseActions({ ability, locale }: Pick<Context, 'ability' | 'locale'>, row: CaseRow): AllowedAction[] {
  const { townshipCode, status, departmentCodes } = row;
  return ACTIONS.map(({ action, of, notYours }) => {
    const mine = ability.can(action, subject(of, { townshipCode, status, departmentCodes }) as never);
    const now = nextStatus('Case', status, action) !== undefined;
    const reason = !mine ? notYours : now ? null : notNowWords(status, action);
    return { action, allowed: mine && now, reason: reason && (locale === 'en' ? reason.en : reason.zh) };
  });
}
