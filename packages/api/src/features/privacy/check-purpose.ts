import { READING_PURPOSES } from '@yimen/schema';
import { InputCheck } from '../../platform/parse.js';
import { redacted } from '../../platform/redact.js';

interface StatedPurpose {
  purpose: string;
  note?: string | null;
}

/** The note, with numbers masked, after refusing an unknown purpose, or `other` without words. Throws InvalidInput. */
export function checkPurpose({ purpose, note }: StatedPurpose): string | null {
  const check = new InputCheck();
  if (!Object.hasOwn(READING_PURPOSES, purpose)) {
    check.add('purpose', { zh: '请选择查阅用途。', en: 'Choose what you read it for.' });
  }
  const words = note?.trim() || null;
  if (words !== null || purpose === 'other') check.text('note', words ?? '', { zh: '用途说明', en: 'explanation' });
  check.done();
  // Somebody may type the very number into it.
  return redacted(words) as string | null;
}
