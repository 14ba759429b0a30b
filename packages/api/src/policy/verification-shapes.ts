import {
  bilingual,
  count,
  date,
  defines,
  flag,
  list,
  listIfAny,
  number,
  object,
  oneOf,
  optional,
  record,
  refersTo,
  required,
  text,
  value,
} from './pack-reader.js';
import type {
  AuthorisationText,
  Authority,
  RegisterAnswer,
  RegisterField,
  VerificationSource,
  Verifier,
} from './types.js';

/** The parts of a county pack about verification: what registers hold, who answers, whose word weighs more. */

const registerField = object<RegisterField>('a field of a register', {
  code: required(text),
  name: required(bilingual),
  type: required(oneOf('text', 'number', 'yuan', 'day')),
  choices: listIfAny(text),
});

const registerAnswer = object<RegisterAnswer>('what a register answers', {
  fact: required(text),
  take: required(oneOf('count', 'exists', 'none', 'at_most_one', 'sum', 'value')),
  field: optional(text),
  filled: optional(text),
  only: optional(record(list(text))),
  except: optional(record(list(text))),
  words: optional(record(text)),
  otherwise: optional(value),
  onlyTrue: optional(flag),
  dividedBy: optional(number),
  part: optional(text),
});

export const verificationSource = object<VerificationSource>('a verification source', {
  code: required(defines('verification source')),
  name: required(bilingual),
  provider: required(bilingual),
  verifier: optional(refersTo('verifier')),
  fields: listIfAny(registerField),
  refresh: optional(text),
  mode: required(oneOf('batch', 'on_request', 'discovery', 'visit')),
  validDays: optional(count),
  answers: listIfAny(registerAnswer),
  note: optional(text),
});

export const verifier = object<Verifier>('a verifier', {
  code: required(defines('verifier')),
  name: required(bilingual),
  channel: required(oneOf('http', 'file', 'manual')),
  desk: required(refersTo('department', 'unit')),
  deadline: required(refersTo('deadline')),
  correction: required(refersTo('deadline')),
});

export const authority = object<Authority>('an order of authority', {
  fact: required(text),
  order: required(list(refersTo('verification source'))),
});

export const authorisationText = object<AuthorisationText>('the text of an authorisation', {
  code: required(text),
  from: required(date),
  validDays: required(count),
  title: required(bilingual),
  words: required(bilingual),
  source: required(text),
});
