import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accountNames } from '../../ledger/account-names.js';
import { askedColumns, byKey, type Columns, rows } from '../../platform/read.js';
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

/** A confirmed item with one of the transfers that committed it; nulls when nothing moved. */
interface ConfirmedRow {
  id: string;
  itemId: string;
  committedAt: Date;
  transferId: string | null;
  accountId: string | null;
  amount: number | null;
}

const CONFIRMED: Columns<ConfirmedRow> = {
  id: 'd.id',
  itemId: 'd.package_item_id',
  committedAt: 'd.decided_at',
  transferId: 't.id',
  accountId: 't.credit_account_id',
  amount: 't.amount',
};

const ALWAYS = ['id', 'itemId', 'transferId', 'accountId', 'amount'] as const;

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
    const found = await rows<ConfirmedRow>(
      pool,
      `select ${askedColumns(CONFIRMED, this.context.asked?.get('Commitment'), ALWAYS, {})}
         from department_decision d
         left join ledger_transfer t on t.package_item_id = d.package_item_id and t.phase in ('single', 'post')
        where d.package_item_id = any($1) and d.outcome = 'confirmed'`,
      [ids],
    );
    const accounts = await accountNames(
      pool,
      found.flatMap(({ accountId }) => accountId ?? []),
    );
    const commitments = new Map<string, CommitmentRow>();
    for (const { id, itemId, committedAt, transferId, accountId, amount } of found) {
      let commitment = commitments.get(itemId);
      if (!commitment) {
        commitment = { id, itemId, committedAt, amountFen: null, places: 0, lineLabel: null };
        commitments.set(itemId, commitment);
      }
      const account = accountId && accounts.get(accountId);
      if (!account || !transferId) continue;
      if (account.kind === 'places_used') commitment.places += amount ?? 0;
      if (account.kind !== 'committed') continue;
      commitment.id = transferId;
      commitment.lineLabel = account.label;
      commitment.amountFen = (commitment.amountFen ?? 0) + (amount ?? 0);
    }
    return ids.map((id) => commitments.get(id));
  }
}

function batchKey({ batchId, departmentCode }: { batchId: string; departmentCode: string }): string {
  return `${batchId}:${departmentCode}`;
}
