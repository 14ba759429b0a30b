/** How a rule's signs and words are read aloud; FEEL is written in English and mathematics. */
const CHINESE = new Map([
  ['and', '且'],
  ['or', '或'],
  ['not', '非'],
  ['if', '若'],
  ['then', '则'],
  ['else', '，否则'],
  ['in', '属于'],
  ['max', '取大'],
  ['min', '取小'],
  ['sum', '合计'],
  ['count', '个数'],
  ['floor', '向下取整'],
  ['ceiling', '向上取整'],
  ['round up', '进位取整'],
  ['round down', '舍去取整'],
  ['round half up', '四舍五入'],
  ['true', '是'],
  ['false', '否'],
]);
const ENGLISH = new Map([
  ['in', 'is one of'],
  ['not', 'not '],
  ['max', 'the larger of '],
  ['min', 'the smaller of '],
  ['round up', 'rounded up '],
]);

const SIGNS: Record<string, string> = { '<=': '≤', '>=': '≥', '!=': '≠', '*': '×', '/': '÷', '..': '–' };
// English names hold words such as “in” too: those of the rule language stand before a bracket, or join conditions.
const TOKEN =
  /"([^"]*)"|<=|>=|!=|\*|\/|\.\.|\b(?:round up|round down|round half up|not|in|max|min|sum|count|floor|ceiling)(?=\s*[([])|\b(?:and|or|if|then|else|true|false)\b/g;

/**
 * The text of a rule as people read it: ≤ for <=, words of the reader's language for those of the rule language. Names
 * are left as they are, and so is what stands in quotation marks.
 */
export function readableRule(text: string, locale: string): string {
  const words = locale === 'en' ? ENGLISH : CHINESE;
  return text.replace(TOKEN, (token, quoted: string | undefined) => {
    if (quoted !== undefined) return `“${quoted}”`;
    return SIGNS[token] ?? words.get(token) ?? token;
  });
}
