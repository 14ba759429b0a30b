import type { Context } from '../../context.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';

/**
 * The day of an explanation, today unless another is asked for, and the request under the rules of that day.
 * Throws InvalidInput for what is no day, and for a day before the county's standards begin.
 */
export function onDay(request: Context, asked: string | null | undefined): { context: Context; on: string } {
  const { pack, on: countyOn } = request.county;
  const check = new InputCheck();
  const day = asked ? check.day('on', asked) : today();
  if (day && day < pack.validFrom) {
    check.add('on', {
      zh: `本县的标准从 ${pack.validFrom} 起才有记录，请选择之后的日期。`,
      en: `The county's standards begin on ${pack.validFrom}; choose a later day.`,
    });
  }
  check.done();
  const on = day as string;
  return { context: { ...request, county: countyOn(on) }, on };
}
