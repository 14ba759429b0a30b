import type { Bilingual } from '../../policy/types.js';

/** Numbers of UnionPay bank cards, among them social security cards; passbooks and settlement accounts have others. */
const CARD = /^62\d{14,17}$/;

/**
 * What is wrong with an account number: 12 to 21 digits, and where it is the number of a bank card its last digit checks
 * the others (Luhn, ISO/IEC 7812-1).
 */
export function numberProblem(number: string): Bilingual | undefined {
  if (!/^\d{12,21}$/.test(number)) {
    return {
      zh: '银行账号应为 12 至 21 位数字，请对照存折或银行卡核对。',
      en: 'A bank account number has 12 to 21 digits; compare it with the card or passbook.',
    };
  }
  if (CARD.test(number) && checkDigit(number.slice(0, -1)) !== number.slice(-1)) {
    return {
      zh: '卡号的校验位不符，可能有一位抄错或两位颠倒，请对照卡面核对。',
      en: 'The check digit of this card number does not fit: a digit is wrong or two are swapped. Compare it with the card.',
    };
  }
  return undefined;
}

/** The last digit of a card number whose other digits are these. */
export function checkDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((all, digit, place) => {
    const counted = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return all + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
