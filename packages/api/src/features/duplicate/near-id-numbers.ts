import { checkCharacter } from '../../platform/parse.js';

const BODY = 17;

/**
 * The identity numbers that one slip away from this one: a digit typed wrong or two neighbours swapped, with the check
 * character that fits. A slip in the check character alone never gets past the form.
 */
export function nearIdNumbers(idNumber: string): string[] {
  const body = idNumber.slice(0, BODY);
  const found = new Set<string>();
  for (let at = 0; at < BODY; at += 1) {
    for (let digit = 0; digit <= 9; digit += 1) found.add(body.slice(0, at) + digit + body.slice(at + 1));
    if (at > 0) found.add(body.slice(0, at - 1) + body[at] + body[at - 1] + body.slice(at + 1));
  }
  found.delete(body);
  return [...found].map((near) => near + checkCharacter(near));
}

/** Whether two numbers are one slip apart. */
export function isNear(one: string, other: string): boolean {
  const differing = [...one.slice(0, BODY)].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first = 0, second = -1] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first];
}
