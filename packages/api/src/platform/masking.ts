/**
 * `6106*************6`: the beginning of the area and the check character. The rest is the birth date, which stands
 * beside it, and the serial number: four more digits would give the whole number away.
 */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 4)}${'*'.repeat(13)}${idNumber.slice(-1)}`;
}

/** `138****5678`; of a short number only the last two. */
export function maskPhone(phone: string): string {
  if (phone.length < 9) return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`;
}

/** `***************1234`: the last four of a bank account. */
export function maskAccount(account: string): string {
  return `${'*'.repeat(Math.max(0, account.length - 4))}${account.slice(-4)}`;
}
