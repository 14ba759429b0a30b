import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import type { Level } from '../../platform/level.js';
import { isUuid } from '../../platform/parse.js';
import {
  askedProperties,
  byKey,
  type Columns,
  everyColumn,
  grouped,
  poolSql,
  rows,
  selectList,
} from '../../platform/read.js';
import { readTree } from '../../platform/read-tree.js';
import type { FactBag } from '../../policy/types.js';
import { type FactSubject, loadFactBags } from '../registry/fact-bag.js';
import { peopleMatch } from '../registry/people-match.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import { FACT_COLUMNS, type FactRow, type Page } from '../registry/registry.reader.js';
import { readSearch } from '../registry/search-text.js';
import { CASE_FIELDS } from './case-access.js';

export interface CaseRow {
  id: string;
  number: string;
  version: number;
  status: string;
  householdId: string;
  beneficiaryId: string;
  townshipCode: string;
  departmentCodes: string[];
  channel: string;
  requestedOn: string;
  difficulty: string;
  whatHappened: string;
  since: string;
  costFen: number | null;
  insurancePaidFen: number;
  ownerId: string;
}

export interface EventRow {
  caseId: string;
  at: Date;
  kind: string;
  textZh: string;
  textEn: string;
  departmentCode: string | null;
  actorName: string | null;
}

/** Fen. */
interface MoneyRow {
  id: string;
  alreadyFen: number;
  coveredFen: number;
}

export interface CaseSearch {
  search?: string | null;
  status?: string | null;
  township?: string | null;
  first?: number | null;
  after?: string | null;
}

const CASE: Columns<CaseRow> = {
  id: 'c.id',
  number: 'c.number',
  version: 'c.version',
  status: 'c.status',
  householdId: 'c.household_id',
  beneficiaryId: 'c.beneficiary_id',
  townshipCode: 'c.township_code',
  departmentCodes: 'c.department_codes',
  channel: 'c.channel',
  requestedOn: 'c.requested_on',
  difficulty: 'c.difficulty',
  whatHappened: 'c.what_happened',
  since: 'c.since',
  costFen: 'c.cost_fen',
  insurancePaidFen: 'c.insurance_paid_fen',
  ownerId: 'c.owner_id',
};
const CASE_NEEDS = {
  household: ['householdId'],
  beneficiary: ['beneficiaryId'],
  need: ['id', 'difficulty', 'whatHappened', 'since', 'costFen', 'insurancePaidFen'],
  applications: ['id'],
  timeline: ['id'],
  package: ['id'],
  tasks: ['id'],
  firstContactOwner: ['ownerId'],
  agendaItems: ['id'],
  aidHistory: ['householdId'],
} as const;

/** The cases that the case `c` follows, as SQL. */
const EARLIER_ROUNDS = `with recursive earlier (id) as (
  select c.former_case_id union select f.former_case_id from case_file f join earlier e on e.id = f.id
   where f.former_case_id is not null) select id from earlier`;

const readCases = ({ ability }: Context, params: unknown[]) => accessSql(ability, 'read', 'Case', CASE_FIELDS, params);

/** The cases of a household, the latest request first. */
export const CASES_OF_HOUSEHOLD: Level<CaseRow> = {
  type: 'Case',
  of: { 'Household.cases': 'id' },
  key: 'householdId',
  columns: CASE,
  needs: CASE_NEEDS,
  from: 'case_file c',
  order: 'c.requested_on desc, c.id desc',
  access: readCases,
};

const EVENT: Columns<EventRow> = {
  caseId: 'e.case_id',
  at: 'e.at',
  kind: 'e.kind',
  textZh: 'e.text_zh',
  textEn: 'e.text_en',
  departmentCode: 'e.department_code',
  actorName: 's.name',
};

/** What happened to a case, the latest last. */
export const TIMELINE: Level<EventRow> = {
  type: 'TimelineEntry',
  of: { 'Case.timeline': 'id' },
  key: 'caseId',
  columns: EVENT,
  needs: { text: ['textZh', 'textEn'] },
  instants: ['at'],
  from: 'case_event e join case_file c on c.id = e.case_id',
  joins: [['s', 'left join staff s on s.id = e.actor_id']],
  order: 'e.at, e.id',
  access: readCases,
};

/** Cases as far as the reader may see them. */
export class CaseReader {
  readonly case = new DataLoader<string, CaseRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${everyColumn(CASE)} from case_file c where c.id = any($1) and ${this.access(params)}`;
    return byKey(ids, await rows<CaseRow>(this.pool, text, params), (row) => row.id);
  });

  /** The facts recorded of the case itself. */
  readonly facts = new DataLoader<string, FactRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select distinct on (o.case_id, o.fact) o.case_id as "caseId", ${FACT_COLUMNS}
      from observation o join case_file c on c.id = o.case_id join staff s on s.id = o.recorded_by
      where o.case_id = any($1) and ${STANDS} and ${this.access(params)}
      order by o.case_id, o.fact, ${WINNER_FIRST}`;
    return grouped(ids, await rows<FactRow & { caseId: string }>(this.pool, text, params), (row) => row.caseId);
  });

  /**
   * Aid given before for the same loss, in earlier rounds too, and what the package covers of it, as the package reckons
   * while there is one; what was paid back since is not given, what was paid in addition is.
   */
  readonly money = new DataLoader<string, MoneyRow>(async (ids) => {
    const againstLoss = this.context.county.pack.programs.filter((program) => program.againstLoss);
    const params: unknown[] = [ids, againstLoss.map(({ code }) => code)];
    const text = `select c.id,
        coalesce((p.coverage->>'alreadyFen')::bigint, coalesce(sum(a.amount_fen), 0) + case when c.round > 1 then
          coalesce((select sum(aid_fen_on(f, current_date)) from aid_record f where f.program_code = any($2)
            and not f.plan_only and f.case_id in (${EARLIER_ROUNDS})), 0) else 0 end)::bigint as "alreadyFen",
        greatest(0, coalesce((p.coverage->>'coveredFen')::bigint, 0) + coalesce((select sum(x.fen) from aid_correction x
          join aid_record f on f.id = x.aid_record_id join package_item i on i.id = f.package_item_id
          where i.package_id = p.id and i.program_code = any($2) and not x.let_go), 0))::bigint as "coveredFen"
      from case_file c
      left join aid_package p on p.case_id = c.id and p.status <> 'refused'
      left join aid_record a on a.case_id = c.id and a.package_item_id is null and not a.plan_only
      where c.id = any($1) and ${this.access(params)} group by c.id, p.id`;
    const found = byKey(ids, await rows<MoneyRow>(this.pool, text, params), (row) => row.id);
    return found.map((row, index) => row ?? { id: ids[index] as string, alreadyFen: 0, coveredFen: 0 });
  });

  /** What the registry and the observations say today of the people of cases that the reader was shown. */
  readonly factBag = new DataLoader<FactSubject, FactBag, string>(
    (subjects) => loadFactBags(poolSql(this.pool), subjects, today()),
    { cacheKeyFn: ({ householdId, personId, caseId }) => `${householdId} ${personId} ${caseId}` },
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  private access(params: unknown[]): string {
    return readCases(this.context, params);
  }

  /** A case, with what the operation asks of it. */
  async find(id: string): Promise<CaseRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `select ${everyColumn(CASE)} from case_file c where c.id = $1 and ${this.access(params)}`;
    const [row] = await readTree<CaseRow>(this.context, {
      field: 'case',
      type: 'Case',
      instants: [],
      text,
      params,
      properties: Object.keys(CASE),
    });
    return row;
  }

  /** Cases by number or place, or by name, pinyin, initials or number of the beneficiary, the latest request first. */
  async search(input: CaseSearch): Promise<Page<CaseRow>> {
    const params: unknown[] = [];
    const conditions = [this.access(params)];
    const filter = (sql: string, ...values: unknown[]) => {
      conditions.push(sql.replace(/\?/g, () => `$${params.push(values.shift())}`));
    };
    if (input.status) filter('c.status = ?', input.status);
    if (input.township) filter('c.township_code = ?', input.township);
    const number = input.search?.normalize('NFKC').trim().toUpperCase() ?? '';
    const { townships } = this.context.county.pack;
    const search = readSearch(input.search, { townships, programs: [] });
    const term = search?.term;
    if (/^AJ-?[\d-]*$/.test(number)) filter('c.number like ?', `${number}%`);
    else if (/^\d{4}-\d{6}$/.test(number)) filter('c.number = ?', `AJ-${number}`);
    else if (term?.by === 'code') {
      const sequence = `AJ-%-${term.value.slice(1)}`;
      filter(
        '(c.number like ? or c.household_id in (select h.id from household h where h.code = ?))',
        sequence,
        term.value,
      );
    } else if (term) {
      const people = await peopleMatch(term, { sql: poolSql(this.pool), vault: this.context.database.vault }, params);
      conditions.push(`c.beneficiary_id in (select coalesce(p.merged_into, p.id) from person p where ${people})`);
    }
    if (search?.townships) filter('c.township_code = any(?)', search.townships);
    if (search?.villages) {
      filter('c.household_id in (select h.id from household h where h.village_code = any(?))', search.villages);
    }
    const counting = `select count(*)::int as total from case_file c where ${conditions.join(' and ')}`;
    const counted = [...params];
    const count = async () => (await rows<{ total: number }>(this.pool, counting, counted))[0]?.total ?? 0;
    const [day, id] = readCursor(input.after, 2) ?? [];
    if (day && id && /^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id))
      filter('(c.requested_on, c.id) < (?::date, ?::uuid)', day, id);
    const size = pageSize(input.first);
    params.push(size + 1);
    const asked = this.context.asked?.get('Case');
    const properties = askedProperties(CASE, asked, ['id', 'requestedOn'], CASE_NEEDS);
    const text = `select ${selectList(CASE, properties)} from case_file c where ${conditions.join(' and ')}
      order by c.requested_on desc, c.id desc limit $${params.length}`;
    const found = await readTree<CaseRow>(this.context, {
      field: 'cases',
      type: 'Case',
      instants: [],
      text,
      params,
      properties,
      shown: size,
    });
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    const nextCursor = found.length > size && last ? writeCursor(last.requestedOn, last.id) : null;
    return { nodes, count, nextCursor };
  }
}
