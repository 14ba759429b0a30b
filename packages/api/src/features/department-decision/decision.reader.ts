import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { byKey, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';

export interface DecisionRow {
  id: string;
  outcome: 'confirmed' | 'declined';
  reason: string | null;
  /** The name of whoever decided. */
  decidedBy: string;
  decidedAt: Date;
}

export interface CommitmentRow {
  id: string;
  /** null when no money is in it: a service, or an entry on a plan. */
  amountFen: number | null;
  places: number;
  lineLabel: Bilingual;
  committedAt: Date;
  planOnly: boolean;
}

const COLUMNS = `d.id, d.outcome, d.reason, s.name as "decidedBy", d.decided_at as "decidedAt"`;

/**
 * Decisions of departments and the commitments they made. Read by way of a package item or a batch only, so whoever may
 * read those may read these.
 */
export class DecisionReader {
  /** By package item id. */
  readonly decisions: DataLoader<string, DecisionRow | undefined>;
  /** By package item id; undefined until the department confirmed. */
  readonly commitments: DataLoader<string, CommitmentRow | undefined>;
  /** By batch and department. */
  readonly batchDecisions: DataLoader<{ batchId: string; departmentCode: string }, DecisionRow | undefined, string>;

  constructor(private readonly context: Context) {
    const { pool } = context.database;
    this.decisions = new DataLoader(async (ids) =>
      byKey(
        ids,
        await rows<DecisionRow & { itemId: string }>(
          pool,
          `select ${COLUMNS}, d.package_item_id as "itemId" from department_decision d join staff s on s.id = d.decided_by
           where d.package_item_id = any($1)`,
          [ids],
        ),
        (row) => row.itemId,
      ),
    );
    this.commitments = new DataLoader((ids) => this.loadCommitments(ids));
    this.batchDecisions = new DataLoader(
      async (keys) =>
        byKey(
          keys.map(batchKey),
          await rows<DecisionRow & { batchId: string; departmentCode: string }>(
            pool,
            `select ${COLUMNS}, d.batch_id as "batchId", d.department_code as "departmentCode"
             from department_decision d join staff s on s.id = d.decided_by where d.batch_id = any($1)`,
            [keys.map(({ batchId }) => batchId)],
          ),
          batchKey,
        ),
      { cacheKeyFn: batchKey },
    );
  }

  private async loadCommitments(ids: readonly string[]): Promise<(CommitmentRow | undefined)[]> {
    const { county, database } = this.context;
    const found = await rows<
      Omit<CommitmentRow, 'lineLabel'> & { itemId: string; programCode: string; lineLabel: Bilingual | null }
    >(
      database.pool,
      `select i.id as "itemId", i.program_code as "programCode", i.plan_only as "planOnly", d.decided_at as "committedAt",
         coalesce(moved.id, d.id) as id, moved.fen as "amountFen", coalesce(moved.places, 0)::int as places,
         (select json_build_object('zh', l.label_zh, 'en', l.label_en) from budget_line l
          where l.program_code = i.program_code and l.year = extract(year from p.decision_date)
          order by l.id limit 1) as "lineLabel"
       from department_decision d
       join package_item i on i.id = d.package_item_id
       join aid_package p on p.id = i.package_id
       left join lateral (
         select (array_agg(t.id order by a.unit, t.id))[1] as id,
           (sum(t.amount) filter (where a.kind = 'committed'))::bigint as fen,
           (sum(t.amount) filter (where a.kind = 'places_used'))::bigint as places
         from ledger_transfer t join ledger_account a on a.id = t.credit_account_id
         where t.package_item_id = i.id and t.phase in ('single', 'post') and a.kind in ('committed', 'places_used')) moved on true
       where d.package_item_id = any($1) and d.outcome = 'confirmed'`,
      [ids],
    );
    const labelled = found.map((row) => ({
      ...row,
      lineLabel: row.lineLabel ?? county.program(row.programCode)?.name ?? { zh: row.programCode, en: row.programCode },
    }));
    return byKey(ids, labelled, (row) => row.itemId);
  }
}

function batchKey({ batchId, departmentCode }: { batchId: string; departmentCode: string }): string {
  return `${batchId}:${departmentCode}`;
}
