import { checkCharacter } from '../../platform/parse.js';

const BODY = 17;

/**
 * The identity numbers that one slip away from this one: a digit typed wrong or two neighbours swapped, with the check
 * character that fits. Those without a birth date are left out: nobody is registered with one.
 */
export function nearIdNumbers(idNumber: string): string[] {
  const body = idNumber.slice(0, BODY);
  const found = new Set<string>();
  for (let at = 0; at < BODY; at += 1) {
    for (let digit = 0; digit <= 9; digit += 1) found.add(body.slice(0, at) + digit + body.slice(at + 1));
    if (at > 0) found.add(body.slice(0, at - 1) + body[at] + body[at - 1] + body.slice(at + 1));
  }
  found.delete(body);
  return [...found].filter(hasBirthDate).map((near) => near + checkCharacter(near));
}

function hasBirthDate(body: string): boolean {
  const [month, day] = [Number(body.slice(10, 12)), Number(body.slice(12, 14))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
