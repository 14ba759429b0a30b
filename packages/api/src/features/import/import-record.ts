import { subject } from '@casl/ability';
import type { ImportKind } from '@yimen/schema';
import type { AccessField } from '../../platform/access-sql.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import type { Choices } from './choices.js';
import type { SheetSummary } from './spreadsheet-thread.js';

const IMPORT = { zh: '导入', en: 'import' };

/** What abilities ask of an import, as SQL over `import_file f`. */
export const IMPORT_FIELDS = {
  authorId: { sql: 'f.author_id' },
} as const satisfies Record<string, AccessField>;

const stepOf = (underWay: string, done: string, broken: string) =>
  `case when j.status in ('queued', 'running') then '${underWay}' when j.status = 'succeeded' then '${done}' else '${broken}' end`;

/** Where an import stands, by the step it is in and how its job went, as SQL over `f` and its job `j`. */
export const STATUS_SQL = `case f.phase when 'upload' then 'uploaded' when 'discarded' then 'discarded'
  when 'check' then ${stepOf('checking', 'checked', 'uploaded')}
  when 'run' then ${stepOf('running', 'imported', 'stopped')}
  else ${stepOf('undoing', 'undone', 'undo_stopped')} end`;

/** An import as the write path loads it. */
export interface ImportFile {
  id: string;
  version: number;
  kind: ImportKind;
  fileName: string;
  authorId: string;
  unitCode: string;
  sheets: SheetSummary[];
  choices: Choices | null;
  status: string;
  /** The last day on which its rows are kept, YYYY-MM-DD. */
  rowsUntil: string;
}

const COLUMNS = `f.id, f.version, f.kind, f.file_name as "fileName", f.author_id as "authorId",
  f.unit_code as "unitCode", f.sheets, f.choices, ${STATUS_SQL} as status, f.rows_until as "rowsUntil"`;
const FROM = 'import_file f left join job j on j.id = f.job_id';

const NOT_NOW: Bilingual = {
  zh: '这次导入现在不能这样操作，请刷新页面查看最新状态。',
  en: 'This cannot be done with the import now; reload to see where it stands.',
};
const ROWS_GONE: Bilingual = {
  zh: '上传的数据已到期删除。请重新上传文件。',
  en: 'The uploaded rows were deleted when their time was over. Upload the file again.',
};

/** Loads an import with a lock to do `action` with it. Throws NotFound, NotAllowed, WrongState. */
export async function loadImport(unit: UnitOfWork, id: string, action: string): Promise<ImportFile> {
  if (!isUuid(id)) throw notFound(IMPORT);
  await unit.sql('select from import_file where id = $1 for update', [id]);
  const file = await findImport(unit, id);
  if (!file || !unit.ability.can('read', subject('Import', { ...file }) as never)) throw notFound(IMPORT);
  assertCan(unit, action, 'Import', file);
  assertTransition('Import', file.status, action, NOT_NOW);
  if (['check', 'start'].includes(action) && file.rowsUntil < today()) throw wrongState(file.status, ROWS_GONE);
  return file;
}

export async function findImport({ sql }: Pick<UnitOfWork, 'sql'>, id: string): Promise<ImportFile | undefined> {
  return (await sql<ImportFile>(`select ${COLUMNS} from ${FROM} where f.id = $1`, [id]))[0];
}

/** Puts an import into its next step, worked on by a job. */
export async function beginStep(
  { sql }: UnitOfWork,
  id: string,
  phase: 'check' | 'run' | 'undo',
  jobId: string,
): Promise<void> {
  await sql('update import_file set phase = $2, job_id = $3, version = version + 1 where id = $1', [id, phase, jobId]);
}
