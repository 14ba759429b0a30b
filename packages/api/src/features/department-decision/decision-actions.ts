import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import type { Context } from '../../context.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { Bilingual } from '../../policy/types.js';

const NOT_YOURS: Bilingual = {
  zh: '由承担该项的部门自行确认。',
  en: 'The department that gives this aid decides it.',
};
const NOT_NOW: Bilingual = {
  zh: '尚未经研判通过,或已作出决定。',
  en: 'Not adopted by the meeting yet, or decided already.',
};

/** Whether the reader may confirm or decline a package item or a department's part of a batch now, and why not. */
export function decisionActions(
  { ability, locale }: Pick<Context, 'ability' | 'locale'>,
  of: 'PackageItem' | 'Batch',
  row: { status: string; departmentCode: string },
  alreadyDecided = false,
): AllowedAction[] {
  const mine = ability.can('decide', subject(of, { departmentCode: row.departmentCode }) as never);
  return ['confirm', 'decline'].map((action) => {
    const now = !alreadyDecided && nextStatus(of, row.status, action) !== undefined;
    const reason = !mine ? NOT_YOURS : now ? null : NOT_NOW;
    return { action, allowed: mine && now, reason: reason && (locale === 'en' ? reason.en : reason.zh) };
  });
}
