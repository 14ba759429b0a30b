import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { balances, holdFunds, type LineBalance } from '@yimen/api/ledger/ledger.js';
import { type Attempt, attempt } from '../api/attempt.js';
import { Casework } from '../api/casework.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';
import { inTransaction, MOVEMENT, sqlOfClient } from './lines.js';

const YEAR = new Date().getFullYear();
const WORDS = { reason: '本年度对象增加', document: '县财预〔2026〕12号' };
let here: TestOffice;
beforeAll(async () => {
  here = await openTestOffice();
});
afterAll(() => here?.close());

const pool = () => here.api.database.pool;
const finance = () => here.office.asUser('finance');
const finance2 = () => here.office.asUser('finance-2');
const leader = () => here.office.as('leader');
const manager = (department: string) => here.office.as('manager', department);

async function lineOf(programCode: string, year = YEAR): Promise<string> {
  const [line] = await here.records.rows<{ id: string }>(
    'select id from budget_line where program_code = $1 and year = $2',
    [programCode, year],
  );
  return line?.id ?? '';
}

async function balanceOf(lineId: string): Promise<LineBalance> {
  return (await balances(sqlOfClient(pool()), [lineId])).get(lineId) as LineBalance;
}

const ask = async (client: Client, input: object): Promise<Attempt> =>
  attempt(client, 'askForBudget', { key: key(), ...WORDS, ...input });
const decide = async (client: Client, requestId: string | undefined, more: object = {}): Promise<Attempt> =>
  attempt(client, 'decideBudgetRequest', { key: key(), requestId, expectedVersion: 1, outcome: 'approve', ...more });

async function askId(client: Client, input: object): Promise<string> {
  const asked = await ask(client, input);
  if (!asked.id) throw new Error(JSON.stringify(asked));
  return asked.id;
}

const hold = (lineId: string, fen: number, refs: object = {}) =>
  inTransaction(pool(), (sql) => holdFunds(sql, { ...MOVEMENT, key: key(), lineId, fen, refs }));

describe('a change that is asked for and approved', () => {
  test('a supplement: told to the finance bureau with a deadline, moved once, and kept with who said so', async () => {
    const lineId = await lineOf('MIA-02');
    const before = await balanceOf(lineId);
    const input = { key: key(), ...WORDS, lineId, kind: 'supplement', amount: '５0,000.50' };
    const asked = await attempt(await manager('MIA'), 'askForBudget', input);
    expect(await attempt(await manager('MIA'), 'askForBudget', input)).toEqual(asked);
    const taskOf = async () =>
      here.records.rows(`select department_code, status from task where origin = $1`, [`budget_request:${asked.id}`]);
    expect(await taskOf()).toEqual([{ department_code: 'FIN', status: 'open' }]);
    expect((await balanceOf(lineId)).budgetFen).toBe(before.budgetFen);
    const approval = { key: key(), requestId: asked.id, expectedVersion: 1, outcome: 'approve' };
    for (let time = 0; time < 2; time += 1) {
      const { __typename } = await attempt(await finance(), 'decideBudgetRequest', approval);
      expect(__typename).toBe('BudgetRequest');
    }
    expect(await balanceOf(lineId)).toEqual({
      ...before,
      budgetFen: before.budgetFen + 50_000_50,
      leftFen: before.leftFen + 50_000_50,
    });
    expect(await taskOf()).toEqual([{ department_code: 'FIN', status: 'done' }]);
    const { data } = await (await manager('MIA')).raw(
      `{ budgetLine(id: "${lineId}") { movements { kind fen document askedBy approvedBy } } }`,
    );
    const { movements } = (data as { budgetLine: { movements: object[] } }).budgetLine;
    expect(movements).toMatchObject([
      { kind: 'supplement', fen: 50_000_50, document: WORDS.document },
      { kind: 'opened', fen: before.budgetFen, askedBy: null },
    ]);
  });

  test('above the finance bureau’s authority the leaders decide', async () => {
    const lineId = await lineOf('MIA-01');
    const requestId = await askId(await manager('MIA'), { lineId, kind: 'supplement', amount: '100000.01' });
    expect((await decide(await finance(), requestId)).__typename).toBe('NotAllowed');
    expect((await decide(await leader(), requestId)).__typename).toBe('BudgetRequest');
  });

  test('nobody approves what he asked for himself', async () => {
    const lineId = await lineOf('MCA-05');
    const requestId = await askId(await finance(), { lineId, kind: 'freeze', amount: '1000' });
    expect((await decide(await finance(), requestId)).__typename).toBe('NotAllowed');
    expect((await decide(await finance2(), requestId)).__typename).toBe('BudgetRequest');
    expect(await balanceOf(lineId)).toMatchObject({ frozenFen: 1000_00 });
    const much = await ask(await finance(), { lineId, kind: 'unfreeze', amount: '1000.01' });
    expect(much).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'amount' }] });
    const back = await askId(await finance(), { lineId, kind: 'unfreeze', amount: '400' });
    expect((await decide(await leader(), back)).__typename).toBe('BudgetRequest');
    expect(await balanceOf(lineId)).toMatchObject({ frozenFen: 600_00 });
  });

  test('a refusal needs its reason and moves nothing; what was withdrawn is not decided any more', async () => {
    const lineId = await lineOf('EDU-01');
    const before = await balanceOf(lineId);
    const refused = await askId(await manager('EDU'), { lineId, kind: 'supplement', amount: '1' });
    expect(await decide(await finance(), refused, { outcome: 'refuse' })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'note' }],
    });
    expect((await decide(await finance(), refused, { outcome: 'refuse', note: '无财力' })).__typename).toBe(
      'BudgetRequest',
    );
    expect((await decide(await finance(), refused, { expectedVersion: 2 })).__typename).toBe('WrongState');
    const withdrawn = await askId(await manager('EDU'), { lineId, kind: 'supplement', amount: '1' });
    const withdraw = { key: key(), requestId: withdrawn, expectedVersion: 1 };
    expect((await attempt(await here.office.as('member', 'EDU'), 'withdrawBudgetRequest', withdraw)).__typename).toBe(
      'NotAllowed',
    );
    expect((await attempt(await manager('EDU'), 'withdrawBudgetRequest', withdraw)).__typename).toBe('BudgetRequest');
    expect((await decide(await finance(), withdrawn)).__typename).toBe('StaleVersion');
    expect(await balanceOf(lineId)).toEqual(before);
  });
});

describe('what cannot be', () => {
  test.each([
    [{ kind: 'supplement', amount: '-1' }, 'amount'],
    [{ kind: 'supplement', amount: '0' }, 'amount'],
    [{ kind: 'supplement', amount: '99999999999999' }, 'amount'],
    [{ kind: 'supplement', amount: '1.234' }, 'amount'],
    [{ kind: 'supplement' }, 'amount'],
    [{ kind: 'gift', amount: '1' }, 'kind'],
    [{ kind: 'quota', places: 0 }, 'places'],
    [{ kind: 'transfer', amount: '1' }, 'toLineId'],
    [{ kind: 'supplement', amount: '1', reason: ' ' }, 'reason'],
    [{ kind: 'supplement', amount: '1', document: '' }, 'document'],
  ])('%j is told at its place', async (input, path) => {
    const answer = await ask(await manager('CYL'), { lineId: await lineOf('CYL-01'), ...input });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
  });

  test('a year that is over takes no more money', async () => {
    const answer = await ask(await manager('CYL'), {
      lineId: await lineOf('CYL-01', YEAR - 1),
      kind: 'supplement',
      amount: '1',
    });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'lineId' }] });
  });

  test('a line of another department is not there', async () => {
    const lineId = await lineOf('CYL-01');
    expect((await ask(await manager('EDU'), { lineId, kind: 'supplement', amount: '1' })).__typename).toBe('NotFound');
    expect((await ask(await leader(), { lineId, kind: 'supplement', amount: '1' })).__typename).toBe('NotAllowed');
  });

  test('money crosses funds of one pool by a leader alone, and what is bound by donors stays', async () => {
    const [from, to] = [await lineOf('CHA-02'), await lineOf('FIC-01')];
    const before = [await balanceOf(from), await balanceOf(to)];
    const gift = {
      source: 'anonymous',
      publishesName: false,
      amount: '1000',
      receivedOn: `${YEAR}-01-05`,
      document: '回单',
    };
    const wish = { words: '只用于儿童', rule: '年龄 <= 18' };
    await attempt(await manager('CHA'), 'recordDonation', { key: key(), lineId: from, ...gift, wish });
    const all = String(((before[0]?.leftFen ?? 0) + 1000_00) / 100);
    const move = { lineId: from, toLineId: to, kind: 'transfer' };
    expect((await ask(await finance(), { ...move, amount: all })).__typename).toBe('BudgetExceeded');
    const requestId = await askId(await finance(), { ...move, amount: '25.50' });
    expect((await decide(await finance2(), requestId)).__typename).toBe('NotAllowed');
    expect((await decide(await leader(), requestId)).__typename).toBe('BudgetRequest');
    expect((await balanceOf(to)).budgetFen).toBe((before[1]?.budgetFen ?? 0) + 25_50);
  });

  test('money does not cross funds that are earmarked each for itself', async () => {
    const answer = await ask(await finance(), {
      lineId: await lineOf('MIA-02'),
      toLineId: await lineOf('MCA-05'),
      kind: 'transfer',
      amount: '1',
    });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'toLineId' }] });
    expect(answer.message).toContain('专款专用');
  });

  test('a cut below what is promised is refused with the amounts and who holds them, or takes what is free', async () => {
    const { caseId } = await (await Casework.begin(here.office)).openCase();
    const [file] = await here.records.rows<{ number: string }>('select number from case_file where id = $1', [caseId]);
    const lineId = await lineOf('RC-01');
    const { budgetFen } = await balanceOf(lineId);
    await hold(lineId, 10_000_00, { caseId });
    const all = { lineId, kind: 'cut', amount: String(budgetFen / 100) };
    const refused = await ask(await manager('RC'), all);
    expect(refused).toMatchObject({
      __typename: 'BudgetExceeded',
      lines: [{ needed: budgetFen, left: budgetFen - 10_000_00 }],
    });
    expect(refused.message).toContain(file?.number);
    expect(refused.message).toContain('占用 ¥10,000');
    const requestId = await askId(await manager('RC'), { ...all, asFarAsFree: true });
    await hold(lineId, 5_000_00, { caseId });
    expect((await decide(await finance(), requestId)).__typename).toBe('BudgetRequest');
    expect(await balanceOf(lineId)).toMatchObject({ budgetFen: 15_000_00, heldFen: 15_000_00, leftFen: 0 });
  });

  test('a line with open commitments is not closed; one that is closed no longer changes', async () => {
    const held = await lineOf('VET-01');
    await hold(held, 1_00);
    const refused = await ask(await manager('VET'), { lineId: held, kind: 'close' });
    expect(refused).toMatchObject({ __typename: 'WrongState' });
    expect(refused.message).toContain('¥1');
    const lineId = await lineOf('VET-02');
    const { budgetFen } = await balanceOf(lineId);
    const [closing, meanwhile] = [
      await askId(await manager('VET'), { lineId, kind: 'close' }),
      await askId(await manager('VET'), { lineId, kind: 'supplement', amount: '5' }),
    ];
    expect(budgetFen).toBe(40_000_00);
    expect((await decide(await finance(), closing)).__typename).toBe('BudgetRequest');
    expect(await balanceOf(lineId)).toMatchObject({ budgetFen: 0, leftFen: 0, placesTotal: 0 });
    expect((await decide(await finance(), meanwhile)).__typename).toBe('WrongState');
    expect((await ask(await manager('VET'), { lineId, kind: 'supplement', amount: '5' })).__typename).toBe(
      'WrongState',
    );
  });

  test('places grow and shrink as far as they are not used', async () => {
    const lineId = await lineOf('WF-01');
    expect((await ask(await manager('WF'), { lineId, kind: 'quota', places: -13 })).__typename).toBe('InvalidInput');
    const requestId = await askId(await manager('WF'), { lineId, kind: 'quota', places: 3 });
    expect((await decide(await finance(), requestId)).__typename).toBe('BudgetRequest');
    expect(await balanceOf(lineId)).toMatchObject({ placesTotal: 15, placesLeft: 15 });
    const without = await lineOf('RC-01');
    const less = await ask(await manager('RC'), { lineId: without, kind: 'quota', places: -3 });
    expect(less.__typename).toBe('WrongState');
    const first = await askId(await manager('RC'), { lineId: without, kind: 'quota', places: 3 });
    const others = await askId(await manager('RC'), { lineId: without, kind: 'quota', places: 2 });
    const client = await finance();
    const decided = await Promise.all([decide(client, first), decide(client, others)]);
    expect(decided.map(({ __typename }) => __typename)).toEqual(['BudgetRequest', 'BudgetRequest']);
    expect(await balanceOf(without)).toMatchObject({ placesTotal: 5, placesLeft: 5 });
    const taken = await inTransaction(pool(), (sql) =>
      holdFunds(sql, { ...MOVEMENT, key: key(), lineId: without, places: 6 }),
    );
    expect(taken).toMatchObject({ short: [{ unit: 'place', needed: 6, left: 5 }] });
  });
});

describe('at the same moment', () => {
  test('two who approve one request move its money once', async () => {
    const lineId = await lineOf('MCA-08');
    for (let round = 0; round < 5; round += 1) {
      const before = await balanceOf(lineId);
      const requestId = await askId(await manager('MCA'), { lineId, kind: 'supplement', amount: '10' });
      const deciders = [await finance(), await finance2(), await leader()];
      const outcomes = await Promise.all(deciders.map((client) => decide(client, requestId)));
      expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
        'BudgetRequest',
        'StaleVersion',
        'StaleVersion',
      ]);
      expect((await balanceOf(lineId)).budgetFen).toBe(before.budgetFen + 10_00);
    }
  });

  test('transfers from A to B and from B to A neither wait for ever nor lose a fen', async () => {
    const [a, b] = [await lineOf('DPF-02'), await lineOf('DPF-03')];
    const before = [await balanceOf(a), await balanceOf(b)];
    const client = await manager('DPF');
    const requests: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      const way = index % 2 === 0 ? { lineId: a, toLineId: b } : { lineId: b, toLineId: a };
      requests.push(await askId(client, { ...way, kind: 'transfer', amount: String(100 + index) }));
    }
    const outcomes = await Promise.all(
      requests.map(async (requestId, index) => decide(index % 3 === 0 ? await finance() : await finance2(), requestId)),
    );
    expect(new Set(outcomes.map(({ __typename }) => __typename))).toEqual(new Set(['BudgetRequest']));
    const after = [await balanceOf(a), await balanceOf(b)];
    // The odd ones, 101, 103 … 109, come back; the even ones, 100, 102 … 108, go.
    expect(after.map(({ budgetFen }) => budgetFen)).toEqual([
      (before[0]?.budgetFen ?? 0) + 5_00,
      (before[1]?.budgetFen ?? 0) - 5_00,
    ]);
  });

  test('a cut and commitments of the same money: together never more than there was', async () => {
    for (const program of ['MCA-01', 'MCA-02', 'MCA-03', 'MCA-04', 'MCA-06', 'MCA-07', 'MCA-09']) {
      const lineId = await lineOf(program);
      const { budgetFen } = await balanceOf(lineId);
      const [cutFen, share] = [budgetFen * 0.6, budgetFen * 0.2];
      const requestId = await askId(await manager('MCA'), { lineId, kind: 'cut', amount: String(cutFen / 100) });
      const [cut, ...holds] = await Promise.all([
        decide(await leader(), requestId),
        ...Array.from({ length: 4 }, () => hold(lineId, share)),
      ]);
      const taken = holds.filter((one) => !('short' in one)).length;
      const isCut = cut?.__typename === 'BudgetRequest';
      expect([program, isCut ? 2 : 4]).toEqual([program, taken]);
      if (!isCut) expect(cut?.__typename).toBe('BudgetExceeded');
      expect(await balanceOf(lineId)).toMatchObject({
        budgetFen: isCut ? budgetFen - cutFen : budgetFen,
        heldFen: taken * share,
        leftFen: isCut ? 0 : share,
      });
    }
  });
});
