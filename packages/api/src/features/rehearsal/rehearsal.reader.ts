import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { maskName } from '../funding/mask-name.js';
import type { KeptChange } from './check-changes.js';
import type { RehearsedPeopleFilter } from './rehearsal.inputs.js';
import type { Summary } from './save-rehearsal.js';

/** A rehearsal as read. */
export interface RehearsalRecord {
  id: string;
  version: number;
  title: string;
  from: string;
  horizonMonths: number;
  sharedWith: string;
  authorId: string;
  author: string;
  departmentCode: string | null;
  createdAt: Date;
  status: string;
  jobId: string;
  changes: KeptChange[];
  summary: Summary | null;
  judgedAt: Date | null;
  /** By its author, to whom alone it is readable then. */
  archived: boolean;
}

/** Everybody of one program, township, class of households and kind together; fen in one period of the program. */
export interface Cell {
  rehearsalId: string;
  program: string;
  township: string;
  householdKind: string;
  kind: string;
  subjects: number;
  people: number;
  held: number;
  oldFen: number;
  newFen: number;
}

/** A listed household or person; codes are names of the county pack. */
export interface ListedRow {
  place: number;
  programCode: string;
  kind: string;
  householdCode: string;
  townshipCode: string;
  villageCode: string;
  householdKindCode: string;
  personName: string;
  held: boolean;
  oldFen: number | null;
  newFen: number | null;
  keptProgram: string | null;
}

export interface ListedPage {
  nodes: ListedRow[];
  total: number;
  nextCursor: string | null;
}

const REHEARSAL = `r.id, r.version, r.title, r.from_day as "from", r.horizon_months as "horizonMonths",
  r.shared_with as "sharedWith", r.author_id as "authorId", s.name as author, r.department_code as "departmentCode",
  r.created_at as "createdAt", j.status, r.job_id as "jobId", r.changes, r.summary, r.judged_at as "judgedAt",
  r.archived_at is not null as archived`;
const FROM = 'rehearsal r join staff s on s.id = r.author_id join job j on j.id = r.job_id';
const FIELDS = {
  authorId: { sql: 'r.author_id' },
  departmentCode: { sql: 'r.department_code' },
  sharedWith: { sql: 'r.shared_with' },
};
const LATEST = 200;

/** Rehearsals, as far as the reader may see them. */
export class RehearsalReader {
  readonly cells: DataLoader<string, Cell[]>;
  private readonly rehearsal: DataLoader<string, RehearsalRecord | undefined>;

  constructor(private readonly context: Context) {
    const { pool } = context.database;
    this.rehearsal = new DataLoader(async (ids) =>
      byKey(
        ids,
        await this.select('r.id = any($1::uuid[]) and (r.archived_at is null or r.author_id = $2)', [
          ids.filter(isUuid),
          context.actor?.staffId ?? null,
        ]),
        (row) => row.id,
      ),
    );
    this.cells = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<Cell>(
          pool,
          `select rehearsal_id as "rehearsalId", program_code as program, township_code as township,
             household_kind as "householdKind", kind, subjects, people, held, old_fen as "oldFen", new_fen as "newFen"
           from rehearsal_cell where rehearsal_id = any($1::uuid[])`,
          [ids],
        ),
        (cell) => cell.rehearsalId,
      ),
    );
  }

  async find(id: string): Promise<RehearsalRecord | undefined> {
    return isUuid(id) ? this.rehearsal.load(id) : undefined;
  }

  /** The latest two hundred that were not put away. */
  latest(): Promise<RehearsalRecord[]> {
    return this.select('r.archived_at is null', []);
  }

  private async select(condition: string, params: unknown[]): Promise<RehearsalRecord[]> {
    const access = accessSql(this.context.ability, 'read', 'Rehearsal', FIELDS, params);
    return rows<RehearsalRecord>(
      this.context.database.pool,
      `select ${REHEARSAL} from ${FROM} where ${condition} and ${access} order by r.id desc limit ${LATEST}`,
      params,
    );
  }

  /** Whom a rehearsal concerns, of the programs whose list the reader may see, in its order. */
  async people(filter: RehearsedPeopleFilter, first?: number | null, after?: string | null): Promise<ListedPage> {
    if (!(await this.find(filter.rehearsalId))) return { nodes: [], total: 0, nextCursor: null };
    const { ability, database } = this.context;
    const limit = pageSize(first);
    const { rehearsalId, program, kind, township, householdKind } = filter;
    const params: unknown[] = [rehearsalId, program ?? null, kind ?? null, township ?? null, householdKind ?? null];
    const access = accessSql(
      ability,
      'read',
      'RehearsedPerson',
      { departmentCode: { sql: 'l.department_code' } },
      params,
    );
    const where = `l.rehearsal_id = $1 and ($2::text is null or l.program_code = $2) and ($3::text is null or l.kind = $3)
      and ($4::text is null or l.township_code = $4) and ($5::text is null or l.household_kind = $5) and ${access}`;
    const [total] = await rows<{ total: number }>(
      database.pool,
      `select count(*)::int as total from rehearsal_person l where ${where}`,
      [...params],
    );
    const place = Number(readCursor(after, 1)?.[0] ?? 0);
    params.push(Number.isSafeInteger(place) ? place : 0, limit + 1);
    const found = await rows<ListedRow>(
      database.pool,
      `select l.place, l.program_code as "programCode", l.kind, h.code as "householdCode",
         l.township_code as "townshipCode", l.village_code as "villageCode", l.household_kind as "householdKindCode",
         p.name as "personName", l.held, l.old_fen as "oldFen", l.new_fen as "newFen", l.kept_program as "keptProgram"
       from rehearsal_person l join household found on found.id = l.household_id
       left join person meant on meant.id = coalesce(l.person_id, found.head_person_id)
       left join person p on p.id = coalesce(meant.merged_into, meant.id)
       join household h on h.id = case when meant.merged_into is null then found.id
         else coalesce(p.household_id, p.last_household_id) end
       where ${where} and l.place > $${params.length - 1} order by l.place limit $${params.length}`,
      params,
    );
    const nodes = found.slice(0, limit).map((row) => ({ ...row, personName: maskName(row.personName) }));
    const last = nodes.at(-1);
    return {
      nodes,
      total: total?.total ?? 0,
      nextCursor: found.length > limit && last ? writeCursor(String(last.place)) : null,
    };
  }
}
