/** The family name, then one star a letter: 郭某重 -> 郭**. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(Math.max(1, rest.length));
}
