import type { Actor, ImportKind } from '@yimen/schema';
import { assertCan } from '../../platform/authorize.js';
import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addSlices } from './slices.js';
import type { ReadFile } from './spreadsheet-thread.js';

/** For how many days the rows of a file are kept, so that errors can be looked up and an import can go on. */
const KEPT_DAYS = 30;

export interface UploadImportInput {
  key: string;
  kind: ImportKind;
  fileName: string;
  bytes: number;
}

/** Whose mappings an import remembers: the department's, the township's, or the county window's. */
export function unitCodeOf({ departmentCode, townshipCode }: Actor): string {
  return departmentCode ?? townshipCode ?? 'county';
}

/** Keeps what was read of a file. Throws NotAllowed for a kind that is not the actor's. */
export function uploadImport(read: ReadFile) {
  return async (unit: UnitOfWork, { kind, fileName, bytes }: UploadImportInput): Promise<CommandResult> => {
    assertCan(unit, 'create', 'Import', { kind });
    const [file] = await unit.sql<{ id: string }>(
      `insert into import_file (kind, file_name, bytes, author_id, unit_code, sheets, rows_until)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7) returning id`,
      [
        kind,
        fileName,
        bytes,
        unit.actor.staffId,
        unitCodeOf(unit.actor),
        JSON.stringify(read.sheets),
        addDays(today(), KEPT_DAYS),
      ],
    );
    const id = file?.id as string;
    await addSlices(unit, id, 'raw', read.slices);
    return { type: 'Import', id };
  };
}
