import type { ImportKind } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, poolSql, rows } from '../../platform/read.js';
import { type ImportCounts, problemPlace } from './check-file.js';
import type { Choices } from './choices.js';
import type { ImportListVersion } from './import.types.js';
import { IMPORT_FIELDS, STATUS_SQL } from './import-record.js';
import { columnLetter } from './sheet.js';
import type { SheetSummary } from './spreadsheet-thread.js';

export interface ImportRow {
  id: string;
  version: number;
  kind: ImportKind;
  fileName: string;
  status: string;
  jobId: string | null;
  sheets: SheetSummary[];
  choices: Choices | null;
  counts: ImportCounts | null;
  createdAt: Date;
  rowsUntil: string;
  authorId: string;
  unitCode: string;
}

export interface Written {
  id: string;
  households: number;
  people: number;
  observations: number;
  awards: number;
  list: ImportListVersion | null;
}

export interface ProblemRow {
  row: number;
  cell: string | null;
  columnIndex: number | null;
  severity: string;
  message: { zh: string; en: string };
  value: string | null;
}

export interface ProblemPage {
  nodes: ProblemRow[];
  total: number;
  nextCursor: string | null;
}

const COLUMNS = `f.id, f.version, f.kind, f.file_name as "fileName", ${STATUS_SQL} as status, f.job_id as "jobId",
  f.sheets, f.choices, f.counts, f.created_at as "createdAt", f.rows_until as "rowsUntil", f.author_id as "authorId",
  f.unit_code as "unitCode"`;
const FROM = 'import_file f left join job j on j.id = f.job_id';
const LATEST = 100;

/** Imports as far as the reader may see them. */
export class ImportReader {
  private readonly file: DataLoader<string, ImportRow | undefined>;
  readonly written: DataLoader<string, Written | undefined>;

  constructor(private readonly context: Context) {
    this.file = new DataLoader(async (ids) =>
      byKey(ids, await this.select('f.id = any($1::uuid[])', [ids.filter(isUuid)]), ({ id }) => id),
    );
    this.written = new DataLoader(async (ids) =>
      byKey(
        ids,
        await rows<Written>(
          this.pool,
          `select import_id as id, count(*) filter (where subject = 'household')::int as households,
             count(*) filter (where subject = 'person')::int as people,
             count(*) filter (where subject = 'observation')::int as observations,
             count(*) filter (where subject = 'aid_record')::int as awards,
             (select json_build_object('listId', l.id, 'title', v.title, 'number', v.number, 'entries', v.entries,
                'added', v.added, 'changed', v.changed, 'ended', v.ended)
              from import_effect b join kept_list_version v on v.id = b.subject_id join kept_list l on l.id = v.list_id
              where b.import_id = e.import_id and b.subject = 'list_version' and v.closed_at is not null) as list
           from import_effect e where import_id = any($1::uuid[]) group by import_id`,
          [ids],
        ),
        ({ id }) => id,
      ),
    );
  }

  private get pool() {
    return this.context.database.pool;
  }

  /** Where slices of the reader's own imports lie. */
  get store() {
    return { sql: poolSql(this.pool), vault: this.context.database.vault };
  }

  async find(id: string): Promise<ImportRow | undefined> {
    return isUuid(id) ? this.file.load(id) : undefined;
  }

  /** The latest hundred that were not discarded. */
  latest(): Promise<ImportRow[]> {
    return this.select(`f.phase <> 'discarded'`, []);
  }

  private select(condition: string, params: unknown[]): Promise<ImportRow[]> {
    const access = accessSql(this.context.ability, 'read', 'Import', IMPORT_FIELDS, params);
    return rows<ImportRow>(
      this.pool,
      `select ${COLUMNS} from ${FROM} where ${condition} and ${access} order by f.id desc limit ${LATEST}`,
      params,
    );
  }

  /** What is wrong with an import that the reader may see, in the order of its rows. */
  async problems(
    importId: string,
    severity: string | null,
    first?: number | null,
    after?: string | null,
  ): Promise<ProblemPage> {
    const where = `p.import_id = $1 and ($2::text is null or p.severity = $2)`;
    const [count] = await rows<{ total: number }>(
      this.pool,
      `select count(*)::int as total from import_problem p where ${where}`,
      [importId, severity],
    );
    const [at = '0', place = '0'] = readCursor(after, 2) ?? [];
    const size = pageSize(first);
    const found = await rows<{
      place: number;
      at: number;
      columnIndex: number | null;
      severity: string;
      zh: string;
      en: string;
      value: Buffer | null;
    }>(
      this.pool,
      `select p.place, p.at, p.column_index as "columnIndex", p.severity, p.message_zh as zh, p.message_en as en, p.value
       from import_problem p where ${where} and (p.at, p.place) > ($3::int, $4::int)
       order by p.at, p.place limit $5`,
      [importId, severity, Number(at) || 0, Number(place) || 0, size + 1],
    );
    const shown = found.slice(0, size);
    const last = shown.at(-1);
    return {
      total: count?.total ?? 0,
      nextCursor: found.length > size && last ? writeCursor(String(last.at), String(last.place)) : null,
      nodes: shown.map(({ place: number, at: row, columnIndex, zh, en, value, ...rest }) => ({
        ...rest,
        row,
        columnIndex,
        cell: columnIndex === null ? null : `${columnLetter(columnIndex)}${row}`,
        message: { zh, en },
        value: value && this.context.database.vault.open(value, problemPlace(importId, number)),
      })),
    };
  }

  /** What was chosen for the latest file of a layout. */
  async remembered(unitCode: string, kind: string, signature: string): Promise<Choices | undefined> {
    const [found] = await rows<{ choices: Choices }>(
      this.pool,
      'select choices from import_mapping where unit_code = $1 and kind = $2 and signature = $3',
      [unitCode, kind, signature],
    );
    return found?.choices;
  }
}
