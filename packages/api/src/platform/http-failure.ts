import type { Response } from 'express';
import { Failure, type FailureKind, type Locale } from './errors.js';

const STATUS: Partial<Record<FailureKind, number>> = { InvalidInput: 400, NotAllowed: 403, NotFound: 404 };

const SURPRISE = {
  zh: '未能完成，请稍后重试。',
  en: 'This could not be done; try again later.',
};

/** Answers a request outside GraphQL with what went wrong, as plain text in the reader's language; surprises are logged. */
export function refuse(error: unknown, { locale }: { locale: Locale }, response: Response): void {
  const isExpected = error instanceof Failure;
  if (!isExpected) console.error(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = isExpected ? (error.code === 'SIGN_IN' ? 401 : (STATUS[error.kind] ?? 409)) : 500;
  const { zh, en } = isExpected ? error.text : SURPRISE;
  response
    .status(status)
    .type('text')
    .send(locale === 'en' ? en : zh);
}
