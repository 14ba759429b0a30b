import { Migration } from '@mikro-orm/migrations';

/** What a movement has to know is answered in one go: a line that many want is locked for one round trip less. */
export class LedgerLock extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      drop function ledger_lock(uuid[]);
      -- Locks the accounts of lines in id order; answers them as they are then, and which of the keys moved before. The
      -- application may not update accounts, so it cannot lock them itself. Two statements: the second sees what was
      -- committed while the first waited.
      create function ledger_lock(line_ids uuid[], keys text[], out accounts jsonb, out before jsonb)
        language plpgsql volatile security definer set search_path from current as $$
      begin
        perform 1 from ledger_account where line_id = any(line_ids) order by id for update;
        select jsonb_agg(jsonb_build_object('id', a.id, 'lineId', a.line_id, 'kind', a.kind, 'incoming', a.credits_pending,
          'left', a.credits_posted - a.debits_posted - a.debits_pending))
          into accounts from ledger_account a where a.line_id = any(line_ids);
        select jsonb_object_agg(t.key, t.id) into before from ledger_transfer t where t.key = any(keys);
      end $$;
    `);
  }
}
