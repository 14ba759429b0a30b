import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { balances, findLines } from '../../ledger/ledger.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import type { Level } from '../../platform/level.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, type Columns, everyColumn, poolSql, rows, usedJoins } from '../../platform/read.js';
import type { Coverage, Effect } from '../../policy/compose-package.js';
import type { Bilingual } from '../../policy/types.js';
import { CASE_FIELDS } from '../case/case-access.js';
import { boundForCase } from '../donation/bound-for.js';
import { type ReservationRow, reservationsOn } from '../reservation/reservation-rows.js';
import { substitutesAt } from '../review-meeting/stands-in.js';
import type { StoredSelection } from './aid-package.entity.js';
import { VOTED_ON } from './voted-on.js';

export interface PackageRow {
  id: string;
  caseId: string;
  version: number;
  status: string;
  decisionDate: string;
  selections: StoredSelection[];
  setAside: string[];
  effects: Effect[];
  coverage: Coverage;
  adoptedAt: Date | null;
  caseStatus: string;
  townshipCode: string;
  departmentCodes: string[];
  /** A preview carries its items; a stored package has them read. */
  items?: ItemRow[];
}

export interface ItemRow {
  id: string;
  packageId: string;
  caseId: string;
  programCode: string;
  departmentCode: string;
  personId: string;
  variantCode: string | null;
  amountFen: number | null;
  entitledFen: number | null;
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
  planOnly: boolean;
  form: string;
  period: string;
  position: number;
  status: string;
  hold: string;
  cappedByZh: string | null;
  cappedByEn: string | null;
  /** null for items of before there were versions. */
  ruleVersion: number | null;
  dueOn: string | null;
}

export interface LineOutlookRow {
  lineId: string;
  label: Bilingual;
  programCode: string;
  leftFen: number;
  /** Of what is left: bound by donors for such as the person of the case. */
  boundFen: number;
  remainsFen: number;
  placesLeft: number | null;
  placesRemain: number | null;
  /** What other meetings have set aside on the line. */
  reservations: ReservationRow[];
}

/** What abilities ask of a package, as SQL over its case `c`. */
export const PACKAGE_FIELDS: Record<string, AccessField> = CASE_FIELDS;

const ITEM_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'c.township_code' },
  substituteIds: substitutesAt('i.case_id = c.id'),
  departmentCode: { sql: 'i.department_code' },
};

const PACKAGE: Columns<Omit<PackageRow, 'items'>> = {
  id: 'k.id',
  caseId: 'k.case_id',
  version: 'k.version',
  status: 'k.status',
  decisionDate: 'k.decision_date',
  selections: 'k.selections',
  setAside: 'k.set_aside',
  effects: 'k.effects',
  coverage: 'k.coverage',
  adoptedAt: 'k.adopted_at',
  caseStatus: 'c.status',
  townshipCode: 'c.township_code',
  departmentCodes: 'c.department_codes',
};
const PACKAGE_NEEDS = {
  items: ['id'],
  problems: [],
  coverage: ['coverage'],
  setAside: ['setAside'],
  lines: ['id', 'decisionDate'],
} as const;
const PACKAGE_JOINS = [['c', 'join case_file c on c.id = k.case_id']] as const;

const ITEM: Columns<ItemRow> = {
  id: 'i.id',
  packageId: 'i.package_id',
  caseId: 'k.case_id',
  programCode: 'i.program_code',
  departmentCode: 'i.department_code',
  personId: 'i.person_id',
  variantCode: 'i.variant_code',
  amountFen: 'i.amount_fen',
  entitledFen: 'i.entitled_fen',
  minFen: 'i.min_fen',
  maxFen: 'i.max_fen',
  stepFen: 'i.step_fen',
  planOnly: 'i.plan_only',
  form: 'i.form',
  period: 'i.period',
  position: 'i.position',
  status: 'i.status',
  hold: 'i.hold',
  cappedByZh: 'i.capped_by_zh',
  cappedByEn: 'i.capped_by_en',
  ruleVersion: 'i.rule_version',
  dueOn: 'i.due_on',
};
const ITEM_NEEDS = {
  program: ['programCode'],
  department: ['departmentCode'],
  person: ['personId'],
  cappedBy: ['cappedByZh', 'cappedByEn'],
  verdict: ['id'],
  deadline: ['dueOn'],
  decision: ['id', 'status'],
  commitment: ['id', 'status', 'programCode', 'planOnly'],
} as const;
const ITEM_JOINS = [
  ['k', 'join aid_package k on k.id = i.package_id'],
  ['c', 'join case_file c on c.id = k.case_id'],
] as const;

const readPackages = ({ ability }: Context, params: unknown[]) =>
  accessSql(ability, 'read', 'Package', PACKAGE_FIELDS, params);
const readItems = ({ ability }: Context, params: unknown[]) =>
  accessSql(ability, 'read', 'PackageItem', ITEM_FIELDS, params);

/** The package of a case. */
export const PACKAGE_OF_CASE: Level<PackageRow> = {
  type: 'AidPackage',
  of: { 'Case.package': 'id' },
  key: 'caseId',
  columns: PACKAGE,
  needs: PACKAGE_NEEDS,
  instants: ['adoptedAt'],
  from: 'aid_package k',
  joins: PACKAGE_JOINS,
  access: readPackages,
};

/** The items of a package, in their order. */
export const ITEMS_OF_PACKAGE: Level<ItemRow> = {
  type: 'PackageItem',
  of: { 'AidPackage.items': 'id' },
  key: 'packageId',
  columns: ITEM,
  needs: ITEM_NEEDS,
  from: 'package_item i',
  joins: ITEM_JOINS,
  order: 'i.position',
  access: readItems,
  // The outlook of the budget lines is worked out from whole items.
  whole: ({ asked }) => asked?.get('AidPackage')?.resolved.has('lines') ?? false,
};

export class AidPackageReader {
  readonly item: DataLoader<string, ItemRow | undefined>;
  /** The verdict an item rests on, by the item's id; large, so only when asked for. Reached from a readable item only. */
  readonly verdict: DataLoader<string, unknown>;
  /** Whether votes have been cast on the package of a case, by the case's id. Reached from a readable package only. */
  readonly votedOn: DataLoader<string, boolean>;

  constructor(private readonly context: Context) {
    this.item = new DataLoader(async (ids) => {
      const params: unknown[] = [ids.filter(isUuid)];
      const access = readItems(context, params);
      const text = `select ${everyColumn(ITEM)} from package_item i ${usedJoins(ITEM_JOINS, 'c.')}
        where i.id = any($1) and ${access}`;
      return byKey(ids, await rows<ItemRow>(context.database.pool, text, params), (row) => row.id);
    });
    this.verdict = new DataLoader(async (ids) => {
      const stored = await rows<{ id: string; verdict: unknown }>(
        context.database.pool,
        'select id, verdict from package_item where id = any($1)',
        [ids.filter(isUuid)],
      );
      return byKey(ids, stored, (row) => row.id).map((row) => row?.verdict ?? null);
    });
    this.votedOn = new DataLoader(async (ids) => {
      const found = await rows<{ caseId: string }>(context.database.pool, VOTED_ON, [ids]);
      return ids.map((id) => found.some((row) => row.caseId === id));
    });
  }

  async find(id: string): Promise<PackageRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = readPackages(this.context, params);
    const [row] = await rows<PackageRow>(
      this.context.database.pool,
      `select ${everyColumn(PACKAGE)} from aid_package k ${usedJoins(PACKAGE_JOINS, 'c.')} where k.id = $1 and ${access}`,
      params,
    );
    return row;
  }

  /**
   * The budget lines a package draws on: what is left for it, with what donors bound for such as its person, and what would
   * remain once it is adopted.
   */
  async linesOf(aidPackage: PackageRow, items: readonly ItemRow[]): Promise<LineOutlookRow[]> {
    const sql = poolSql(this.context.database.pool);
    const year = Number(aidPackage.decisionDate.slice(0, 4));
    const codes = items.map(({ programCode }) => programCode);
    const lines = await findLines(sql, codes, year);
    const drawn = items.flatMap((item) => {
      const line = lines.get(item.programCode);
      return line ? [{ item, line }] : [];
    });
    const lineIds = drawn.map(({ line }) => line.id);
    const [standing, reserved, bound] = await Promise.all([
      balances(sql, lineIds),
      reservationsOn(sql, lineIds),
      boundForCase(sql, this.context.county, aidPackage.caseId, lineIds, aidPackage.decisionDate),
    ]);
    return drawn.flatMap(({ item, line }) => {
      const balance = standing.get(line.id);
      if (!balance) return [];
      const draft = item.status === 'proposed';
      const fen = draft && !item.planOnly ? (item.amountFen ?? 0) : 0;
      const reservations = reserved.filter(({ lineId }) => lineId === line.id);
      const own = reservations.find(({ caseId }) => caseId === aidPackage.caseId);
      const boundFen = bound.get(line.id) ?? 0;
      const leftFen = balance.leftFen + (own?.fen ?? 0) + boundFen;
      const placesLeft = balance.placesLeft === null ? null : balance.placesLeft + (own?.places ?? 0);
      return [
        {
          lineId: line.id,
          label: line.label,
          programCode: item.programCode,
          leftFen,
          boundFen,
          remainsFen: leftFen - fen,
          placesLeft,
          placesRemain: placesLeft === null ? null : placesLeft - (draft && !item.planOnly ? 1 : 0),
          reservations: reservations.filter((one) => one !== own),
        },
      ];
    });
  }
}
