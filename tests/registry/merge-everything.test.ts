import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makePeople } from '@yimen/api/demo/people.js';
import { writePeople } from '@yimen/api/demo/write-people.js';
import { mergePeople } from '@yimen/api/features/duplicate/merge-people.js';
import { projectAgain } from '@yimen/api/features/duplicate/project-again.js';
import { undoMerge } from '@yimen/api/features/duplicate/undo-merge.js';
import { recordRegisterChanges } from '@yimen/api/features/register/record-changes.js';
import pg from 'pg';
import { openRegistry, type Registry } from './registry.js';

const TODAY = '2026-11-23';

let registry: Registry;
/** May do anything, also what the application may not. */
let owner: pg.Pool;
beforeAll(async () => {
  registry = await openRegistry(1);
  const { county, database, config } = registry;
  owner = new pg.Pool({ connectionString: config.ownerUrl, options: `-c search_path=${config.county},public` });
  await writePeople(
    database,
    county,
    makePeople({ households: 60, seed: 11, county, today: TODAY }).slice(1),
    () => undefined,
  );
});
afterAll(async () => {
  await owner?.end();
  await registry?.close();
});

const ask = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await owner.query(text, [...values])).rows as Row[];

/**
 * Columns that name a person and do not go along, each with the reason: a new column is either among those that
 * `person_reference` finds by itself or must be thought about here.
 */
const STAY: Record<string, string> = {
  'person_facts.person_id': 'worked out anew from the observations',
  'person_merge.kept_id': 'the merge itself',
  'person_merge.dropped_id': 'the merge itself',
  'duplicate_pair.person_a': 'what somebody decided of two records',
  'duplicate_pair.person_b': 'what somebody decided of two records',
  'identity_reading.person_id': 'whose numbers were read: read as of the one who is kept',
  'household.head_person_id': 'a head with members is never dropped',
  'household_member.person_id': 'where the record was',
  'household_event_person.person_id': 'what happened to the record',
  'person_hukou.person_id': 'where the record was registered',
  'ledger_transfer.person_id': 'append-only: read as of the one who is kept',
  'rehearsal_person.person_id': 'a moment: read as of the one who is kept',
  'screening_finding.person_id': 'a moment: read as of the one who is kept',
  'screening_verdict.person_id': 'a moment: the next screening replaces it',
};

/** A row of each table that names person `$1` of household `$2`, with what it stands on. */
const PLANTED: Record<string, string> = {
  'audit_finding.person_id': `insert into audit_finding (question, mark, severity, household_id, person_id, evidence, digest,
      status, due_on)
    values ('shared_account', 'test', 'low', $2, $1, '[]', 'test', 'open', '2026-12-01')`,
  'observation.person_id': `insert into observation (household_id, person_id, fact, value, source, observed_on, recorded_by)
    select $2, $1, 'med_total_12m', '123400', '核对报告', '2026-11-20', staff.id from staff`,
  'aid_record.person_id': `insert into aid_record (household_id, person_id, program_code, department_code, amount_fen,
    period, granted_on, source) select $2, $1, 'MCA-04', 'MCA', 5000, 'monthly', '2026-03-01', '导入' from staff`,
  'case_file.beneficiary_id': `insert into case_file (number, household_id, beneficiary_id, township_code, channel,
    difficulty, what_happened, since, requested_on, status, owner_id)
    select 'C-' || $1, $2, $1, 'T01', 'window', 'medical', '大病', '2026-01-01', '2026-01-02', 'settled', staff.id from staff`,
  'application.person_id': `insert into application (number, case_id, household_id, person_id, program_code,
    department_code, applied_on, status, created_by)
    select 'A-' || $1, c.id, $2, $1, 'MCA-05', 'MCA', '2026-01-03', 'committed', staff.id from staff, case_file c
    where c.beneficiary_id = $1`,
  'package_item.person_id': `with p as (insert into aid_package (case_id, status, decision_date)
      select id, 'adopted', '2026-01-04' from case_file where beneficiary_id = $1 returning id)
    insert into package_item (package_id, program_code, department_code, person_id, form, period, position, status, verdict)
    select p.id, 'MCA-05', 'MCA', $1, 'cash', 'once', 1, 'committed', '{}' from p, staff`,
  'recovery_claim.person_id': `with a as (select id from aid_record where person_id = $1 limit 1),
    i as (select i.id, k.case_id from package_item i join aid_package k on k.id = i.package_id where i.person_id = $1),
    r as (insert into remedy (case_id, position, package_item_id, direction, amount_fen, kind, months)
      select i.case_id, 1, i.id, 'over', 100, 'instalments', 1 from i returning id, case_id)
    insert into recovery_claim (number, remedy_id, case_id, aid_record_id, household_id, person_id, township_code,
      program_code, department_code, decided_on, amount_fen, left_fen)
    select 'SH-' || $1, r.id, r.case_id, a.id, $2, $1, 'T01', 'MCA-05', 'MCA', '2026-03-01', 100, 100 from a, r, staff`,
  'person_carer.person_id': `with e as (insert into household_event (kind, effective_on, reason, recorded_by)
      select 'carer_named', '2026-01-05', '照料', id from staff returning id)
    insert into person_carer (person_id, kind, carer_name, from_on, event_id)
    select $1, 'guardian', '张某', '2026-01-05', e.id from e`,
  'person_carer.carer_id': `with e as (insert into household_event (kind, effective_on, reason, recorded_by)
      select 'carer_named', '2026-01-05', '照料', id from staff returning id)
    insert into person_carer (person_id, kind, carer_id, from_on, event_id)
    select (select id from person p where p.household_id <> $2 and p.id <> $1 order by id desc limit 1), 'guardian', $1,
      '2026-01-05', e.id from e`,
  'person_account.person_id': `insert into person_account (id, person_id, bank, holder, number_sealed, last4, reason, recorded_by)
    select uuidv7(), $1, '信用社', '某', '\\x00', '1234', '首次登记', staff.id from staff`,
  'kept_list_entry.person_id': `with l as (insert into kept_list (code, title, department_code, unit, columns, created_by)
      select 'l' || $1::text, '名单', 'RRB', 'person', '[]', id from staff returning id)
    insert into kept_list_entry (list_id, mark, person_id, household_id, attributes, from_number, seen_number)
    select l.id, $1::text, $1::uuid, $2, '{}', 1, 1 from l`,
  'list_match_name.person_id': `with m as (insert into list_match (title, unit, definition, repeats, author_id)
      select '比对', 'person', '{}', 'none', id from staff returning id),
    j as (insert into job (kind, title_zh, title_en, input, status, done, total) values ('list_match', '', '', '{}', 'succeeded', 0, 0) returning id),
    r as (insert into list_match_run (id, match_id, on_day, definition, names, fresh, gone)
      select j.id, m.id, '2026-11-01', '{}', 1, 1, 0 from j, m returning id)
    insert into list_match_name (run_id, mark, person_id, household_id, fresh) select r.id, $1::text, $1::uuid, $2, true from r`,
  'discovery.person_id': `insert into discovery (match_id, run_id, mark, person_id, household_id, township_code, sent_on,
      sent_by, due_on, status)
    select r.match_id, r.id, $1::text, $1::uuid, $2, 'T01', '2026-11-02', staff.id, '2026-11-20', 'open'
    from staff, list_match_run r join list_match_name n on n.run_id = r.id where n.mark = $1::text`,
  'register_change.person_id': `insert into register_change (household_id, person_id, number, from_level, to_level, on_day,
      reason, source, township_code, village_code, recorded_by)
    select $2, $1, 1, 'none', 'tekun', '2026-02-01', 'recognised', 'by_hand', 'T01', 'T01V01', staff.id from staff`,
  'authorisation.person_id': `insert into authorisation (household_id, person_id, signer_id, text_code, items, signed_on,
      valid_until, manner, recorded_by)
    select $2, $1, $1, 'A1', '{V01}', '2026-01-01', '2027-01-01', 'present', staff.id from staff`,
  'verification_question.person_id': `with r as (insert into verification_request (number, household_ids, township_codes,
      items, purpose, requested_by, status) select 'V-' || $1, array[$2::uuid], '{T01}', '{V01}', '核对', id, 'done' from staff returning id)
    insert into verification_question (request_id, row_number, household_id, person_id, township_code, item_code,
      verifier_code, desk_code, status, due_on)
    select r.id, 1, $2, $1::uuid, 'T01', 'V01', 'X', 'X', 'withheld', '2026-11-30' from r`,
  'fact_conflict.person_id': `insert into fact_conflict (household_id, person_id, township_code, fact, sides, due_on, status)
    select $2, $1, 'T01', 'med_total_12m', '[]', '2026-11-30', 'resolved' from staff`,
  'donation_wish.person_id': `with l as (insert into budget_line (year, fund_code, program_code, department_code, figure_kind, label_zh, label_en)
      select 2026, 'charity_fund', 'T-' || $1, 'CHA', 'assumed', '慈善', 'Charity' from staff returning id),
    d as (insert into donation (department_code, year, serial, number, kind, source, publishes_name, amount_fen, received_on,
        line_id, document, recorded_by)
      select 'CHA', 2026, (select count(*) + 1 from donation), 'J-' || $1, 'money', 'anonymous', false, 100, '2026-01-05', l.id,
        '回单', staff.id from l, staff returning id)
    insert into donation_wish (donation_id, position, words, person_id, document, recorded_by)
    select d.id, 1, '结对', $1, '协议', staff.id from d, staff`,
  // A head: of those who are merged below nobody is one.
  'person.merged_into': `update person set merged_into = $1 where id = (
      select h.head_person_id from household h where h.id <> $2 order by h.id desc limit 1)`,
};
/** The signer goes along with an authorisation of his own. */
const ALSO = { 'authorisation.signer_id': 'authorisation.person_id' } as Record<string, string>;

const followers = async () =>
  (await ask<{ name: string }>(`select table_name || '.' || column_name as name from person_reference order by 1`)).map(
    ({ name }) => name,
  );

/** Every row that names one of some people, by table, but for those of merging itself. */
async function everythingOf(people: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of [...(await followers()), 'ledger_transfer.person_id', 'person_facts.person_id']) {
    const table = name.split('.')[0] as string;
    const lines = await ask<{ line: string }>(`select t::text as line from ${table} t where t::text ~ $1 order by 1`, [
      people.join('|'),
    ]);
    found[table] = lines.map(({ line }) => line);
  }
  return found;
}

async function plant(personId: string, householdId: string): Promise<void> {
  for (const text of Object.values(PLANTED)) {
    const planted = text.replaceAll('$1', `'${personId}'::uuid`).replaceAll('$2', `'${householdId}'::uuid`);
    // One member of staff, as `staff`.
    const staff = 'with staff as (select id from staff where active order by id limit 1)';
    await ask(`${staff} ${planted.replace(/^with /, ', ')}`);
  }
}

interface Placed {
  id: string;
  household: string;
}

/** Members, no heads, of different families. */
async function members(): Promise<Placed[]> {
  return ask<Placed>(
    `select distinct on (p.household_id) p.id, p.household_id as household from person p join household h on h.id = p.household_id
     where p.id <> h.head_person_id and p.merged_into is null order by p.household_id, p.id`,
  );
}

/** The version and id of a new pair. */
async function pairOf(one: string, other: string): Promise<{ id: string; version: number }> {
  const [pair] = await ask<{ id: string; version: number }>(
    `insert into duplicate_pair (person_a, person_b, signs, strength) values ($1, $2, '{same_phone}', 2)
     on conflict (person_a, person_b) do update set version = duplicate_pair.version returning id, version`,
    [one, other].sort(),
  );
  return pair as { id: string; version: number };
}

async function merge(kept: string, dropped: string): Promise<void> {
  const { id: pairId, version: expectedVersion } = await pairOf(kept, dropped);
  const input = { key: randomUUID(), pairId, expectedVersion, reason: '核对过户口簿', keepPersonId: kept };
  await registry.act((unit) => mergePeople(unit, input));
}

async function undo(one: string, other: string): Promise<void> {
  const { id: pairId, version: expectedVersion } = await pairOf(one, other);
  await registry.act((unit) => undoMerge(unit, { key: randomUUID(), pairId, expectedVersion, reason: '合并有误' }));
}

/** What is in dispute about a person, and what was planted as settled. */
const conflictsOf = (personId: string) =>
  ask(
    `select fact, status, sides from fact_conflict where person_id = $1 and (status = 'open' or sides = '[]')
     order by status, fact`,
    [personId],
  );

const onRegister = (personId: string) =>
  ask<{ level: string }>('select level from register_spell where person_id = $1 and ended_on is null', [personId]);

describe('every table that names a person', () => {
  test('follows when he is merged, or says why not', async () => {
    const named = await ask<{ name: string }>(
      `select t.table_name || '.' || t.column_name as name from information_schema.columns t
       join information_schema.tables b using (table_schema, table_name)
       where t.table_schema = current_schema() and b.table_type = 'BASE TABLE' and t.column_name = 'person_id'
       union
       select c.conrelid::regclass::text || '.' || a.attname from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
       where c.contype = 'f' and c.confrelid = 'person'::regclass order by 1`,
    );
    const follows = await followers();
    expect(named.map(({ name }) => name).filter((name) => !follows.includes(name))).toEqual(Object.keys(STAY).sort());
    const unplanted = follows.filter((name) => !(name in PLANTED) && !(name in ALSO));
    expect(unplanted).toEqual([]);
  });

  test('has its rows with the one who is kept, in his household, and undoing brings back each as it was', async () => {
    const [kept, dropped] = (await members()) as [Placed, Placed];
    await plant(dropped.id, dropped.household);
    await registry.act((unit) => projectAgain(unit, [dropped.id]));
    const before = await everythingOf([kept.id, dropped.id]);
    const disputed = await conflictsOf(dropped.id);
    await merge(kept.id, dropped.id);
    for (const name of await followers()) {
      const [table, column] = name.split('.') as [string, string];
      const count = async (id: string) => (await ask(`select from ${table} where ${column} = $1`, [id])).length;
      expect([name, await count(dropped.id)]).toEqual([name, 0]);
      expect([name, (await count(kept.id)) > 0]).toEqual([name, true]);
    }
    for (const table of ['case_file', 'aid_record', 'authorisation', 'discovery', 'kept_list_entry', 'fact_conflict']) {
      const column = table === 'case_file' ? 'beneficiary_id' : 'person_id';
      const homes = await ask<{ id: string }>(
        `select distinct household_id as id from ${table} where ${column} = $1 and household_id = $2`,
        [kept.id, dropped.household],
      );
      expect([table, homes]).toEqual([table, []]);
    }
    expect(await onRegister(kept.id)).toEqual([{ level: 'tekun' }]);
    await undo(kept.id, dropped.id);
    // Conflicts are noted anew, before and after; what was settled stays on record.
    const { fact_conflict: _conflicts, ...after } = await everythingOf([kept.id, dropped.id]);
    const { fact_conflict: _before, ...others } = before;
    expect(after).toEqual(others);
    expect(await conflictsOf(dropped.id)).toEqual(disputed);
  });

  test('lets only one of two stand on the register, and gives the other his standing back', async () => {
    const [, , kept, dropped] = (await members()) as [Placed, Placed, Placed, Placed];
    for (const { id, household } of [kept, dropped])
      await registry.act((unit) =>
        recordRegisterChanges(unit, {
          key: randomUUID(),
          source: 'by_hand',
          changes: [
            {
              householdId: household,
              personId: id,
              fromLevel: 'none',
              toLevel: 'tekun',
              onDay: '2026-02-01',
              reason: 'recognised',
            },
          ],
        }),
      );
    await merge(kept.id, dropped.id);
    expect([await onRegister(kept.id), await onRegister(dropped.id)]).toEqual([[{ level: 'tekun' }], []]);
    const [facts] = await ask<{ tekun: string }>(
      'select tekun_status as tekun from person_facts where person_id = $1',
      [kept.id],
    );
    expect(facts?.tekun).toBe('scattered');
    await undo(kept.id, dropped.id);
    expect([await onRegister(kept.id), await onRegister(dropped.id)]).toEqual([
      [{ level: 'tekun' }],
      [{ level: 'tekun' }],
    ]);
  });

  test('takes a household that only the other record made up off the register, and puts it back', async () => {
    const [alone] = await ask<Placed>(
      `select p.id, p.household_id as household from person p join household h on h.head_person_id = p.id
       where (select count(*) from person m where m.household_id = h.id) = 1 and p.merged_into is null
         and p.household_id is not null order by p.id limit 1`,
    );
    const [, , , , kept] = (await members()) as Placed[];
    if (!alone || !kept) throw new Error('The made-up county has too few people');
    const standing = () =>
      ask('select level from register_spell where subject_id = $1 and ended_on is null', [alone.household]);
    const dibao = async () =>
      (
        await ask<{ status: string }>('select hh_dibao_status as status from household_facts where household_id = $1', [
          alone.household,
        ])
      )[0]?.status;
    await registry.act((unit) =>
      recordRegisterChanges(unit, {
        key: randomUUID(),
        source: 'by_hand',
        changes: [
          {
            householdId: alone.household,
            fromLevel: 'none',
            toLevel: 'dibao',
            onDay: '2026-02-01',
            reason: 'recognised',
          },
        ],
      }),
    );
    const status = await dibao();
    await merge(kept.id, alone.id);
    expect([await standing(), await dibao()]).toEqual([[], 'none']);
    await undo(kept.id, alone.id);
    expect([await standing(), await dibao()]).toEqual([[{ level: 'dibao' }], status]);
  });
});
