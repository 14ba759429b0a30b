import { Migration } from '@mikro-orm/migrations';

/**
 * Accounts are of a kind: the one-card (一卡通) to which subsidies of the treasury go, or an ordinary bank account. Of each
 * kind the newest counts. A schedule may ask for the one-card; without it nobody is paid elsewhere.
 */
export class OneCard extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      alter table person_account add column kind text not null default 'bank' check (kind in ('one_card', 'bank'));
      -- null: whichever account is the newest
      alter table payment_schedule add column account_kind text check (account_kind = 'one_card');
      grant update (account_kind) on payment_schedule to yimen_app;

      create or replace view payable_due as
        select d.id, d.schedule_id, d.month, d.label, d.amount_fen, d.due_on, d.line_id, d.status, s.department_code,
          s.program_code, s.kind, a.case_id, a.household_id, h.township_code, p.id as payee_id, p.name as payee,
          k.id as account_id, coalesce(d.month > least(a.ended_on, p.gone_on, h.dissolved_on), false) as lapsed,
          case
            when p.gone = 'died' then 'deceased'
            when p.gone is not null then 'left'
            when h.dissolved_on is not null or p.id is null then 'no_payee'
            when d.month > a.ended_on then 'ended'
            when s.status = 'suspended' and (s.suspended_from is null or d.month is null or d.month >= s.suspended_from)
              then 'suspended'
            when d.status = 'short' then case when d.line_id is null then 'no_line' else 'short' end
            when k.id is null then case when s.account_kind is null then 'no_account' else 'no_one_card' end
            when k.verified_at is null then 'account_unchecked'
            when k.id = (select r.account_id from payment_line r
              where r.due_id = d.id and r.result = 'returned' order by r.id desc limit 1) then 'account_returned'
          end as problem
        from payment_due d
        join payment_schedule s on s.id = d.schedule_id
        join aid_record a on a.id = s.aid_record_id
        join household h on h.id = a.household_id
        left join person p on p.id = coalesce(a.person_id, h.head_person_id)
        left join lateral (select x.id, x.verified_at from person_account x
          where x.person_id = p.id and (s.account_kind is null or x.kind = s.account_kind)
          order by x.id desc limit 1) k on true;
    `);
  }
}
