import { type Config, withSearchPath } from '@yimen/api/platform/config.js';
import pg from 'pg';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';

/** Households of three with one case each, a package of four items and their commitments, by plain SQL: bench data only. */
export async function fillCases(config: Config, households: number): Promise<void> {
  const db = new pg.Client({ connectionString: withSearchPath(config.ownerUrl, config.county) });
  await db.connect();
  try {
    const ids = Array.from({ length: households * 3 }, (_unused, index) =>
      syntheticIdNumber(
        birthDateFor(20 + (Math.floor(index / 500) % 60), '2022-06-01'),
        index % 2 ? 'male' : 'female',
        index % 500,
      ),
    );
    await db.query(`insert into household (code, township_code, village_code, address, registered_by)
      select 'B' || lpad(n::text, 6, '0'), 'T0' || (1 + n % 7), 'bench', '某村' || n || '号', (select id from staff limit 1)
        from generate_series(1, ${households}) n`);
    await db.query(
      `insert into person (household_id, name, id_number, sex, birth_date, relation)
       select h.id, '某' || h.n || '-' || m, ($1::text[])[(h.n - 1) * 3 + m], case when m % 2 = 1 then 'male' else 'female' end,
              '1980-01-01', case m when 1 then 'head' when 2 then 'spouse' else 'child' end
         from (select id, row_number() over (order by code) as n from household) h, generate_series(1, 3) m`,
      [ids],
    );
    await db.query(
      `update household h set head_person_id = p.id from person p where p.household_id = h.id and p.relation = 'head'`,
    );
    await db.query(`insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since, requested_on, status, owner_id)
      select 'BENCH-' || h.code, h.id, h.head_person_id, h.township_code, 'hall_window', 'medical', 'bench', '2022-05-01', '2022-06-01', 'adopted', (select id from staff limit 1) from household h`);
    await db.query(
      `insert into aid_package (case_id, status, decision_date) select id, 'adopted', '2022-06-23' from case_file`,
    );
    await db.query(`insert into package_item (package_id, program_code, department_code, amount_fen, form, period, position, status, verdict)
      select k.id, p.code, left(p.code, position('-' in p.code) - 1), 100, 'cash_one_off', 'per_event', p.n, 'committed', '{}'
        from aid_package k, (values (1, 'MIA-02'), (2, 'MCA-05'), (3, 'RC-01'), (4, 'CHA-02')) p (n, code)`);
    await db.query(`insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, reason, package_item_id, occurred_on)
      select 'bench:' || i.id, a.id, c.id, 100, 'single', 'commit', i.id, '2022-06-23'
        from package_item i
        join budget_line l on l.program_code = i.program_code and l.year = 2022
        join ledger_account a on a.line_id = l.id and a.kind = 'available'
        join ledger_account c on c.line_id = l.id and c.kind = 'committed'`);
    await db.query(`insert into department_decision (package_item_id, department_code, outcome, decided_by)
      select id, department_code, 'confirmed', (select id from staff limit 1) from package_item`);
    await db.query('analyze');
  } finally {
    await db.end();
  }
}
