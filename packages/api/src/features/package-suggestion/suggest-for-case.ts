import type { Context } from '../../context.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { inSlices } from '../../platform/in-slices.js';
import { InputCheck } from '../../platform/parse.js';
import { poolSql } from '../../platform/read.js';
import type { Choice, ComparedItem } from '../../policy/compose-package.js';
import { suggestPackages } from '../../policy/suggestion/suggest-packages.js';
import type { Suggestion, Suggestions } from '../../policy/suggestion/suggestion.types.js';
import type { StoredSelection } from '../aid-package/aid-package.entity.js';
import { decisionDateOf, loadSituation } from '../aid-package/assess-case.js';
import { itemsOf } from '../aid-package/package-items.js';
import { readableCase } from '../aid-package/package-views.js';
import { linesForCase } from './lines-for-case.js';
import { shortageWords } from './shortage-words.js';

/** How long packages are compared at most; then the best so far is told, with what none can exceed. */
const LIMIT_MS = 8_000;

interface Draft {
  id: string;
  version: number;
  decisionDate: string;
  selections: StoredSelection[];
  setAside: string[];
}

/**
 * The best packages for a case around what people chose and left out by hand; nothing is written. For those who compose.
 * @param free programs that may be changed although people set them or left them out
 * Throws NotFound, NotAllowed, InvalidInput.
 */
export async function suggestForCase(
  context: Context,
  caseId: string,
  free: readonly string[],
  decisionDate: string | null | undefined,
) {
  const file = await readableCase(context, caseId);
  assertCan(context, 'compose', 'Package', file);
  const sql = poolSql(context.database.pool);
  const check = new InputCheck();
  for (const [index, code] of free.entries()) {
    if (context.county.program(code)) continue;
    check.add(`free.${index}`, { zh: `没有编号为“${code}”的项目。`, en: `There is no program "${code}".` });
  }
  const asked = decisionDate ? check.day('decisionDate', decisionDate) : undefined;
  check.done();
  const [draft] = await sql<Draft>(
    `select id, version, decision_date as "decisionDate", selections, set_aside as "setAside"
       from aid_package where case_id = $1`,
    [caseId],
  );
  const on = asked ?? draft?.decisionDate ?? (await decisionDateOf(sql, caseId, today()));
  const county = context.county.on(on);
  const kept = keptBy(draft, free);
  const setAside = (draft?.setAside ?? []).filter((code) => !free.includes(code));
  const codes = county.pack.programs.map(({ code }) => code);
  const input = {
    situation: await loadSituation(sql, county, file, on),
    kept,
    setAside,
    lines: await linesForCase(sql, county, file, codes, on),
    limitMs: LIMIT_MS,
  };
  const before = draft ? await itemsOf(sql, draft.id) : [];
  return viewOf(county, await inSlices(suggestPackages(county, input)), { on, draft, kept, before });
}

/** What people chose by hand, without the amounts that a suggestion set. */
function keptBy(draft: Draft | undefined, free: readonly string[]): Choice[] {
  return (draft?.selections ?? [])
    .filter(({ programCode, setBy }) => setBy !== 'suggestion' && !free.includes(programCode))
    .map(({ programCode, amountFen, planOnly, setBy }) => ({
      programCode,
      planOnly,
      amountFen: setBy === 'amount' ? null : amountFen,
    }));
}

interface Standing {
  on: string;
  draft: Draft | undefined;
  kept: readonly Choice[];
  before: readonly ComparedItem[];
}

function viewOf(county: County, found: Suggestions, standing: Standing) {
  const { on, draft, kept, before } = standing;
  const suggestions = found.suggestions.map((suggestion) => viewSuggestion(county, suggestion, kept, before));
  return {
    decisionDate: on,
    draftVersion: draft?.version ?? 0,
    suggestions,
    proof: found.proof,
    short: found.short.flatMap(({ programCode, why }) => {
      const program = county.program(programCode);
      return program ? [{ program, words: shortageWords(why) }] : [];
    }),
    byHand: keptBy(draft, []).flatMap(({ programCode, amountFen, planOnly }) => {
      const program = county.program(programCode);
      return program ? [{ program, amountFen: amountFen ?? null, planOnly: planOnly ?? false }] : [];
    }),
    setAside: (draft?.setAside ?? []).flatMap((code) => county.program(code) ?? []),
    needsFacts: found.needsFacts,
  };
}

function viewSuggestion(
  county: County,
  { kind, words, choices, composition, value }: Suggestion,
  kept: readonly Choice[],
  before: readonly ComparedItem[],
) {
  const items = [...composition.items, ...before].flatMap(({ programCode }, index, all) => {
    const program = county.program(programCode);
    if (!program || all.findIndex((one) => one.programCode === programCode) < index) return [];
    const is = composition.items.find((item) => item.programCode === programCode);
    const was = before.find((item) => item.programCode === programCode);
    const isSame = is?.amountFen === was?.amountFen && is?.planOnly === was?.planOnly;
    const change = !was ? 'added' : !is ? 'removed' : isSame ? 'same' : 'changed';
    const { amountFen, planOnly } = is ?? (was as ComparedItem);
    return [{ program, amountFen, planOnly, change, beforeFen: was?.amountFen ?? null }];
  });
  return {
    ...value,
    kind,
    words,
    items,
    leftFen: composition.coverage.leftFen,
    selections: choices.map((choice) => selectionOf(choice, kept)),
    isDraft: items.every(({ change }) => change === 'same'),
  };
}

/** A choice as the composer takes it, with what of it people had set by hand. */
function selectionOf({ programCode, amountFen = null, planOnly = false }: Choice, kept: readonly Choice[]) {
  const byHand = kept.find((choice) => choice.programCode === programCode);
  const isAmountSet = byHand && (byHand.amountFen ?? null) !== amountFen;
  return { programCode, amountFen, planOnly, setBy: byHand ? (isAmountSet ? 'amount' : null) : 'suggestion' };
}
