import { FINDING_KINDS, factByCode } from '@yimen/schema';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { invalidInput } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import type { RunProgram } from './run-screening.js';
import type { ScreeningCount } from './screening.types.js';

export interface RunRow {
  id: string;
  previousId: string | null;
  onDay: string;
  snapshotAt: Date;
  completedAt: Date;
  requestedBy: string | null;
  people: number;
  households: number;
  hasLists: boolean;
  programs: RunProgram[];
}

/** Along what findings are counted. */
export const DIMENSIONS = ['program', 'fact', 'township', 'village'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface CountFilter {
  kind: string;
  by: string;
  program?: string | null;
  fact?: string | null;
  township?: string | null;
}

type CountRow = Omit<ScreeningCount, 'label'> & { runId: string };

const RUN = `r.id, r.previous_id as "previousId", r.on_day as "onDay", r.snapshot_at as "snapshotAt",
  r.completed_at as "completedAt", s.name as "requestedBy", r.people, r.households, r.programs,
  not exists (select from screening_count c where c.run_id = r.id and c.findings > 0)
    or exists (select from screening_finding f where f.run_id = r.id) as "hasLists"
  from screening_run r left join staff s on s.id = r.requested_by`;
const LATEST = 30;

const SUMS = `sum(c.findings)::int as findings, sum(c.households)::int as households, sum(c.fresh)::int as fresh,
  sum(c.gone)::int as gone, sum(c.fen)::bigint as fen`;

const KEYS: Record<Dimension, string> = {
  program: 'c.program_code',
  fact: 'c.fact_code',
  township: 'c.township_code',
  village: 'c.village_code',
};

/** What abilities ask of a finding, as SQL over the counts `c`. */
const COUNT_FIELDS: Record<string, AccessField> = {
  departmentCodes: { sql: 'array[c.department_code]', array: true },
  townshipCode: { sql: 'c.township_code' },
};

/** Runs of the screening and how many they found, as far as the reader may count. */
export class RunsReader {
  /** The counts of each kind, by run. */
  private readonly byRun = new DataLoader<string, CountRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select c.run_id as "runId", c.kind, '' as key, ${SUMS} from screening_count c
      where c.run_id = any($1) and c.program_code = '' and c.fact_code = '' and ${this.access(params)}
      group by c.run_id, c.kind`;
    return grouped(ids, await rows<CountRow>(this.context.database.pool, text, params), (row) => row.runId);
  });

  constructor(private readonly context: Context) {}

  /** Counts of departments where the reader counts some departments' findings only, else those of everybody. */
  private access(params: unknown[]): string {
    const rules = this.context.ability.rulesFor('count', 'ScreeningFinding');
    const ofAll = rules.some(({ conditions }) => !conditions || !('departmentCodes' in conditions));
    return `c.department_code ${ofAll ? '=' : '<>'} '' and ${this.placeAccess(params)}`;
  }

  private placeAccess(params: unknown[]): string {
    return accessSql(this.context.ability, 'count', 'ScreeningFinding', COUNT_FIELDS, params);
  }

  /** The latest runs, the newest first; nobody who may count no finding learns of them. */
  async latest(): Promise<RunRow[]> {
    if (!this.context.ability.can('count', 'ScreeningFinding')) return [];
    return rows<RunRow>(
      this.context.database.pool,
      `select ${RUN} order by r.completed_at desc, r.id desc limit ${LATEST}`,
      [],
    );
  }

  /** One run, or the latest. */
  async find(id: string | null): Promise<RunRow | undefined> {
    if (!this.context.ability.can('count', 'ScreeningFinding') || (id !== null && !isUuid(id))) return undefined;
    const [run] = await rows<RunRow>(
      this.context.database.pool,
      `select ${RUN} where $1::uuid is null or r.id = $1 order by r.completed_at desc, r.id desc limit 1`,
      [id],
    );
    return run;
  }

  /** How many of each kind, those without any too. */
  async counts(runId: string): Promise<ScreeningCount[]> {
    const found = await this.byRun.load(runId);
    return Object.entries(FINDING_KINDS).map(([kind, label]) => {
      const none = { kind, key: '', findings: 0, households: 0, fresh: 0, gone: 0, fen: 0 };
      return { ...(found.find((row) => row.kind === kind) ?? none), label };
    });
  }

  /** How many of one kind along a dimension, the most first. Throws InvalidInput for a kind or dimension there is not. */
  async rows(runId: string, filter: CountFilter): Promise<ScreeningCount[]> {
    const by = DIMENSIONS.find((one) => one === filter.by);
    if (!by || !(filter.kind in FINDING_KINDS)) throw noSuch(by ? 'kind' : 'by', by ? filter.kind : filter.by);
    const params: unknown[] = [runId, filter.kind];
    const equals = (column: string, value: string) => {
      params.push(value);
      return `${column} = $${params.length}`;
    };
    const conditions = ['c.run_id = $1', 'c.kind = $2', ...this.level(by, filter, equals, params)];
    if (filter.township) conditions.push(equals('c.township_code', filter.township));
    const found = await rows<CountRow>(
      this.context.database.pool,
      `select c.kind, ${KEYS[by]} as key, ${SUMS} from screening_count c where ${conditions.join(' and ')}
       group by c.kind, ${KEYS[by]} order by findings desc, key`,
      params,
    );
    return found.map((row) => ({ ...row, label: this.label(by, row.key) }));
  }

  /** Which of the counts that are kept answer the question: of one program, of one fact, or of all. */
  private level(
    by: Dimension,
    { program, fact }: CountFilter,
    equals: (column: string, value: string) => string,
    params: unknown[],
  ): string[] {
    if (by === 'program' || program) {
      const ofProgram = program ? equals('c.program_code', program) : `c.program_code <> ''`;
      return [ofProgram, this.placeAccess(params)];
    }
    if (by === 'fact') return [`c.fact_code <> ''`, this.access(params)];
    if (fact) return [equals('c.fact_code', fact), this.access(params)];
    return [`c.program_code = ''`, `c.fact_code = ''`, this.access(params)];
  }

  private label(by: Dimension, key: string): Bilingual {
    const { county } = this.context;
    switch (by) {
      case 'program':
        return county.program(key)?.name ?? { zh: key, en: key };
      case 'fact': {
        const fact = factByCode(key);
        return fact ? { zh: fact.nameZh, en: fact.nameEn } : { zh: key, en: key };
      }
      case 'township':
        return county.township(key)?.name ?? { zh: key, en: key };
      case 'village': {
        const name = county.village(key)?.village.name ?? key;
        return { zh: name, en: name };
      }
    }
  }
}

export function noSuch(path: string, value: string) {
  return invalidInput([
    { path, message: { zh: `没有“${value}”这一选项，请重新选择。`, en: `There is no "${value}"; choose another.` } },
  ]);
}
