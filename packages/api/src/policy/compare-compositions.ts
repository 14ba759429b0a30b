import type { ComparedItem, Composition, Effect, EffectKind } from './composition.types.js';
import {
  addedWords,
  CHOICE_RULE,
  cappedWords,
  changedWords,
  excludedWords,
  LOSS_RULE_CODE,
  removedWords,
  restoredWords,
} from './composition-words.js';
import type { Bilingual, CountyPack } from './types.js';

/** What opened a program or changed its amount, and keeps nothing out. */
const OPENING: ReadonlySet<EffectKind> = new Set(['status', 'counted']);

const keyOf = ({ programCode, personId }: { programCode: string; personId: string | null }) =>
  `${programCode} ${personId ?? ''}`;

/**
 * What the last change won or lost, program by program, with the rule where a rule did it. The deltas add up to the
 * difference between the two packages; a new choice that a rule turned away wins nothing.
 * @param droppedBefore codes of programs that were chosen before but that rules kept out
 */
export function compareCompositions(
  pack: CountyPack,
  before: readonly ComparedItem[],
  after: Composition,
  droppedBefore: readonly string[] = [],
): Effect[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.items.map((item) => [keyOf(item), item]));
  const rules = new Map(
    after.effects.filter(({ kind }) => !OPENING.has(kind)).map((effect) => [keyOf(effect), effect]),
  );
  const status = new Map(
    after.effects.filter(({ kind }) => OPENING.has(kind)).map((effect) => [keyOf(effect), effect]),
  );
  const nameOf = (code: string): Bilingual =>
    pack.programs.find((program) => program.code === code)?.name ?? { zh: code, en: code };
  const keys = new Set([...old.keys(), ...rules.keys(), ...now.keys()]);

  return [...keys].flatMap((key): Effect[] => {
    const [was, is, rule] = [old.get(key), now.get(key), rules.get(key)];
    const programCode = was?.programCode ?? is?.programCode ?? rule?.programCode ?? '';
    const name = nameOf(programCode);
    const [beforeFen, afterFen] = [was?.amountFen ?? null, is?.amountFen ?? null];
    const money = { beforeFen, afterFen, deltaFen: (afterFen ?? 0) - (beforeFen ?? 0) };
    const own = (kind: EffectKind, words: Bilingual): Effect[] => [
      {
        kind,
        programCode,
        personId: (was ?? is)?.personId ?? null,
        ruleCode: 'CHOICE',
        ruleWords: CHOICE_RULE,
        keptProgram: null,
        ...money,
        words,
      },
    ];
    if (was && is) {
      if (beforeFen === afterFen && was.planOnly === is.planOnly) return [];
      if (rule) return [{ ...rule, ...money }];
      if (was.cappedBy && was.chosenFen === is.chosenFen) return own('restored', restoredWords(name, money.deltaFen));
      const opened = status.get(key);
      return was.chosenFen === is.chosenFen && opened
        ? [{ ...opened, ...money }]
        : own('changed', changedWords(name, beforeFen, afterFen));
    }
    if (is) {
      const why = rule ?? (droppedBefore.includes(programCode) ? undefined : status.get(key));
      if (why) return [{ ...why, ...money }];
      const fen = afterFen ?? 0;
      return droppedBefore.includes(programCode)
        ? own('restored', restoredWords(name, fen))
        : own('added', addedWords(name, fen));
    }
    if (was && !rule) return own('removed', removedWords(name, beforeFen ?? 0));
    if (!rule || (!was && droppedBefore.includes(programCode))) return [];
    // The money lost is what the package held, not what the rule would have paid.
    const words =
      rule.ruleCode === LOSS_RULE_CODE
        ? cappedWords(name, beforeFen ?? 0, 0, null)
        : rule.keptProgram && excludedWords(name, nameOf(rule.keptProgram), beforeFen ?? 0);
    return [{ ...rule, ...money, words: words || rule.words }];
  });
}
