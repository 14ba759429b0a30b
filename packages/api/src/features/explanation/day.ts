import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { InputCheck } from '../../platform/parse.js';

/**
 * The day of an explanation, today unless another is asked for.
 * Throws InvalidInput for what is no day, and for a day before the county's standards begin.
 */
export function readDay({ pack }: County, asked: string | null | undefined): string {
  const check = new InputCheck();
  const day = asked ? check.day('on', asked) : today();
  if (day && day < pack.validFrom) {
    check.add('on', {
      zh: `本县的标准从 ${pack.validFrom} 起才有记录，请选择之后的日期。`,
      en: `The county's standards begin on ${pack.validFrom}; choose a later day.`,
    });
  }
  check.done();
  return day as string;
}
