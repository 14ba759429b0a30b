import { type Context, reader } from '../../context.js';
import { nearMisses } from '../../policy/near-miss.js';
import type { Verdict } from '../../policy/types.js';
import { traceWords } from '../aid-package/trace-words.js';
import { factDefinition } from '../program/fact-definition.js';
import { onDay } from './day.js';
import { ExplanationReader, type KnownMember } from './explanation.reader.js';
import { nearMissWords } from './turn-words.js';

/** All programs for every member of a household, in the order of payment. Throws NotFound and InvalidInput. */
export async function householdPrograms(request: Context, householdId: string, asked?: string | null) {
  const { context, on } = onDay(request, asked);
  const members = await reader(context, ExplanationReader).members(householdId, on);
  return members.map((member) => ({
    personId: member.personId,
    programs: context.county.judge.judgeAll(member.facts, on).map((verdict) => fitOf(context, member, verdict, on)),
  }));
}

function fitOf(context: Context, { facts, birthDate }: KnownMember, verdict: Verdict, on: string) {
  const { county, locale } = context;
  const { programCode, outcome, missingFacts } = verdict;
  const words = traceWords(county, locale);
  const [nearest] = nearMisses(county.judge, county.parsed, { programCode, facts, on, birthDate }, 1).turns;
  const against = outcome === 'NOT_ELIGIBLE' ? verdict.reasons.map(words.node) : [];
  return {
    program: county.program(programCode),
    outcome,
    amount: words.amount(verdict.amount),
    missingFacts: missingFacts.map(factDefinition),
    nearest: nearest ? nearMissWords(county, nearest) : null,
    against: [...new Set(against.map(({ label, text }) => label ?? text))],
  };
}
