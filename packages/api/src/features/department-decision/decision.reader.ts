import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accountNames } from '../../ledger/account-names.js';
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
  /** null when nothing moved on a line. */
  lineLabel: Bilingual | null;
  committedAt: Date;
  /** The package item. */
  itemId: string;
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
    const { pool } = this.context.database;
    const [confirmed, transfers] = await Promise.all([
      rows<{ id: string; itemId: string; committedAt: Date }>(
        pool,
        `select id, package_item_id as "itemId", decided_at as "committedAt" from department_decision
         where package_item_id = any($1) and outcome = 'confirmed'`,
        [ids],
      ),
      rows<{ id: string; itemId: string; accountId: string; amount: number }>(
        pool,
        `select id, package_item_id as "itemId", credit_account_id as "accountId", amount from ledger_transfer
         where package_item_id = any($1) and phase in ('single', 'post')`,
        [ids],
      ),
    ]);
    const accounts = await accountNames(
      pool,
      transfers.map((transfer) => transfer.accountId),
    );
    const byItem = Map.groupBy(transfers, (transfer) => transfer.itemId);
    const commitments = confirmed.map(({ id, itemId, committedAt }): CommitmentRow => {
      const commitment: CommitmentRow = { id, itemId, committedAt, amountFen: null, places: 0, lineLabel: null };
      for (const transfer of byItem.get(itemId) ?? []) {
        const account = accounts.get(transfer.accountId);
        if (account?.kind === 'places_used') commitment.places += transfer.amount;
        if (account?.kind !== 'committed') continue;
        commitment.id = transfer.id;
        commitment.lineLabel = account.label;
        commitment.amountFen = (commitment.amountFen ?? 0) + transfer.amount;
      }
      return commitment;
    });
    return byKey(ids, commitments, (commitment) => commitment.itemId);
  }
}

function batchKey({ batchId, departmentCode }: { batchId: string; departmentCode: string }): string {
  return `${batchId}:${departmentCode}`;
}
