import type { Context } from '../../context.js';
import { today } from '../../platform/clock.js';
import { poolSql, rows } from '../../platform/read.js';
import { MEMBERS, Member } from '../../policy/feel-household.js';
import type { FactBag, KnownFact, Program, Verdict } from '../../policy/types.js';
import { loadFactBags } from '../registry/fact-bag.js';
import type { ConflictRow } from './conflict.reader.js';
import type { ConflictSide } from './note-conflicts.js';

export interface EffectView {
  program: Program;
  people: string[];
  verdicts: { outcome: string; fen: number | null }[];
}

/**
 * Which programs would say something else of whom by which side of a conflict, judged today with everything else as it is
 * known; one line for members who are alike. None for a reader who may not open the household.
 */
export async function conflictEffects(context: Context, conflict: ConflictRow): Promise<EffectView[]> {
  const { householdId, personId, factCode, sides } = conflict;
  if (!householdId) return [];
  const on = today();
  const county = context.county.on(on);
  const { pool } = context.database;
  const people = await rows<{ id: string; name: string }>(
    pool,
    'select id, name from person where household_id = $1 order by birth_date, id',
    [householdId],
  );
  const bags = await loadFactBags(
    poolSql(pool),
    people.map(({ id }) => ({ householdId, personId: id })),
    on,
  );
  const verdicts = people.map(({ id }, index) =>
    sides.map((side) => {
      const facts = withFact(bags[index] as FactBag, id, factCode, personId, known(side));
      return new Map(county.judge.judgeAll(facts, on).map((verdict) => [verdict.programCode, answerOf(verdict)]));
    }),
  );
  return county.pack.programs.flatMap((program): EffectView[] => {
    const lines = new Map<string, EffectView>();
    people.forEach(({ name }, index) => {
      const bySide = (verdicts[index] ?? []).map(
        (one) => one.get(program.code) ?? { outcome: 'NOT_ELIGIBLE', fen: null },
      );
      const texts = bySide.map((one) => JSON.stringify(one));
      if (new Set(texts).size < 2) return;
      const line = lines.get(texts.join()) ?? { program, people: [], verdicts: bySide };
      line.people.push(name);
      lines.set(texts.join(), line);
    });
    return [...lines.values()];
  });
}

const known = ({ value, source, observedOn, verified }: ConflictSide): KnownFact => ({
  value,
  source,
  observedOn,
  verified,
});

const answerOf = ({ outcome, amount }: Verdict) => ({
  outcome,
  fen: outcome === 'ELIGIBLE' ? amount.fen : null,
});

/** What is known of `judged`, with one fact of the household or of one of its members as a side says. */
export function withFact(
  bag: FactBag,
  judged: string,
  code: string,
  personId: string | null,
  fact: KnownFact,
): FactBag {
  if (personId === null || personId === judged) return { ...bag, [code]: fact };
  const members = bag[MEMBERS] ?? [];
  return {
    ...bag,
    [MEMBERS]: members.map((member) =>
      member.personId === personId && member.facts
        ? new Member(member.personId, member.label, { ...member.facts, [code]: fact })
        : member,
    ),
  };
}
