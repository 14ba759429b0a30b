import { type Choice, type Composition, composePackage, judgeForPackage } from '../compose-package.js';
import { LOSS_RULE } from '../composition-words.js';
import { withGapLeft } from '../gap-left.js';
import type { Judge } from '../judge.js';
import type { CountyPack } from '../types.js';
import { type CaseRules, caseRules, codesOf } from './case-rules.js';
import { packageValue } from './package-value.js';
import { payableOf } from './payable.js';
import { type Picked, pickAlternatives } from './pick-alternatives.js';
import { searchPackages } from './search-packages.js';
import type { Shortage, Suggestion, SuggestionInput, Suggestions } from './suggestion.types.js';
import { alternativeWords, bestWords } from './suggestion-words.js';

/**
 * The best packages for a case, each as the composer would make it of its choices. See `README.md` for what is sought
 * and what is proven. Pauses often enough to be run in slices.
 */
export function* suggestPackages(
  rules: { judge: Judge; pack: CountyPack },
  input: SuggestionInput,
): Generator<void, Suggestions> {
  const compose = (choices: readonly Choice[]) => composeWhole(rules, input, choices);
  const standing = new Set(compose(input.kept).composition.items.map(({ programCode }) => programCode));
  const kept = input.kept.filter(({ programCode }) => standing.has(programCode));
  const ofCase = caseRules(rules, input);
  const { found, ...searched } = yield* searchPackages(ofCase, { ...input, kept });
  const suggestions = yield* suggestionsOf(ofCase, kept, pickAlternatives(found), compose);
  const [best] = suggestions;
  const { compared, isProven } = searched;
  return {
    suggestions,
    proof: {
      isProven,
      compared,
      mostMonthlyFen: isProven ? (best?.value.monthlyFen ?? 0) : searched.mostMonthlyFen,
      mostCoveredFen: isProven ? (best?.value.coveredFen ?? 0) : searched.mostCoveredFen,
    },
    ...leftOut(ofCase, input, best?.choices ?? kept, compose),
  };
}

type Compose = (choices: readonly Choice[]) => ReturnType<typeof composeWhole>;

function composeWhole(
  rules: { judge: Judge; pack: CountyPack },
  { situation }: SuggestionInput,
  choices: readonly Choice[],
) {
  const { on, need, alreadyGiven } = situation;
  const facts = withGapLeft(rules, situation, choices);
  const verdicts = judgeForPackage(rules.judge, rules.pack, facts, on, choices, alreadyGiven);
  return { verdicts, composition: composePackage({ pack: rules.pack, verdicts, choices, need, alreadyGiven }) };
}

function* suggestionsOf(
  rules: CaseRules,
  kept: readonly Choice[],
  picked: readonly Picked[],
  compose: Compose,
): Generator<void, Suggestion[]> {
  const isSet = (choice: Choice) => kept.includes(choice) && choice.amountFen != null;
  const composed: Omit<Suggestion, 'words'>[] = [];
  for (const { kind, choices } of picked) {
    yield;
    const { composition: capped } = compose(choices);
    const paying = choices.map((choice) => (isSet(choice) ? choice : asPaid(rules, choice, capped)));
    const isSame = paying.every((choice, index) => choice === choices[index]);
    const composition = isSame ? capped : compose(paying).composition;
    composed.push({
      kind,
      choices: paying,
      composition,
      value: packageValue(rules.pack, composition, rules.lastResorts),
    });
  }
  return composed.map((one) => {
    const best = composed[0]?.value ?? one.value;
    const words =
      one.kind === 'best' ? bestWords(one.value, one.composition.coverage.leftFen) : alternativeWords(one.value, best);
    return { ...one, words };
  });
}

/** A choice of more than the loss leaves becomes a choice of what is paid, where that is within its band. */
function asPaid(rules: CaseRules, choice: Choice, { items }: Composition): Choice {
  const item = items.find(({ programCode }) => programCode === choice.programCode);
  if (item?.cappedBy !== LOSS_RULE) return choice;
  const { programCode, amountFen, minFen, maxFen } = item;
  // What others paid, or it paid before, would be taken off once more.
  if (rules.isToppedUp(programCode) || rules.wasGiven(programCode)) return choice;
  return amountFen !== null && amountFen >= (minFen ?? 0) && minFen !== maxFen ? { ...choice, amountFen } : choice;
}

/** What would fit beside a package but for money, places, others who have waited longer, or a fact that is missing. */
function leftOut(
  rules: CaseRules,
  input: SuggestionInput,
  choices: readonly Choice[],
  compose: Compose,
): Pick<Suggestions, 'short' | 'needsFacts'> {
  const chosen = codesOf(choices);
  const isLossKnown = input.situation.need.costFen !== null;
  const others = compose(choices).verdicts.filter(
    ({ programCode }) =>
      !chosen.includes(programCode) &&
      !input.setAside.includes(programCode) &&
      !rules.isBarred(programCode) &&
      !chosen.some((code) => rules.areApart(code, programCode)),
  );
  return {
    short: others.flatMap(({ programCode, outcome, amount }): Shortage[] => {
      const why = outcome === 'ELIGIBLE' && payableOf(amount, input.lines.get(programCode), isLossKnown);
      return typeof why === 'string' ? [{ programCode, why }] : [];
    }),
    needsFacts: others.filter(({ outcome }) => outcome === 'NEEDS_FACTS').length,
  };
}
