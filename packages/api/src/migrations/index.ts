import { Migration } from '@mikro-orm/migrations';
import { FACTS, type FactDefinition } from '@yimen/schema';
import type { Vault } from '../platform/vault.js';
import { APPEND_ONLY_TABLES, HOUSE_SQL } from './0001-house.sql.js';
import { Jobs } from './0002-jobs.js';
import { Screening } from './0003-screening.js';
import { Rules } from './0004-rules.js';
import { SCREENING_VERDICT_SQL } from './0006-screening-verdict.sql.js';
import { Rehearsals } from './0007-rehearsals.js';
import { sealedIdentities } from './0008-sealed-identities.js';
import { Imports } from './0009-imports.js';
import { Verification } from './0010-verification.js';
import { HouseholdHistory } from './0011-household-history.js';
import { ListsAndRegister } from './0012-lists-and-register.js';
import { ScreeningInBulk } from './0013-screening-in-bulk.js';
import { ArchivedRehearsals } from './0022-archived-rehearsals.js';
import { ImportUndo } from './0024-import-undo.js';
import { BankAccounts } from './0026-bank-accounts.js';
import { RegistryStatistics } from './0030-registry-statistics.js';
import { ListImports } from './0031-list-imports.js';
import { ConflictsAndReaders } from './0032-conflicts-and-readers.js';
import { HistoriesOfTheMerged } from './0033-histories-of-the-merged.js';
import { BatchAllocation } from './0034-batch-allocation.js';
import { MeetingRoom } from './0035-meeting-room.js';
import { FairReview } from './0036-fair-review.js';
import { SignedMinutes } from './0037-signed-minutes.js';
import { SetAside } from './0038-set-aside.js';
import { Reservations } from './0039-reservations.js';
import { SecondRounds } from './0040-second-rounds.js';
import { Substitutes } from './0041-substitutes.js';
import { ChairControls } from './0042-chair-controls.js';
import { Agenda } from './0043-agenda.js';
import { ReadingPack } from './0044-reading-pack.js';
import { ListLookups } from './0045-list-lookups.js';
import { LedgerChain } from './0046-ledger-chain.js';
import { LedgerPost } from './0047-ledger-post.js';
import { DeclinedItems } from './0048-declined-items.js';
import { BudgetMoves } from './0050-budget-moves.js';
import { BudgetRequests } from './0051-budget-requests.js';
import { FiscalYears } from './0051-fiscal-years.js';
import { Payments } from './0052-payments.js';
import { LedgerSums } from './0054-ledger-sums.js';
import { FundingLinks } from './0055-funding-links.js';
import { SelfAudit } from './0056-self-audit.js';
import { LedgerOne } from './0059-ledger-one.js';
import { Recoveries } from './0060-recoveries.js';
import { LateRecoveries } from './0061-late-recoveries.js';
import { Satisfaction } from './0062-satisfaction.js';
import { Appraisal } from './0063-appraisal.js';
import { Donations } from './0064-donations.js';
import { DueMonths } from './0066-due-months.js';
import { LedgerLean } from './0068-ledger-lean.js';
import { Stock } from './0069-stock.js';
import { Recalculations } from './0071-recalculations.js';
import { AmountsByMonth } from './0072-amounts-by-month.js';
import { NetAid } from './0073-net-aid.js';
import { Reserve } from './0074-reserve.js';
import { Livelihood } from './0075-livelihood.js';
import { OneCard } from './0076-one-card.js';
import { WaitingCalls } from './0078-waiting-calls.js';
import { LedgerDirect } from './0080-ledger-direct.js';
import { DonationReturns } from './0081-donation-returns.js';

const COLUMN_TYPES: Record<FactDefinition['type'], string> = {
  integer: 'integer',
  number: 'numeric(16,2)',
  boolean: 'boolean',
  enum: 'text',
  date: 'date',
  list: 'text[]',
};

const KEYS = {
  household: 'household_id uuid primary key references household (id)',
  person: 'person_id uuid primary key references person (id)',
  case: 'case_id uuid primary key references case_file (id)',
} as const;

/** One typed column a fact: what rules and screening read. */
function factsTable(scope: keyof typeof KEYS): string {
  const columns = FACTS.filter((fact) => fact.scope === scope).map(
    (fact) => `  ${fact.code} ${COLUMN_TYPES[fact.type]}`,
  );
  return `create table ${scope}_facts (\n  ${KEYS[scope]},\n${columns.join(',\n')});`;
}

class House extends Migration {
  override up(): void {
    this.addSql(HOUSE_SQL);
    this.addSql(`${factsTable('household')}\n${factsTable('person')}\n${factsTable('case')}`);
    // The owner keeps the tables; whoever connects as the application may not rewrite history.
    this.addSql(`
      do $$ begin
        execute format('grant usage on schema %I to yimen_app', current_schema());
        execute format('grant select, insert, update, delete on all tables in schema %I to yimen_app', current_schema());
        execute format('grant usage on all sequences in schema %I to yimen_app', current_schema());
      end $$`);
    this.addSql(`revoke update, delete, truncate on ${APPEND_ONLY_TABLES.join(', ')} from yimen_app`);
    this.addSql('revoke insert, update, delete, truncate on ledger_account from yimen_app');
    // An account starts empty: its balances move by transfers only.
    this.addSql('grant insert (line_id, kind, unit) on ledger_account to yimen_app');
  }
}

class ScreeningVerdict extends Migration {
  override up(): void {
    this.addSql(SCREENING_VERDICT_SQL);
    this.addSql('grant select, insert, delete on screening_verdict to yimen_app');
  }
}

/** Every migration, in order. The vault seals what lay open before. */
export const migrationsWith = (vault: Vault) => [
  { name: '0001-house', class: House },
  { name: '0002-jobs', class: Jobs },
  { name: '0003-screening', class: Screening },
  { name: '0004-rules', class: Rules },
  { name: '0006-screening-verdict', class: ScreeningVerdict },
  { name: '0007-rehearsals', class: Rehearsals },
  { name: '0008-sealed-identities', class: sealedIdentities(vault) },
  { name: '0009-imports', class: Imports },
  { name: '0010-verification', class: Verification },
  { name: '0011-household-history', class: HouseholdHistory },
  { name: '0012-lists-and-register', class: ListsAndRegister },
  { name: '0013-screening-in-bulk', class: ScreeningInBulk },
  { name: '0022-archived-rehearsals', class: ArchivedRehearsals },
  { name: '0024-import-undo', class: ImportUndo },
  { name: '0026-bank-accounts', class: BankAccounts },
  { name: '0030-registry-statistics', class: RegistryStatistics },
  { name: '0031-list-imports', class: ListImports },
  { name: '0032-conflicts-and-readers', class: ConflictsAndReaders },
  { name: '0033-histories-of-the-merged', class: HistoriesOfTheMerged },
  { name: '0034-batch-allocation', class: BatchAllocation },
  { name: '0035-meeting-room', class: MeetingRoom },
  { name: '0036-fair-review', class: FairReview },
  { name: '0037-signed-minutes', class: SignedMinutes },
  { name: '0038-set-aside', class: SetAside },
  { name: '0039-reservations', class: Reservations },
  { name: '0040-second-rounds', class: SecondRounds },
  { name: '0041-substitutes', class: Substitutes },
  { name: '0042-chair-controls', class: ChairControls },
  { name: '0043-agenda', class: Agenda },
  { name: '0044-reading-pack', class: ReadingPack },
  { name: '0045-list-lookups', class: ListLookups },
  { name: '0046-ledger-chain', class: LedgerChain },
  { name: '0047-ledger-post', class: LedgerPost },
  { name: '0048-declined-items', class: DeclinedItems },
  { name: '0050-budget-moves', class: BudgetMoves },
  { name: '0051-budget-requests', class: BudgetRequests },
  { name: '0051-fiscal-years', class: FiscalYears },
  { name: '0052-payments', class: Payments },
  { name: '0054-ledger-sums', class: LedgerSums },
  { name: '0055-funding-links', class: FundingLinks },
  { name: '0056-self-audit', class: SelfAudit },
  { name: '0059-ledger-one', class: LedgerOne },
  { name: '0060-recoveries', class: Recoveries },
  { name: '0061-late-recoveries', class: LateRecoveries },
  { name: '0062-satisfaction', class: Satisfaction },
  { name: '0063-appraisal', class: Appraisal },
  { name: '0064-donations', class: Donations },
  { name: '0066-due-months', class: DueMonths },
  { name: '0068-ledger-lean', class: LedgerLean },
  { name: '0069-stock', class: Stock },
  { name: '0073-net-aid', class: NetAid },
  // Written later than the one above, and on top of it.
  { name: '0071-recalculations', class: Recalculations },
  { name: '0072-amounts-by-month', class: AmountsByMonth },
  { name: '0078-waiting-calls', class: WaitingCalls },
  { name: '0076-one-card', class: OneCard },
  { name: '0080-ledger-direct', class: LedgerDirect },
  { name: '0074-reserve', class: Reserve },
  { name: '0075-livelihood', class: Livelihood },
  { name: '0081-donation-returns', class: DonationReturns },
];
