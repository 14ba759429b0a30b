import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccountName, accountNames } from '../../ledger/account-names.js';
import { type Level, rowsOf, when } from '../../platform/level.js';
import { byKey, type Columns, everyColumn, rows } from '../../platform/read.js';
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
  /** The transfer's, or the decision's when nothing moved. */
  id: string;
  itemId: string;
  committedAt: Date;
  accountId: string | null;
  amount: number | null;
}

const CONFIRMED_COLUMNS: Columns<ConfirmedRow> = {
  id: 'coalesce(t.id, d.id)',
  itemId: 'd.package_item_id',
  committedAt: 'd.decided_at',
  accountId: 't.credit_account_id',
  amount: 't.amount',
};

/** Confirmed items with the transfers that committed them; reached from a readable item only. */
export const CONFIRMED: Level<ConfirmedRow> = {
  type: 'Commitment',
  of: { 'PackageItem.commitment': 'id' },
  key: 'itemId',
  columns: CONFIRMED_COLUMNS,
  needs: {},
  always: ['id', 'accountId', 'amount'],
  instants: ['committedAt'],
  from: `department_decision d
    left join ledger_transfer t on t.package_item_id = d.package_item_id and t.package_item_id = any(:keys)
      and t.phase in ('single', 'post')`,
  where: `d.outcome = 'confirmed'`,
  access: () => 'true',
};

const DECISION: Columns<DecisionRow> = {
  id: 'd.id',
  outcome: 'd.outcome',
  reason: 'd.reason',
  decidedBy: 's.name',
  decidedAt: 'd.decided_at',
};

/** What a department decided on an item; reached from a readable item only. */
export const DECISION_ON_ITEM: Level<DecisionRow & { itemId: string }> = {
  type: 'DepartmentDecision',
  of: { 'PackageItem.decision': 'id' },
  key: 'itemId',
  columns: { ...DECISION, itemId: 'd.package_item_id' },
  needs: {},
  instants: ['decidedAt'],
  from: 'department_decision d',
  joins: [['s', 'join staff s on s.id = d.decided_by']],
  where: `not exists (select from department_decision later
    where later.package_item_id = d.package_item_id and later.round > d.round)`,
  access: () => 'true',
};

/**
 * Decisions of departments and the commitments they made. Read by way of a package item or a batch only, so whoever may
 * read those may read these.
 */
export class DecisionReader {
  /** By batch and department. */
  readonly batchDecisions: DataLoader<{ batchId: string; departmentCode: string }, DecisionRow | undefined, string>;

  constructor(context: Context) {
    const { pool } = context.database;
    this.batchDecisions = new DataLoader(
      async (keys) =>
        byKey(
          keys.map(batchKey),
          await rows<DecisionRow & { batchId: string; departmentCode: string }>(
            pool,
            `select ${everyColumn(DECISION)}, d.batch_id as "batchId", d.department_code as "departmentCode"
             from department_decision d join staff s on s.id = d.decided_by where d.batch_id = any($1)`,
            [keys.map(({ batchId }) => batchId)],
          ),
          batchKey,
        ),
      { cacheKeyFn: batchKey },
    );
  }
}

/** The commitment of a readable package item; undefined until its department confirmed. */
export function findCommitment(context: Context, itemId: string) {
  return when(rowsOf(context, CONFIRMED, itemId), (moved) => {
    const ids = moved.flatMap(({ accountId }) => accountId ?? []);
    return when(accountNames(context.database.pool, ids), (accounts) => commitmentOf(moved, accounts));
  });
}

function commitmentOf(
  moved: readonly ConfirmedRow[],
  accounts: ReadonlyMap<string, AccountName>,
): CommitmentRow | undefined {
  const [first] = moved;
  if (!first) return undefined;
  const { id, itemId, committedAt } = first;
  const commitment: CommitmentRow = { id, itemId, committedAt, amountFen: null, places: 0, lineLabel: null };
  for (const { id: transferId, accountId, amount } of moved) {
    const account = accountId && accounts.get(accountId);
    if (!account) continue;
    if (account.kind === 'places_used') commitment.places += amount ?? 0;
    if (account.kind !== 'committed') continue;
    commitment.id = transferId;
    commitment.lineLabel = account.label;
    commitment.amountFen = (commitment.amountFen ?? 0) + (amount ?? 0);
  }
  return commitment;
}

function batchKey({ batchId, departmentCode }: { batchId: string; departmentCode: string }): string {
  return `${batchId}:${departmentCode}`;
}
