import type { Bilingual } from '../policy/types.js';

/** The languages of messages. */
export type Locale = 'zh-CN' | 'en';

export interface FieldProblemText {
  /** Where in the input, e.g. `members.0.idNumber`. */
  path: string;
  message: Bilingual;
}

export type FailureKind =
  | 'InvalidInput'
  | 'NotAllowed'
  | 'NotFound'
  | 'StaleVersion'
  | 'WrongState'
  | 'BudgetExceeded'
  | 'AmountOutOfBand'
  | 'PossibleDuplicates';

/**
 * An expected failure: the whole unit of work is rolled back and the caller gets a typed member of the result union.
 * `message` is for the user, in both languages; `extra` fills the other fields of the union member.
 */
export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    readonly text: Bilingual,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(text.en);
  }

  /** The union member as GraphQL answers it, in the reader's language. */
  toResult(locale: Locale): Record<string, unknown> {
    const inWords = (text: Bilingual) => (locale === 'en' ? text.en : text.zh);
    const problems = (this.extra.problems as FieldProblemText[] | undefined)?.map(({ path, message }) => ({
      path,
      message: inWords(message),
    }));
    const lines = (this.extra.lines as { label: Bilingual }[] | undefined)?.map((line) => ({
      ...line,
      label: inWords(line.label),
    }));
    return {
      __typename: this.kind,
      code: this.code,
      message: inWords(this.text),
      ...this.extra,
      ...(problems && { problems }),
      ...(lines && { lines }),
    };
  }
}

export function invalidInput(problems: FieldProblemText[]): Failure {
  const first = problems[0]?.message ?? { zh: '', en: '' };
  const more = problems.length > 1;
  return new Failure(
    'InvalidInput',
    'INVALID_INPUT',
    {
      zh: more ? `有 ${problems.length} 处填写不正确:${first.zh}` : first.zh,
      en: more ? `${problems.length} entries need a correction: ${first.en}` : first.en,
    },
    { problems },
  );
}

export function notFound(what: Bilingual): Failure {
  return new Failure('NotFound', 'NOT_FOUND', {
    zh: `找不到该${what.zh}，可能已被删除或您无权查看。请返回列表重新选择。`,
    en: `This ${what.en} does not exist or is not open to you. Go back to the list and choose again.`,
  });
}

export function notAllowed(reason: Bilingual): Failure {
  return new Failure('NotAllowed', 'NOT_ALLOWED', reason);
}

export function staleVersion(currentVersion: number): Failure {
  return new Failure(
    'StaleVersion',
    'STALE_VERSION',
    {
      zh: '这条记录刚被他人修改。您填写的内容仍在，请核对最新内容后再提交。',
      en: 'Someone else has just changed this record. What you typed is kept; check the newest state and submit again.',
    },
    { currentVersion },
  );
}

export function wrongState(status: string, reason: Bilingual): Failure {
  return new Failure('WrongState', 'WRONG_STATE', reason, { status });
}
