import { subject } from '@casl/ability';
import type { FactDefinition, ImportKind } from '@yimen/schema';
import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { startJob } from '../job/start-job.js';
import { type Choices, mappedColumn } from './choices.js';
import { headingsOf, signatureOf } from './headings.js';
import type { CheckImportInput } from './import.inputs.js';
import { CHECK_JOB } from './import.jobs.js';
import { beginStep, type ImportFile, loadImport } from './import-record.js';
import { findList, readList } from './list-choice.js';
import type { SheetRow } from './sheet.js';
import { findSlice } from './slices.js';
import { importableFacts, type Target, targetsOf } from './targets.js';

/**
 * Keeps how a file is to be read, remembers it for files of the same layout, and queues the check of every row. Nothing
 * is written to the registry. Throws InvalidInput, NotFound, NotAllowed, StaleVersion, WrongState.
 */
export async function checkImport(unit: UnitOfWork, input: CheckImportInput): Promise<CommandResult> {
  const file = await loadImport(unit, input.importId, 'check');
  assertVersion(file, input.expectedVersion);
  const rows = await firstRows(unit, file, input.sheet);
  const headings = headingsOf(rows, input.headerRow);
  const choices = await readChoices(unit, file, input, headings);
  await rememberChoices(unit, file, choices, headings);
  await unit.sql('update import_file set choices = $2::jsonb, counts = null where id = $1', [
    file.id,
    JSON.stringify(choices),
  ]);
  const jobId = await startJob(unit, {
    kind: CHECK_JOB,
    title: { zh: '核对导入文件', en: 'Check of an import' },
    input: { importId: file.id },
    departmentCode: unit.actor.departmentCode,
    townshipCode: unit.actor.townshipCode,
  });
  await beginStep(unit, file.id, 'check', jobId);
  return { type: 'Import', id: file.id };
}

/** The facts that the actor may bring. */
export function factsOf({ ability, county }: Pick<UnitOfWork, 'ability' | 'county'>): FactDefinition[] {
  const { verificationSources } = county.pack;
  return importableFacts().filter(({ verifiedBy }) => {
    const heldBy = verificationSources.filter(({ code }) => verifiedBy.includes(code)).map(({ verifier }) => verifier);
    return ability.can('bring', subject('ImportedFact', { heldBy }) as never);
  });
}

async function readChoices(
  unit: UnitOfWork,
  file: ImportFile,
  input: CheckImportInput,
  headings: readonly string[],
): Promise<Choices> {
  const check = new InputCheck();
  if (!file.sheets[input.sheet]) check.add('sheet', { zh: '请选择工作表。', en: 'Choose a sheet.' });
  if (!Number.isInteger(input.headerRow) || input.headerRow < 1) {
    check.add('headerRow', { zh: '请选择表头所在的行。', en: 'Choose the row of the headings.' });
  }
  const known = input.list?.id ? await findList(unit.sql, 'id', input.list.id) : undefined;
  readColumns(check, file.kind, input, targetsOf(file.kind, { facts: factsOf(unit), columns: known?.columns ?? [] }));
  const source = check.text('source', input.source, { zh: '数据来源', en: 'source' }, 100);
  const isList = file.kind === 'lists';
  const observedOn = input.observedOn && !isList ? check.day('observedOn', input.observedOn) : null;
  if (observedOn && observedOn > today()) {
    check.add('observedOn', { zh: '信息日期不能晚于今天。', en: 'The date of a fact cannot lie in the future.' });
  }
  const needsProgram = file.kind === 'awards' && !input.columns.some(({ target }) => target === 'program');
  const program = needsProgram ? unit.county.program(input.programCode ?? '') : undefined;
  if (
    needsProgram &&
    !(program && unit.ability.can('bring', subject('ImportedAward', { departmentCode: program.department }) as never))
  ) {
    check.add('programCode', {
      zh: '表中没有项目一列，请选择是哪个救助项目。',
      en: 'No column holds the program; choose which one it is.',
    });
  }
  const read = isList ? await readList(unit, check, input, known, headings) : null;
  check.done();
  return {
    sheet: input.sheet,
    headerRow: input.headerRow,
    columns: read?.columns ?? input.columns.map(mappedColumn),
    observedOn: read?.asOf ?? observedOn ?? null,
    source: source as string,
    verified: input.verified,
    programCode: program?.code ?? null,
    withDuplicates: input.withDuplicates,
    list: read?.list ?? null,
  };
}

function readColumns(
  check: InputCheck,
  kind: ImportKind,
  { columns }: CheckImportInput,
  targets: readonly Target[],
): void {
  const seen = { index: new Set<number>(), target: new Set<string>() };
  for (const [place, { index, target }] of columns.entries()) {
    const path = `columns.${place}.target`;
    const found = targets.find(({ code }) => code === target);
    if (!found || index < 0 || seen.index.has(index)) {
      check.add(path, { zh: '这一列不能对应到此项。', en: 'This column cannot be used for that.' });
    } else if (seen.target.has(target) && !found.repeats) {
      check.add(path, {
        zh: `“${found.name.zh}”已对应另一列，请只选一列。`,
        en: `"${found.name.en}" is another column already; choose one.`,
      });
    }
    seen.index.add(index);
    seen.target.add(target);
  }
  for (const { code, name, required } of targets) {
    if (!required || seen.target.has(code)) continue;
    check.add('columns', {
      zh: `请指定哪一列是“${name.zh}”。`,
      en: `Choose the column that holds "${name.en}".`,
    });
  }
  if (kind === 'facts' && !columns.some(({ target }) => target.startsWith('fact:'))) {
    check.add('columns', { zh: '请至少指定一列信息项。', en: 'Choose at least one column of facts.' });
  }
}

/** The first rows of a sheet, among which the headings are. */
async function firstRows(unit: UnitOfWork, file: ImportFile, sheet: number): Promise<SheetRow[]> {
  return (await findSlice<SheetRow[]>(unit, { importId: file.id, stage: 'raw', sheet, place: 0 })) ?? [];
}

async function rememberChoices(
  unit: UnitOfWork,
  file: ImportFile,
  choices: Choices,
  headings: readonly string[],
): Promise<void> {
  await unit.sql(
    `insert into import_mapping (unit_code, kind, signature, choices) values ($1, $2, $3, $4::jsonb)
     on conflict (unit_code, kind, signature) do update set choices = excluded.choices, used_at = now()`,
    [file.unitCode, file.kind, signatureOf(headings), JSON.stringify(choices)],
  );
}
