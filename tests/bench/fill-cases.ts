import { insertPeople, type NewPerson } from '@yimen/api/features/registry/people.js';
import { type Config, withSearchPath } from '@yimen/api/platform/config.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { Vault } from '@yimen/api/platform/vault.js';
import pg from 'pg';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';

const RELATIONS = ['head', 'spouse', 'child'] as const;

/** Households of three with one case each, a package of four items and their commitments, by plain SQL: bench data only. */
export async function fillCases(config: Config, households: number): Promise<void> {
  const db = new pg.Client({ connectionString: withSearchPath(config.ownerUrl, config.county) });
  await db.connect();
  try {
    await db.query(`insert into household (code, township_code, village_code, address, registered_by)
      select 'B' || lpad(n::text, 6, '0'), 'T0' || (1 + n % 7), 'bench', '某村' || n || '号', (select id from staff limit 1)
        from generate_series(1, ${households}) n`);
    const { rows } = await db.query<{ id: string }>('select id from household order by code');
    await insertPeople(
      { sql: poolSql(db), vault: new Vault(config.dataKeys, config.indexKey) },
      rows.flatMap(({ id }, index) =>
        RELATIONS.map((relation, member) => benchPerson(id, relation, 3 * index + member)),
      ),
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
    await db.query(`select ledger_post(l.id, jsonb_agg(jsonb_build_object('key', 'bench:' || i.id, 'from', 'available',
        'to', 'committed', 'amount', 100, 'phase', 'single', 'reason', 'commit', 'packageItemId', i.id, 'on', '2022-06-23')))
      from package_item i join budget_line l on l.program_code = i.program_code and l.year = 2022 group by l.id`);
    await db.query(`insert into department_decision (package_item_id, department_code, outcome, decided_by)
      select id, department_code, 'confirmed', (select id from staff limit 1) from package_item`);
    await db.query('analyze');
  } finally {
    await db.end();
  }
}

function benchPerson(householdId: string, relation: string, index: number): NewPerson {
  const birthDate = birthDateFor(20 + (Math.floor(index / 500) % 60), '2022-06-01');
  const sex = index % 2 ? 'male' : 'female';
  const idNumber = syntheticIdNumber(birthDate, sex, index % 500);
  return { householdId, name: `某${index}`, idNumber, sex, birthDate, phone: null, relation };
}
