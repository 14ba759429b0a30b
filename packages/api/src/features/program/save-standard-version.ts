import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { FigureKind } from '../../policy/types.js';
import { notePeriodProblems } from './figure-period.js';
import { lockRule } from './load-rule.js';
import type { SaveStandardVersionInput } from './rule-version.inputs.js';
import { beginRule, changeRule, draftDay, optionalText } from './write-rule.js';

const FIGURE_KINDS: readonly string[] = ['seed', 'page', 'page_other', 'doc', 'general_knowledge', 'assumed'];

/**
 * Proposes a figure of a standard of one's own department, or changes the proposal. A period that overlaps another or
 * leaves a gap is refused.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState (there is an open proposal already), InvalidInput.
 */
export async function saveStandardVersion(unit: UnitOfWork, input: SaveStandardVersionInput): Promise<CommandResult> {
  const standard = unit.county.pack.standards.find(({ code }) => code === input.standardCode);
  if (!standard) throw notFound({ zh: '标准', en: 'standard' });
  const { department: departmentCode, code } = standard;
  assertCan(unit, 'save', 'RuleVersion', { departmentCode, status: 'draft' });
  const { versionId, expectedVersion } = input;
  const locked = versionId
    ? await lockRule(unit, { versionId, expectedVersion: expectedVersion ?? 0 }, 'save')
    : undefined;
  if (locked && (locked.rule.kind !== 'standard' || locked.rule.code !== code)) {
    throw notFound({ zh: '该标准的草稿', en: 'draft of this standard' });
  }
  const check = new InputCheck();
  if (!(Number.isFinite(input.value) && input.value >= 0 && input.value <= 1e9)) {
    check.add('value', { zh: '数值应为 0 至 10 亿之间的数。', en: 'The value is a number from 0 to 1,000,000,000.' });
  }
  if (!FIGURE_KINDS.includes(input.figureKind)) {
    check.add('figureKind', { zh: '请选择数值的性质。', en: 'Say what the figure rests on.' });
  }
  const from = draftDay(check, 'from', input.from);
  if (from === undefined && !input.from.trim())
    check.add('from', { zh: '请填写起始日期。', en: 'Enter the first day.' });
  const to = input.to?.trim() ? check.day('to', input.to) : null;
  const source = check.text('source', input.source, { zh: '依据', en: 'document' });
  const note = optionalText(check, 'note', input.note, { zh: '修改说明', en: 'note' }, 1000);
  if (from !== undefined && to !== undefined) notePeriodProblems(check, standard, from, to);
  check.done();
  const written = {
    content: { value: input.value, to: to ?? null, kind: input.figureKind as FigureKind },
    effectiveFrom: from ?? null,
    source: source ?? null,
    note,
  };
  if (locked) return changeRule(unit, locked.rule.id, written);
  return beginRule(unit, { ...written, kind: 'standard', code, departmentCode, basedOn: 1 });
}
