import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { peopleByIdNumber } from '@yimen/api/features/registry/people.js';
import { openIdNumber, openPhone } from '@yimen/api/features/registry/sealed-identity.js';
import { type Config, withSearchPath } from '@yimen/api/platform/config.js';
import { migrate } from '@yimen/api/platform/database.js';
import { poolSql } from '@yimen/api/platform/read.js';
import { Vault } from '@yimen/api/platform/vault.js';
import pg from 'pg';
import { freshDatabase } from '../testkit/database.js';

const ID_NUMBER = '610699196903050116';
const PHONE = '13812345678';

/** Takes the database back to the day before numbers were sealed, and puts one family into it. */
async function undoSealing(owner: pg.Client): Promise<string> {
  await owner.query(`
    drop view person_reference cascade;
    drop function take_along(uuid), bring_back(uuid);
    drop table name_reading, identity_reading, duplicate_pair, person_merge_row, person_merge, vault_key;
    delete from mikro_orm_migrations where name = '0008-sealed-identities';
    alter table person drop column id_number_sealed, drop column id_number_index, drop column id_last4_index,
      drop column phone_sealed, drop column phone_index, drop column phone_last4_index, drop column name_pinyin,
      drop column name_initials, drop column name_grams, drop column merged_into;
    alter table person add column name_search text not null default '',
      add column id_number text not null unique, add column phone text;
    alter table person add column id_last4 text generated always as (right(id_number, 4)) stored;
    create index on person (id_last4);`);
  const { rows } = await owner.query<{ id: string }>(
    `with s as (insert into staff (name, title_zh, title_en, role, org_unit_code) values ('窗', '窗', 'W', 'clerk', 'RJZ')
       returning id),
     h as (insert into household (code, township_code, village_code, address, registered_by)
       select 'H000001', 'T01', 'V', 'A', id from s returning id),
     a as (insert into audit_event (actor_id, command, input)
       select id, 'registerHousehold', jsonb_build_object('members', jsonb_build_array(
         jsonb_build_object('idNumber', $1::text, 'phone', $2::text))) from s),
     c as (insert into command_log (actor_id, key, name, input_hash, result)
       select id, 'some-key', 'registerHousehold', 'a hash', '{}' from s)
     insert into person (household_id, name, id_number, phone, sex, birth_date, relation)
     select id, '郭志重', $1, $2, 'male', '1969-03-05', 'head' from h returning id`,
    [ID_NUMBER, PHONE],
  );
  return rows[0]?.id as string;
}

async function asOwner<Result>(config: Config, work: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: withSearchPath(config.ownerUrl, config.county) });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

test('numbers that were registered in plain text are sealed, found as before, and masked in the audit', async () => {
  const { YIMEN_TEST_OWNER_URL: ownerUrl = '', YIMEN_TEST_APP_URL: appUrl = '' } = process.env;
  const { config, drop } = await freshDatabase(ownerUrl, appUrl);
  try {
    const personId = await asOwner(config, undoSealing);
    expect(await migrate(config)).toEqual(['0008-sealed-identities']);
    const vault = new Vault(config.dataKeys, config.indexKey);
    await asOwner(config, async (owner) => {
      const sql = poolSql(owner);
      const known = await peopleByIdNumber({ sql, vault }, [ID_NUMBER, randomUUID()]);
      expect([...known]).toEqual([[ID_NUMBER, expect.objectContaining({ personId, name: '郭志重' })]]);
      const [person] = await sql<{ id: string; idNumber: string; phone: string; reading: string }>(
        `select id, encode(id_number_sealed, 'base64') as "idNumber", encode(phone_sealed, 'base64') as phone,
           name_pinyin as reading from person`,
      );
      expect(person && [openIdNumber(vault, person), openPhone(vault, person), person.reading]).toEqual([
        ID_NUMBER,
        PHONE,
        'guozhizhong',
      ]);
      const [audit] = await sql<{ input: object }>('select input from audit_event');
      expect(audit?.input).toEqual({ members: [{ idNumber: '6106*************6', phone: '138****5678' }] });
      expect(await sql('select input_hash from command_log')).toEqual([{ input_hash: '' }]);
    });
  } finally {
    await drop();
  }
});
