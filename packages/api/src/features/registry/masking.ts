/** `6106**********1234`: area and the last four, enough to tell people apart at the window. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 4)}${'*'.repeat(10)}${idNumber.slice(-4)}`;
}

/** `138****5678`; of a short number only the last two. */
export function maskPhone(phone: string): string {
  if (phone.length < 9) return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`;
}
