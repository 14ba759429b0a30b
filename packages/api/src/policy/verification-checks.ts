import { factByCode } from '@yimen/schema';
import { nearestName, suggest } from './nearest-name.js';
import type { PackReading } from './pack-reader.js';
import type { Authority, RegisterAnswer, VerificationSource } from './types.js';

const KINDS: Record<RegisterAnswer['take'], readonly string[]> = {
  count: ['integer', 'number'],
  exists: ['boolean'],
  none: ['boolean'],
  at_most_one: ['boolean'],
  sum: ['integer', 'number'],
  value: ['integer', 'number', 'boolean', 'enum', 'date'],
};

/** What registers answer fits the dictionary and their own fields, and orders of authority name who answers the fact. */
export function checkVerification(
  reading: PackReading,
  sources: readonly VerificationSource[],
  authorities: readonly Authority[],
): void {
  for (const source of sources) for (const answer of source.answers) checkAnswer(reading, source, answer);
  for (const authority of authorities) {
    const answering = sources.filter(({ answers }) => answers.some(({ fact }) => fact === authority.fact));
    authority.order.forEach((code, index) => {
      const source = sources.find((one) => one.code === code);
      if (!source || source.mode === 'visit' || answering.includes(source)) return;
      reading.report(reading.placeOf(authority.order, index), `\`${code}\` does not answer \`${authority.fact}\``);
    });
  }
}

function checkAnswer(reading: PackReading, source: VerificationSource, answer: RegisterAnswer): void {
  const at = reading.placeOf(answer);
  const fact = factByCode(answer.fact);
  if (!fact) {
    reading.report(at, `the dictionary has no fact \`${answer.fact}\``);
    return;
  }
  if (!source.verifier) reading.report(at, `\`${source.code}\` answers facts: name its \`verifier\``);
  if (!KINDS[answer.take].includes(fact.type)) {
    reading.report(at, `\`${answer.take}\` is no ${fact.type}, which \`${answer.fact}\` is`);
  }
  if (['sum', 'value'].includes(answer.take) && !answer.field)
    reading.report(at, `\`${answer.take}\` needs a \`field\``);
  const fields = source.fields.map(({ code }) => code);
  const used = [answer.field, answer.filled, ...Object.keys({ ...answer.only, ...answer.except })];
  for (const name of used) {
    if (name === undefined || fields.includes(name)) continue;
    reading.report(at, `\`${source.code}\` has no field \`${name}\`${suggest(nearestName(name, fields))}`);
  }
}
