import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, startApi } from '@yimen/api/server.js';
import {
  CaseworkApplyDocument,
  CaseworkCountyDocument,
  CaseworkDecideItemDocument,
  CaseworkOpenCaseDocument,
  CaseworkRegisterDocument,
  CaseworkRequestReviewDocument,
  CaseworkVoteDocument,
} from '@yimen/schema/documents';
import { type Client, expectOk, key, type Office, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';

describe('bad input', () => {
  let api: RunningApi;
  let drop: () => Promise<void>;
  let office: Office;
  let clerk: Client;
  let place: { townshipCode: string; villageCode: string; address: string };

  beforeAll(async () => {
    const county = await emptyCounty(process.env.YIMEN_TEST_OWNER_URL ?? '', process.env.YIMEN_TEST_APP_URL ?? '');
    drop = county.drop;
    api = await startApi(county.config);
    office = await openOffice(api.url);
    clerk = await office.as('clerk');
    const { townships } = await clerk.run(CaseworkCountyDocument, {});
    const [township] = townships;
    place = { townshipCode: township?.code ?? '', villageCode: township?.villages[0]?.code ?? '', address: '1号' };
  });

  afterAll(async () => {
    await api?.close();
    await drop?.();
  });

  const head = (sequence: number) => ({
    name: '王某明',
    idNumber: syntheticIdNumber(birthDateFor(45, '2022-06-23'), 'male', sequence),
    relation: 'head',
  });
  const count = async (table: string) =>
    Number((await api.database.pool.query(`select count(*) from ${table}`)).rows[0].count);
  const register = async (members: object[], idempotencyKey = key()) =>
    (await clerk.run(CaseworkRegisterDocument, { input: { key: idempotencyKey, ...place, members } as never }))
      .registerHousehold;

  it('a household without members is refused, and nothing is written', async () => {
    const before = await count('household');
    const result = await register([]);
    expect(result).toMatchObject({ __typename: 'InvalidInput' });
    expect(await count('household')).toBe(before);
  });

  it.each(['123', '610699197706150010', '61069919770615001', '610699770615001', '6106９９197713990017'])(
    'ID number %s is refused at its field, in Chinese',
    async (idNumber) => {
      const result = await register([{ ...head(1), idNumber }]);
      expect(result).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'members.0.idNumber' }] });
      expect(JSON.stringify(result)).toMatch(/身份证/);
    },
  );

  it('a double click does the thing once, also at the same moment', async () => {
    const before = await count('household');
    const once = key();
    const results = await Promise.all([head(2), head(2), head(2)].map((member) => register([member], once)));
    const ids = new Set(results.map((result) => expectOk(result, 'Household').id));
    expect(ids.size).toBe(1);
    expect(await count('household')).toBe(before + 1);
    expect(await register([head(3)], once)).toMatchObject({ __typename: 'WrongState', code: 'KEY_REUSED' });
  });

  it('amounts with three decimals and dates in the year 0022 are refused together, at their fields', async () => {
    const household = expectOk(await register([head(4)]), 'Household');
    const input = {
      key: key(),
      householdId: household.id,
      beneficiaryId: household.members[0]?.id ?? '',
      difficulty: 'medical',
      whatHappened: '住院',
      since: '0022-06-01',
      cost: '100.123',
    };
    const before = await count('case_file');
    const refused = (await clerk.run(CaseworkOpenCaseDocument, { input })).openCase;
    expect(refused.__typename).toBe('InvalidInput');
    const paths = refused.__typename === 'InvalidInput' ? refused.problems.map(({ path }) => path).sort() : [];
    expect(paths).toEqual(['cost', 'since']);
    expect(await count('case_file')).toBe(before);

    const file = expectOk(
      (
        await clerk.run(CaseworkOpenCaseDocument, {
          input: { ...input, key: key(), since: '2022-06-01', cost: '100.12' },
        })
      ).openCase,
      'Case',
    );
    const stale = await clerk.run(CaseworkRequestReviewDocument, {
      input: { key: key(), caseId: file.id, expectedVersion: file.version + 7 },
    });
    expect(stale.requestReview).toMatchObject({ __typename: 'StaleVersion', currentVersion: file.version });
  });

  it.each([randomUUID(), 'no-uuid-at-all'])('unknown id %s is NotFound everywhere', async (id) => {
    const manager = await office.as('manager', 'MIA');
    const member = await office.as('member', 'MIA');
    const review = await clerk.run(CaseworkRequestReviewDocument, {
      input: { key: key(), caseId: id, expectedVersion: 1 },
    });
    expect(review.requestReview.__typename).toBe('NotFound');
    const applied = await clerk.run(CaseworkApplyDocument, {
      input: { key: key(), caseId: id, programCode: 'MIA-02' },
    });
    expect(applied.applyForProgram.__typename).toBe('NotFound');
    const decided = await manager.run(CaseworkDecideItemDocument, {
      input: { key: key(), packageItemId: id, outcome: 'confirmed' },
    });
    expect(decided.decidePackageItem.__typename).toBe('NotFound');
    const voted = await member.run(CaseworkVoteDocument, { input: { key: key(), itemId: id, choice: 'for' } });
    expect(voted.castVote.__typename).toBe('NotFound');
  });

  it('who is not signed in, or works elsewhere, gets a typed refusal and no data', async () => {
    const answer = await office.stranger().raw('{ households { total } }');
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.extensions?.code).toBe('SIGN_IN');
    const away = await office.asUser('clerk-t05');
    const refused = (
      await away.run(CaseworkRegisterDocument, { input: { key: key(), ...place, members: [head(9)] } as never })
    ).registerHousehold;
    expect(refused.__typename).toBe('NotAllowed');
    const seen = (await away.raw('{ households { total nodes { id } } }')) as {
      data: { households: { total: number } };
    };
    expect(seen.data.households.total).toBe(0);
  });
});
