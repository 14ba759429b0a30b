import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockRule } from './load-rule.js';
import { noteProblems, typedContent } from './rule-content.js';
import type { SaveProgramVersionInput } from './rule-version.inputs.js';
import { beginRule, changeRule, draftDay, optionalText } from './write-rule.js';

/**
 * Begins a draft of a program of one's own department, or changes it. Texts that cannot be judged, for one family or for
 * the whole county, are refused with their line and column.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState (there is an open draft already), InvalidInput.
 */
export async function saveProgramVersion(unit: UnitOfWork, input: SaveProgramVersionInput): Promise<CommandResult> {
  const program = unit.county.program(input.programCode);
  if (!program) throw notFound({ zh: '救助项目', en: 'program' });
  const { department: departmentCode } = program;
  assertCan(unit, 'save', 'RuleVersion', { departmentCode, status: 'draft' });
  const { versionId, expectedVersion } = input;
  const locked = versionId
    ? await lockRule(unit, { versionId, expectedVersion: expectedVersion ?? 0 }, 'save')
    : undefined;
  if (locked && (locked.rule.kind !== 'program' || locked.rule.code !== program.code)) {
    throw notFound({ zh: '该项目的草稿', en: 'draft of this program' });
  }
  const check = new InputCheck();
  const effectiveFrom = draftDay(check, 'effectiveFrom', input.effectiveFrom);
  const source = optionalText(check, 'source', input.source, { zh: '依据', en: 'document' });
  const note = optionalText(check, 'note', input.note, { zh: '修改说明', en: 'note' }, 1000);
  const content = typedContent(program, input.content);
  noteProblems(check, unit.county, program, content, effectiveFrom ?? today());
  check.done();
  const written = { content, effectiveFrom: effectiveFrom ?? null, source, note };
  if (locked) return changeRule(unit, locked.rule.id, written);
  return beginRule(unit, {
    ...written,
    kind: 'program',
    code: program.code,
    departmentCode,
    basedOn: program.version,
  });
}
