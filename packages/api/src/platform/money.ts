import type { Bilingual } from '../policy/types.js';

/** The largest amount of one input: ten billion yuan. */
const MAX_FEN = 1_000_000_000_000;

/**
 * Reads yuan as people type them ("3000", "3,000.50", full-width digits) into integer fen.
 * Answers the problem, in words, instead when it is no amount, negative, too large or has more than two decimals.
 */
export function parseYuan(text: string): { fen: number } | { problem: Bilingual } {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) {
    return {
      problem: {
        zh: `“${text}”不是金额，请填写数字，如 3000 或 3000.50。`,
        en: `"${text}" is not an amount; write a number such as 3000 or 3000.50.`,
      },
    };
  }
  const [, sign, whole = '0', decimals = ''] = match;
  if (sign) return { problem: { zh: '金额不能为负数。', en: 'An amount cannot be negative.' } };
  if (decimals.length > 2) {
    return { problem: { zh: '金额最多到分（两位小数）。', en: 'An amount has at most two decimals (fen).' } };
  }
  const fen = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(fen) || fen > MAX_FEN) {
    return { problem: { zh: '金额过大，请核对。', en: 'The amount is too large; please check it.' } };
  }
  return { fen };
}

/** Integer fen as yuan text without separators: 300000 -> "3000", -50 -> "-0.50". */
export function yuanText(fen: number): string {
  const size = Math.abs(fen);
  const whole = `${fen < 0 ? '-' : ''}${Math.trunc(size / 100)}`;
  return size % 100 === 0 ? whole : `${whole}.${String(size % 100).padStart(2, '0')}`;
}

/** Integer fen as people read them: 300050 -> "¥3,000.50", -50 -> "-¥0.50". */
export function formatYuan(fen: number): string {
  const [whole = '0', decimals] = yuanText(Math.abs(fen)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}¥${grouped}${decimals ? `.${decimals}` : ''}`;
}
