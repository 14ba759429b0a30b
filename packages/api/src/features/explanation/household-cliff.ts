import { type Context, reader } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import { householdCliff, type CliffStep as PolicyStep } from '../../policy/cliff.js';
import { standardOn } from '../../policy/standards.js';
import { factDefinition } from '../program/fact-definition.js';
import { getPerson } from '../registry/registry.reader.js';
import { onDay } from './day.js';
import { ExplanationReader, type KnownMember } from './explanation.reader.js';
import { quantityWords } from './turn-words.js';

/** Fen a month. */
const RISES = [5_000, 10_000, 20_000];

/**
 * What a household would lose if its income rose by 50, 100 and 200 yuan a month.
 * @param earnerId whose own income rises; else of the member who earns most, or the head
 * Throws NotFound and InvalidInput.
 */
export async function viewCliff(
  request: Context,
  householdId: string,
  asked?: string | null,
  earnerId?: string | null,
) {
  const { context, on } = onDay(request, asked);
  const { county } = context;
  const members = await reader(context, ExplanationReader).members(householdId, on);
  const earner = earnerId ? members.find(({ personId }) => personId === earnerId) : earnsMost(members);
  if (!earner) throw notFound({ zh: '家庭成员', en: 'member of the household' });
  const { held, isPartial } = await reader(context, ExplanationReader).held(householdId, on);
  const family = { members, held, earnerId: earner.personId, on };
  const { incomeKnown, now, steps } = householdCliff(county.judge, county.pack, family, RISES);
  return {
    householdId,
    on,
    incomeKnown,
    incomeFen: yuanToFen(members[0]?.facts.hh_income_month?.value),
    earner: await personOf(context, earner.personId),
    partial: isPartial,
    monthlyFen: now.monthlyFen,
    yearlyFen: now.yearlyFen,
    lines: await lineViews(
      context,
      now.lines.map(({ fen, outcome, ...line }) => {
        return { ...line, beforeFen: fen, afterFen: fen, doubtful: outcome === 'NOT_ELIGIBLE' };
      }),
    ),
    steps: await Promise.all(steps.map((step) => stepView(context, step, on))),
  };
}

const yuanToFen = (value: unknown) => (typeof value === 'number' ? Math.round(value * 100) : null);

function earnsMost(members: readonly KnownMember[]): KnownMember | undefined {
  const incomeOf = ({ facts }: KnownMember) => Number(facts.personal_income_month?.value ?? 0);
  return [...members].sort((a, b) => incomeOf(b) - incomeOf(a))[0];
}

const personOf = (context: Context, personId: string | null) =>
  personId === null ? null : getPerson(context, personId);

async function lineViews<L extends { programCode: string; personId: string | null }>(context: Context, lines: L[]) {
  return Promise.all(
    lines.map(async (line) => ({
      ...line,
      program: context.county.program(line.programCode),
      person: await personOf(context, line.personId),
    })),
  );
}

async function stepView(context: Context, step: PolicyStep, on: string) {
  const { county } = context;
  const changes = step.changes.map((change) => ({ ...change, doubtful: false }));
  const ended = step.changes.filter(({ afterFen, partCode }) => afterFen === 0 && partCode === null);
  const closed = Map.groupBy(step.closed, ({ programCode }) => programCode);
  return {
    riseFen: step.riseFen,
    monthlyFen: step.support.monthlyFen,
    yearlyFen: step.support.yearlyFen,
    netMonthFen: step.netMonthFen,
    netYearFen: step.netYearFen,
    changes: await lineViews(context, changes),
    statusLost: await lineViews(
      context,
      step.statusLost.map((loss) => ({
        ...loss,
        fact: factDefinition(loss.code),
        from: quantityWords(county, loss.code, loss.from),
        to: quantityWords(county, loss.code, loss.to),
      })),
    ),
    closed: await Promise.all(
      [...closed].map(async ([programCode, list]) => ({
        program: county.program(programCode),
        people: (await Promise.all(list.map(({ personId }) => personOf(context, personId)))).filter(Boolean),
      })),
    ),
    fadeOut: ended.flatMap(({ programCode }) => fadeOutOf(context, programCode, on)),
  };
}

function fadeOutOf({ county }: Context, programCode: string, on: string) {
  const program = county.program(programCode);
  const standard = county.pack.standards.find(({ code }) => code === program?.fadeOut);
  const figure = standard && standardOn(standard, on);
  if (!program || !figure) return [];
  const { value, from, source, kind } = figure;
  return [{ program, months: value, from, source, figureKind: kind }];
}
