import { LockMode } from '@mikro-orm/core';
import { nextStatus } from '@yimen/schema';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { Failure, invalidInput } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ComparedItem, CompositionProblem } from '../../policy/compose-package.js';
import { refreshCaseDepartments } from '../case/case-departments.js';
import { addCaseEvent } from '../case/case-events.js';
import { notePackageChange } from '../meeting-room/note-event.js';
import { packageChanges } from '../meeting-room/package-changes.js';
import { reserveDraft } from '../reservation/reserve-draft.js';
import { AidPackageEntity, type AidPackageRecord, SET_BY, type StoredSelection } from './aid-package.entity.js';
import type { ComposePackageInput, SelectionInput } from './aid-package.inputs.js';
import { changeForCase, decisionDateOf } from './assess-case.js';
import { lockCase } from './load-case.js';
import { itemsOf, writeItems } from './package-items.js';
import { assertMayChange } from './voted-on.js';
import { whatChanged } from './what-changed.js';

export const NOT_NOW = {
  zh: '该个案已作出决定或尚不能编制方案。',
  en: 'This case has been decided, or its package cannot be composed yet.',
};

/**
 * Composes the draft package of a case from the whole selection, in the user's order. Every rule is applied anew; an
 * earlier choice that fits no more leaves with an effect.
 * Throws NotFound, NotAllowed, StaleVersion (expected 0 when there is no draft yet), WrongState, InvalidInput,
 * AmountOutOfBand; BudgetExceeded when the case is under discussion and another meeting has reserved what is missing.
 */
export async function composeDraft(unit: UnitOfWork, input: ComposePackageInput): Promise<CommandResult> {
  const { sql, em, county, actor } = unit;
  const file = await lockCase(unit, input.caseId);
  assertCan(unit, 'compose', 'Package', file);
  assertTransition('Case', file.status, 'compose', NOT_NOW);
  const before = await em.findOne(AidPackageEntity, { caseId: file.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  assertVersion(before ?? { version: 0 }, input.expectedVersion);
  if (before) assertTransition('Package', before.status, 'compose', NOT_NOW);
  await assertMayChange(unit, file);

  const check = new InputCheck();
  const on = input.decisionDate
    ? check.day('decisionDate', input.decisionDate)
    : await decisionDateOf(sql, file.id, today());
  const selections = input.selections.map((selection, index) => readSelection(check, selection, index));
  const setAside = readSetAside(check, unit, input, before?.setAside ?? []);
  check.done();
  const previous = { choices: before?.selections ?? [], items: before ? await itemsOf(sql, before.id) : [] };
  const changed = await changeForCase(sql, county, file, on as string, selections, previous);
  const { choices, composition, verdicts } = changed;
  refuseProblems(composition.problems);

  const content = {
    decisionDate: on as string,
    selections: choices,
    setAside,
    effects: whatChanged(county.pack, previous, composition),
    coverage: composition.coverage,
    problems: [],
    composedBy: actor.staffId,
  };
  const draft: AidPackageRecord =
    before ??
    em.create(AidPackageEntity, {
      id: await newId(unit),
      caseId: file.id,
      status: 'draft',
      version: 0,
      adoptedAt: null,
      ...content,
    });
  em.assign(draft, { ...content, version: draft.version + 1 });
  await em.flush();
  await writeItems(sql, draft.id, file.beneficiaryId, composition.items, verdicts);
  await refreshCaseDepartments(sql, file.id);
  await reserveDraft(unit, file.id, isRaised(previous.items, composition.items));
  if (!before) {
    await addCaseEvent(sql, {
      caseId: file.id,
      kind: 'package_drafted',
      zh: '开始编制一揽子救助方案',
      en: 'The aid package is being composed',
      actorId: actor.staffId,
    });
  }
  await notePackageChange(unit, file.id, packageChanges(previous.items, composition.items));
  return { type: 'AidPackage', id: draft.id };
}

/** Which programs now take more from their budget than in the draft before. */
function isRaised(before: readonly ComparedItem[], after: readonly ComparedItem[]): (programCode: string) => boolean {
  const fen = (items: readonly ComparedItem[], code: string) => {
    const item = items.find(({ programCode }) => programCode === code);
    return item && !item.planOnly ? (item.amountFen ?? 0) : -1;
  };
  return (code) => fen(after, code) > fen(before, code);
}

async function newId(unit: UnitOfWork): Promise<string> {
  const [row] = await unit.sql<{ id: string }>('select uuidv7() as id');
  return (row as { id: string }).id;
}

/** Reads one selection as typed; amounts are yuan text. */
export function readSelection(check: InputCheck, selection: SelectionInput, index: number): StoredSelection {
  const amount = selection.amount?.trim() ? check.yuan(`selections.${index}.amount`, selection.amount) : undefined;
  const read = { programCode: selection.programCode, amountFen: amount ?? null, planOnly: selection.planOnly ?? false };
  const setBy = SET_BY.find((one) => one === selection.setBy);
  if (selection.setBy && !setBy) {
    check.add(`selections.${index}.setBy`, {
      zh: `“${selection.setBy}”不是选择的来源，请用 amount、suggestion 或不填。`,
      en: `"${selection.setBy}" does not say who chose; use amount, suggestion or nothing.`,
    });
  }
  return setBy ? { ...read, setBy } : read;
}

/** What is left out on purpose; what is chosen is not. */
function readSetAside(
  check: InputCheck,
  { county }: Pick<UnitOfWork, 'county'>,
  { setAside, selections }: Pick<ComposePackageInput, 'setAside' | 'selections'>,
  before: readonly string[],
): string[] {
  for (const [index, code] of (setAside ?? []).entries()) {
    if (county.program(code)) continue;
    check.add(`setAside.${index}`, { zh: `没有编号为“${code}”的项目。`, en: `There is no program "${code}".` });
  }
  const chosen = new Set(selections.map(({ programCode }) => programCode));
  return [...new Set(setAside ?? before)].filter((code) => !chosen.has(code));
}

/** An amount outside its band is a failure of its own; every other problem is told at its selection. */
export function refuseProblems(problems: readonly CompositionProblem[]): void {
  const outside = problems.find((problem) => problem.code === 'OUT_OF_BAND');
  if (outside) {
    const { programCode, minFen, maxFen, stepFen } = outside;
    throw new Failure('AmountOutOfBand', 'AMOUNT_OUT_OF_BAND', outside.words, {
      programCode,
      minFen: minFen ?? 0,
      maxFen: maxFen ?? 0,
      stepFen,
    });
  }
  if (problems.length > 0) {
    throw invalidInput(
      problems.map(({ index, words }) => ({ path: `selections.${index}.programCode`, message: words })),
    );
  }
}

/** Whether a case's status lets its package be composed. */
export function mayComposeNow(status: string): boolean {
  return nextStatus('Case', status, 'compose') !== undefined;
}
