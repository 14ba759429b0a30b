import { subject } from '@casl/ability';
import type { Context } from '../../context.js';
import { reader } from '../../context.js';
import { factsOf } from './check-import.js';
import type { Choices } from './choices.js';
import { guessHeaderRow, headingsOf, signatureOf } from './headings.js';
import { ImportReader, type ImportRow } from './import.reader.js';
import type { ImportColumn, ImportLayout, ImportProgram } from './import.types.js';
import { guessColumnTarget, type ListLayout, listLayoutOf, targetAgain } from './list-choice.js';
import { cellText, columnLetter, type SheetRow } from './sheet.js';
import { findSlice } from './slices.js';
import { guessTargets, headingKey, isInWan, type Target, targetsOf } from './targets.js';

const SAMPLES = 3;

/**
 * A file under one choice of sheet and row of headings, both guessed unless given: what was chosen for it, else what its
 * unit chose for the latest file of this layout, else a guess. Undefined once its rows are deleted.
 */
export async function layoutOf(
  context: Context,
  file: ImportRow,
  chosen: { sheet?: number | null; headerRow?: number | null; list?: string | null },
): Promise<ImportLayout | null> {
  const { store, remembered } = readerOf(context);
  const sheet = chosen.sheet ?? file.choices?.sheet ?? 0;
  const rows = await findSlice<SheetRow[]>(store, { importId: file.id, stage: 'raw', sheet, place: 0 });
  if (!rows) return null;
  const plain = targetsOf(file.kind, { facts: factsOf(context), columns: [] });
  const own = file.choices?.sheet === sheet ? file.choices : null;
  const headerRow = chosen.headerRow ?? own?.headerRow ?? guessHeaderRow(rows, plain);
  const headings = headingsOf(rows, headerRow);
  const earlier = await remembered(file.unitCode, file.kind, signatureOf(headings));
  const choices = own && own.headerRow === headerRow ? own : earlier;
  const list = file.kind === 'lists' ? await listLayoutOf(store.sql, chosen.list, choices?.list) : null;
  const targets = list ? targetsOf(file.kind, { facts: [], columns: list.columns }) : plain;
  return {
    sheet,
    headerRow,
    isRemembered: choices !== undefined && choices !== own,
    columns: columnsOf({ rows, headerRow, headings, targets, choices, list }),
    targets,
    programs: file.kind === 'awards' ? programsOf(context) : [],
    source: choices?.source ?? unitWords(context),
    observedOn: own?.observedOn ?? null,
    verified: choices?.verified ?? context.actor?.role === 'manager',
    programCode: choices?.programCode ?? null,
    withDuplicates: own?.withDuplicates ?? false,
    list,
  };
}

/** The unit of whoever is signed in, in Chinese, as the source of what he brings; null for none of its own. */
function unitWords({ actor, county }: Pick<Context, 'actor' | 'county'>): string | null {
  if (actor?.departmentCode) return county.department(actor.departmentCode).name.zh;
  if (actor?.townshipCode) return county.township(actor.townshipCode)?.name.zh ?? null;
  return null;
}

function programsOf({ ability, county }: Context): ImportProgram[] {
  return county.pack.programs.filter(({ department }) =>
    ability.can('bring', subject('ImportedAward', { departmentCode: department }) as never),
  );
}

function readerOf(context: Context) {
  const imports = reader(context, ImportReader);
  return { store: imports.store, remembered: imports.remembered.bind(imports) };
}

interface ColumnsToTell {
  rows: readonly SheetRow[];
  headerRow: number;
  headings: readonly string[];
  targets: readonly Target[];
  choices: Choices | undefined;
  list: ListLayout | null;
}

function columnsOf({ rows, headerRow, headings, targets, choices, list }: ColumnsToTell): ImportColumn[] {
  const guessed = guessTargets(headings, targets);
  const keys = headings.map(headingKey);
  const below = rows.filter(({ at }) => at > headerRow);
  return headings.map((heading, index) => {
    const column = choices?.columns.find((one) => one.index === index);
    const cells = below.map((row) => row.cells[index]);
    const guess = guessed[index] ?? (list && heading !== '' ? guessColumnTarget(cells) : null);
    return {
      index,
      letter: columnLetter(index),
      heading,
      isRepeated: heading !== '' && keys.filter((key) => key === keys[index]).length > 1,
      samples: cells
        .map(cellText)
        .filter((text) => text.trim() !== '')
        .slice(0, SAMPLES)
        .map(withoutMiddle),
      target: choices ? (column ? targetAgain(column.target, list, choices.list) : null) : guess,
      unit: column?.unit ?? (isInWan(heading) ? 'wan' : 'yuan'),
    };
  });
}

/** Long numbers keep their beginning and end: enough to know a column by. */
function withoutMiddle(text: string): string {
  return text.slice(0, 60).replace(/\d{7,}[\dXx]?/g, (digits) => `${digits.slice(0, 3)}…${digits.slice(-2)}`);
}
