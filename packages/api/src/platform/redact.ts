import { maskAccount, maskIdNumber, maskPhone } from './masking.js';

const FIELDS: Readonly<Record<string, (text: string) => string>> = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  bankAccount: maskAccount,
};
/** What nobody may read from the records of commands, not even that two were alike. */
const NEVER_KEPT = new Set(['secretChoice']);
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/g;

/** An input without what is never kept. */
export function withoutSecrets<Input extends object>(input: Input): Partial<Input> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !NEVER_KEPT.has(name))) as Partial<Input>;
}

/** An input as it may be kept: identity, telephone and bank account numbers masked, also an identity number within a text. */
export function redacted(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    const mask = FIELDS[field];
    return mask ? mask(value) : value.replace(ID_NUMBER, maskIdNumber);
  }
  if (Array.isArray(value)) return value.map((one) => redacted(one, field));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redacted(one, name)]));
}
