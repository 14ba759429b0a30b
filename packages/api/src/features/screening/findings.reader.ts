import { FINDING_KINDS } from '@yimen/schema';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { notAllowed, notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import { CASE_FIELDS } from '../case/case-access.js';
import { maskName } from '../funding/mask-name.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { HAS_CASE, INVITATION } from './invite-entitled.js';
import type { RunProgram } from './run-screening.js';
import { noSuch } from './runs.reader.js';
import type { FindingFilter } from './screening.inputs.js';

export interface FindingRow {
  id: string;
  kind: string;
  programCodes: string[];
  factCode: string | null;
  ruleCode: string | null;
  /** The program to which this one has to give way. */
  keptProgram: string | null;
  householdCode: string;
  /** null unless the reader may open it. */
  householdId: string | null;
  /** null unless the reader may open the household, and where the finding is the household's. */
  personId: string | null;
  caseId: string | null;
  /** Masked unless the reader may see identities. */
  personName: string;
  townshipCode: string;
  villageCode: string;
  amountFen: number | null;
  lossFen: number | null;
  since: string | null;
  firstSeen: string;
  /** Whether somebody works with the household: it has a case underway, or was invited. */
  reach: 'case' | 'invited' | 'none';
  invitedOn: string | null;
  departmentCodes: string[];
  change: 'fresh' | 'stayed' | 'gone';
  oldestFactOn: string | null;
  latestFactOn: string | null;
  /** The programs of its run. */
  judgedBy: RunProgram[];
}

interface ListRow extends Omit<FindingRow, 'personId' | 'change' | 'oldestFactOn' | 'latestFactOn' | 'judgedBy'> {
  fresh: boolean;
  identity: boolean;
  ofHousehold: string;
  ofPerson: string | null;
}

interface Run {
  id: string;
  previousId: string | null;
  programs: RunProgram[];
  snapshotAt: Date;
}

export interface FindingPage {
  nodes: FindingRow[];
  nextCursor: string | null;
}

const CHANGES = ['fresh', 'stayed', 'gone'];
const REACHES = ['none'];

/** What abilities ask of a finding, as SQL over `screening_finding f`. */
export const FINDING_FIELDS: Record<string, AccessField> = {
  departmentCodes: { sql: 'f.department_codes', array: true },
  townshipCode: { sql: 'f.township_code' },
};

const FOUND = `from screening_finding f
  join household found on found.id = f.household_id
  join person meant on meant.id = coalesce(f.person_id, found.head_person_id)
  join person p on p.id = coalesce(meant.merged_into, meant.id)
  join household h on h.id = case when meant.merged_into is null then found.id
    else coalesce(p.household_id, p.last_household_id) end
  left join case_file c on c.id = f.case_id`;

/** Findings as far as the reader may see them. */
export class FindingsReader {
  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  /**
   * A page by township and village. Throws NotAllowed when the reader may see no findings, NotFound when there is no such
   * run, InvalidInput for a kind or change that there is not.
   */
  async page(filter: FindingFilter, first?: number | null, after?: string | null): Promise<FindingPage> {
    const run = await this.getRun(filter);
    const params: unknown[] = [];
    const columns = this.columns(params);
    const conditions = [this.condition(run, filter, params)];
    const [township, village, id] = readCursor(after, 3) ?? [];
    if (township && village && id && isUuid(id)) {
      params.push(township, village, id);
      const at = params.length;
      conditions.push(`(f.township_code, f.village_code, f.id) > ($${at - 2}, $${at - 1}, $${at}::uuid)`);
    }
    const size = pageSize(first);
    const tail = `order by f.township_code, f.village_code, f.id limit $${params.push(size + 1)}`;
    const found = await rows<ListRow>(
      this.pool,
      `select ${columns} ${FOUND} where ${conditions.join(' and ')} ${tail}`,
      params,
    );
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    return {
      nodes: await this.shown(run, nodes, filter.change === 'gone'),
      nextCursor: found.length > size && last ? writeCursor(last.townshipCode, last.villageCode, last.id) : null,
    };
  }

  /** One of them, of whichever run; undefined when the reader may not see it. */
  async finding(id: string): Promise<FindingRow | undefined> {
    const params: unknown[] = [id];
    const columns = this.columns(params);
    const access = accessSql(this.context.ability, 'read', 'ScreeningFinding', FINDING_FIELDS, params);
    const text = `select ${columns}, f.run_id as run ${FOUND} where f.id = $1 and ${access}`;
    const [found] = await rows<ListRow & { run: string }>(this.pool, text, params);
    if (!found) return undefined;
    const { run, ...row } = found;
    return (await this.shown(await this.getRun({ run, kind: row.kind }), [row], false))[0];
  }

  /** How many there are in all. Throws as `page`. */
  async total(filter: FindingFilter): Promise<number> {
    const run = await this.getRun(filter);
    const params: unknown[] = [];
    const text = `select count(*)::int as total from screening_finding f where ${this.condition(run, filter, params)}`;
    return (await rows<{ total: number }>(this.pool, text, params))[0]?.total ?? 0;
  }

  private async getRun({ run, kind, change, reach }: FindingFilter): Promise<Run> {
    if (!this.context.ability.can('read', 'ScreeningFinding')) {
      throw notAllowed({
        zh: '您的岗位只看统计数，不看名单。',
        en: 'Your post sees how many there are, not who they are.',
      });
    }
    if (!(kind in FINDING_KINDS)) throw noSuch('kind', kind);
    if (change && !CHANGES.includes(change)) throw noSuch('change', change);
    if (reach && !REACHES.includes(reach)) throw noSuch('reach', reach);
    const [found] = isUuid(run)
      ? await rows<Run>(
          this.pool,
          `select id, previous_id as "previousId", programs, snapshot_at as "snapshotAt" from screening_run where id = $1`,
          [run],
        )
      : [];
    if (!found) throw notFound({ zh: '次筛查', en: 'screening' });
    return found;
  }

  private columns(params: unknown[]): string {
    const { ability } = this.context;
    const may = (action: string, type: 'Household' | 'Identity' | 'Case', fields: Record<string, AccessField>) =>
      accessSql(ability, action, type, fields, params);
    return `f.id, f.kind, f.program_codes as "programCodes", f.fact_code as "factCode", f.rule_code as "ruleCode",
      f.kept_program as "keptProgram",
      h.code as "householdCode", f.township_code as "townshipCode", f.village_code as "villageCode",
      case when ${may('read', 'Household', HOUSEHOLD_FIELDS)} then h.id end as "householdId",
      case when c.id is not null and ${may('read', 'Case', CASE_FIELDS)} then c.id end as "caseId",
      p.name as "personName", ${may('read', 'Identity', HOUSEHOLD_FIELDS)} as identity, f.amount_fen as "amountFen",
      f.loss_fen as "lossFen", f.since, f.first_seen as "firstSeen", f.department_codes as "departmentCodes",
      case when ${HAS_CASE} then 'case' when ${INVITATION} is not null then 'invited' else 'none' end as reach,
      ${INVITATION} as "invitedOn", f.fresh, found.id as "ofHousehold",
      case when f.person_id is not null then p.id end as "ofPerson"`;
  }

  private condition({ id, previousId }: Run, filter: FindingFilter, params: unknown[]): string {
    const gone = filter.change === 'gone';
    const value = (given: unknown) => `$${params.push(given)}`;
    const conditions = [
      accessSql(this.context.ability, 'read', 'ScreeningFinding', FINDING_FIELDS, params),
      `f.run_id = ${value(gone ? previousId : id)}`,
      `f.kind = ${value(filter.kind)}`,
    ];
    if (filter.program) conditions.push(`${value(filter.program)} = any(f.program_codes)`);
    if (filter.department) conditions.push(`${value(filter.department)} = any(f.department_codes)`);
    if (filter.fact) conditions.push(`f.fact_code = ${value(filter.fact)}`);
    if (filter.township) conditions.push(`f.township_code = ${value(filter.township)}`);
    if (filter.village) conditions.push(`f.village_code = ${value(filter.village)}`);
    if (filter.change === 'fresh') conditions.push('f.fresh');
    if (filter.change === 'stayed') conditions.push('not f.fresh');
    if (filter.reach === 'none') conditions.push(`not ${HAS_CASE} and ${INVITATION} is null`);
    if (gone) {
      conditions.push(`not exists (select from screening_finding later
        where later.run_id = ${value(id)} and later.kind = f.kind and later.mark = f.mark)`);
    }
    return conditions.join(' and ');
  }

  private async shown(run: Run, found: readonly ListRow[], gone: boolean): Promise<FindingRow[]> {
    const dates = await this.factDates(run, found);
    return found.map(({ fresh, identity, ofHousehold: _household, ofPerson, ...row }, index) => ({
      ...row,
      personId: row.householdId && ofPerson,
      personName: identity ? row.personName : maskName(row.personName),
      change: gone ? 'gone' : fresh ? 'fresh' : 'stayed',
      oldestFactOn: dates.get(index)?.oldest ?? null,
      latestFactOn: dates.get(index)?.latest ?? null,
      judgedBy: run.programs,
    }));
  }

  /** The oldest and the newest of the observations, as the run saw them, of the facts that each finding's programs name. */
  private async factDates(
    { snapshotAt }: Run,
    found: readonly ListRow[],
  ): Promise<Map<number, { oldest: string; latest: string }>> {
    const programs = [...new Set(found.flatMap(({ programCodes }) => programCodes))];
    const named = programs.flatMap((code) =>
      [...new Set(this.context.county.judge.factsOf(code))].map((fact) => ({ code, fact })),
    );
    const dated = await rows<{ place: number; oldest: string; latest: string }>(
      this.pool,
      `select k.place::int as place, min(l.observed_on) as oldest, max(l.observed_on) as latest
       from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as k (household_id, person_id, programs, place)
       cross join lateral (
         select distinct on (o.person_id, o.fact) o.observed_on from observation o
         where o.household_id = k.household_id and o.case_id is null and o.recorded_at <= $6
           and (k.person_id is null or o.person_id is null or o.person_id = k.person_id)
           and exists (select from unnest($4::text[], $5::text[]) as n (program, fact)
             where n.fact = o.fact and n.program = any(string_to_array(k.programs, ',')))
         order by o.person_id, o.fact, o.observed_on desc, o.verified desc, o.recorded_at desc) l
       group by k.place`,
      [
        found.map(({ ofHousehold }) => ofHousehold),
        found.map(({ ofPerson }) => ofPerson),
        found.map(({ programCodes }) => programCodes.join(',')),
        named.map(({ code }) => code),
        named.map(({ fact }) => fact),
        snapshotAt,
      ],
    );
    return new Map(dated.map(({ place, oldest, latest }) => [place - 1, { oldest, latest }]));
  }
}
