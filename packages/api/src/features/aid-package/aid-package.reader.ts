import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { balances, findLine } from '../../ledger/ledger.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { byKey, grouped, poolSql, rows } from '../../platform/read.js';
import type { Coverage, Effect } from '../../policy/compose-package.js';
import type { Bilingual } from '../../policy/types.js';
import type { StoredSelection } from './aid-package.entity.js';
import { VOTED_ON } from './voted-on.js';

export interface PackageRow {
  id: string;
  caseId: string;
  version: number;
  status: string;
  decisionDate: string;
  selections: StoredSelection[];
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
  dueOn: string | null;
}

export interface LineOutlookRow {
  lineId: string;
  label: Bilingual;
  programCode: string;
  leftFen: number;
  remainsFen: number;
  placesLeft: number | null;
  placesRemain: number | null;
}

/** What abilities ask of a package, as SQL over its case `c`. */
export const PACKAGE_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'c.township_code' },
  status: { sql: 'c.status' },
  departmentCodes: { sql: 'c.department_codes', array: true },
};

const ITEM_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'c.township_code' },
  departmentCode: { sql: 'i.department_code' },
};

const PACKAGE = `k.id, k.case_id as "caseId", k.version, k.status, k.decision_date as "decisionDate", k.selections, k.effects,
  k.coverage, k.adopted_at as "adoptedAt", c.status as "caseStatus", c.township_code as "townshipCode",
  c.department_codes as "departmentCodes"`;

const ITEM = `i.id, i.package_id as "packageId", k.case_id as "caseId", i.program_code as "programCode",
  i.department_code as "departmentCode", i.person_id as "personId", i.variant_code as "variantCode",
  i.amount_fen as "amountFen", i.entitled_fen as "entitledFen", i.min_fen as "minFen", i.max_fen as "maxFen",
  i.step_fen as "stepFen", i.plan_only as "planOnly", i.form, i.period, i.position, i.status, i.hold,
  i.capped_by_zh as "cappedByZh", i.capped_by_en as "cappedByEn", i.due_on as "dueOn"`;

export class AidPackageReader {
  /** The package of a case, by the case's id. */
  readonly ofCase: DataLoader<string, PackageRow | undefined>;
  readonly itemsOfPackage: DataLoader<string, ItemRow[]>;
  readonly item: DataLoader<string, ItemRow | undefined>;
  /** The verdict an item rests on, by the item's id; large, so only when asked for. Reached from a readable item only. */
  readonly verdict: DataLoader<string, unknown>;
  /** Whether votes have been cast on the package of a case, by the case's id. Reached from a readable package only. */
  readonly votedOn: DataLoader<string, boolean>;

  constructor(private readonly context: Context) {
    this.ofCase = new DataLoader(async (ids) => byKey(ids, await this.packages('k.case_id', ids), (row) => row.caseId));
    this.itemsOfPackage = new DataLoader(async (ids) =>
      grouped(ids, await this.items('i.package_id', ids), (row) => row.packageId),
    );
    this.item = new DataLoader(async (ids) => byKey(ids, await this.items('i.id', ids), (row) => row.id));
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
    const [row] = await this.packages('k.id', [id]);
    return row;
  }

  private async packages(column: string, ids: readonly string[]): Promise<PackageRow[]> {
    const { ability, database } = this.context;
    const params: unknown[] = [ids.filter(isUuid)];
    const access = accessSql(ability, 'read', 'Package', PACKAGE_FIELDS, params);
    return rows<PackageRow>(
      database.pool,
      `select ${PACKAGE} from aid_package k join case_file c on c.id = k.case_id where ${column} = any($1) and ${access}`,
      params,
    );
  }

  private async items(column: string, ids: readonly string[]): Promise<ItemRow[]> {
    const { ability, database } = this.context;
    const params: unknown[] = [ids.filter(isUuid)];
    const access = accessSql(ability, 'read', 'PackageItem', ITEM_FIELDS, params);
    return rows<ItemRow>(
      database.pool,
      `select ${ITEM} from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
        where ${column} = any($1) and ${access} order by i.position`,
      params,
    );
  }

  /** The budget lines a package draws on: what is left, and what would remain once it is adopted. */
  async linesOf(aidPackage: PackageRow, items: readonly ItemRow[]): Promise<LineOutlookRow[]> {
    const sql = poolSql(this.context.database.pool);
    const year = Number(aidPackage.decisionDate.slice(0, 4));
    const found = await Promise.all(
      items.map(async (item) => ({ item, line: await findLine(sql, item.programCode, year) })),
    );
    const drawn = found.flatMap(({ item, line }) => (line ? [{ item, line }] : []));
    const standing = await balances(
      sql,
      drawn.map(({ line }) => line.id),
    );
    return drawn.flatMap(({ item, line }) => {
      const balance = standing.get(line.id);
      if (!balance) return [];
      const draft = item.status === 'proposed';
      const fen = draft && !item.planOnly ? (item.amountFen ?? 0) : 0;
      const places = balance.placesLeft === null ? null : balance.placesLeft - (draft && !item.planOnly ? 1 : 0);
      return [
        {
          lineId: line.id,
          label: line.label,
          programCode: item.programCode,
          leftFen: balance.leftFen,
          remainsFen: balance.leftFen - fen,
          placesLeft: balance.placesLeft,
          placesRemain: places,
        },
      ];
    });
  }
}
