import { type Context, reader } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { withGrants } from '../../policy/compose-package.js';
import { margins, nearMisses, type Turn as PolicyTurn, type Situation } from '../../policy/near-miss.js';
import type { FactBag, Outcome, Program } from '../../policy/types.js';
import type { StoredSelection } from '../aid-package/aid-package.entity.js';
import { assessCase } from '../aid-package/assess-case.js';
import { readableCase } from '../aid-package/package-views.js';
import { type TraceWords, traceWords } from '../aid-package/trace-words.js';
import { factDefinition } from '../program/fact-definition.js';
import { onDay } from './day.js';
import { ExplanationReader, type KnownMember } from './explanation.reader.js';
import type { Turn } from './explanation.types.js';
import { ruleLines } from './rule-lines.js';
import { differenceWords, figureText, marginWords, nearMissWords, quantityWords } from './turn-words.js';

const PERSON = { zh: '家庭成员', en: 'member of the household' };

/** Whom and what to explain; with a case, what is known of the case and what its draft package grants counts too. */
export interface ToExplain {
  householdId: string;
  /** The member whom the program fits best, unless given. */
  personId?: string | null;
  programCode: string;
  on?: string | null;
  caseId?: string | null;
}

/** Why a program fits a person or does not. Throws NotFound and InvalidInput. */
export async function explainProgram(request: Context, asked: ToExplain) {
  const { context, on } = onDay(request, asked.on);
  const program = context.county.program(asked.programCode);
  if (!program) throw notFound({ zh: '救助项目', en: 'program' });
  const members = await reader(context, ExplanationReader).members(asked.householdId, on);
  const member = asked.personId
    ? members.find(({ personId }) => personId === asked.personId)
    : bestFitting(context, members, program, on);
  if (!member) throw notFound(PERSON);
  const facts = asked.caseId
    ? await factsInCase(context, asked.householdId, member, asked.caseId, program, on)
    : member.facts;
  return { ...explain(context, program, { ...member, facts }, on), personId: member.personId };
}

const FROM_BEST: readonly Outcome[] = ['ELIGIBLE', 'NEEDS_FACTS', 'NOT_ELIGIBLE'];

/** The member by whom a household has a program; the head where all members stand alike. */
function bestFitting({ county }: Context, members: readonly KnownMember[], { code }: Program, on: string) {
  const outcomes = new Map(
    members.map((member) => [county.judge.outcome(code, member.facts, on), member] as const).reverse(),
  );
  return FROM_BEST.map((outcome) => outcomes.get(outcome)).find(Boolean);
}

function explain(context: Context, program: Program, { facts, birthDate }: KnownMember, on: string) {
  const { county } = context;
  const words = traceWords(county, context.locale);
  const verdict = county.judge.judge(program.code, facts, on);
  const situation: Situation = { programCode: program.code, facts, on, birthDate };
  const { judge, parsed } = county;
  const [misses, kept] = [nearMisses(judge, parsed, situation), margins(judge, parsed, situation)];
  return {
    on,
    program,
    ruleVersion: program.version,
    outcome: verdict.outcome,
    variant: program.variants.find(({ code }) => code === verdict.variantCode)?.name ?? null,
    assumed: verdict.assumedStandards.length > 0,
    lines: ruleLines(words.node(verdict.trace)),
    amount: words.amount(verdict.amount),
    subBenefits: verdict.subBenefits,
    missingFacts: verdict.missingFacts.map(factDefinition),
    nearMisses: misses.turns.map((turn) => turnView(context, words, turn, nearMissWords)),
    margins: kept.turns.map((turn) => turnView(context, words, turn, marginWords)),
    searchCut: misses.isCut || kept.isCut,
  };
}

function turnView({ county }: Context, words: TraceWords, turn: PolicyTurn, tell: typeof nearMissWords): Turn {
  const terms = new Map(county.pack.terms.map((term) => [term.code, term.nameEn]));
  return {
    words: tell(county, turn),
    outcome: turn.outcome,
    changes: turn.changes.map((change) => ({
      fact: factDefinition(change.code),
      from: quantityWords(county, change.code, change.from),
      to: change.to.map((value) => quantityWords(county, change.code, value)),
      difference: differenceWords(county, change),
      edge: change.edge === null ? null : quantityWords(county, change.code, change.edge),
      since: change.since,
    })),
    figures: turn.figures.map(({ code, name, from, to }) => ({
      name: { zh: name, en: terms.get(code) ?? name },
      from: figureText(from),
      to: figureText(to),
    })),
    clauses: turn.clauses.flatMap((clause) => ruleLines(words.node(clause))),
    missingFacts: turn.missingFacts.map(factDefinition),
  };
}

/** What is known in a case of the household for its beneficiary. Throws NotFound, also when it is another's case. */
async function factsInCase(
  context: Context,
  householdId: string,
  { personId }: KnownMember,
  caseId: string,
  program: Program,
  on: string,
): Promise<FactBag> {
  const file = await readableCase(context, caseId);
  if (file.householdId !== householdId || file.beneficiaryId !== personId) throw notFound({ zh: '个案', en: 'case' });
  const sql = poolSql(context.database.pool);
  const [draft] = await sql<{ selections: StoredSelection[] }>(
    'select selections from aid_package where case_id = $1',
    [caseId],
  );
  const { facts, verdicts } = await assessCase(sql, context.county, file, on, draft?.selections ?? []);
  const verdict = verdicts.find(({ programCode }) => programCode === program.code);
  return withGrants(context.county.pack, facts, verdict?.status?.grantedBy ?? [], on);
}
