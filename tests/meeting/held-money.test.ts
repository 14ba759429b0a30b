import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expireReservations } from '@yimen/api/features/reservation/expire-reservations.js';
import { balances, findLine, holdFunds, type LineBalance, moveBudget } from '@yimen/api/ledger/ledger.js';
import { MeetingRoomDocument } from '@yimen/schema/documents';
import { attempt } from '../api/attempt.js';
import { Casework, DECISION_DATE, type Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction, MOVEMENT, sqlOfClient } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';

const PROGRAM = 'MCA-05';
let here: TestOffice;
let casework: Casework;
let chair: Client;

beforeAll(async () => {
  here = await openTestOffice();
  casework = await Casework.begin(here.office);
  chair = await here.office.as('chair');
});
afterAll(() => here?.close());

async function line(): Promise<LineBalance & { id: string }> {
  const sql = sqlOfClient(here.api.database.pool);
  const found = await findLine(sql, PROGRAM, 2022);
  const balance = (await balances(sql, [found?.id ?? ''])).get(found?.id ?? '');
  if (!found || !balance) throw new Error('No line');
  return { ...balance, id: found.id };
}

/** Leaves the line with so much, in fen. */
async function leave(fen: number): Promise<void> {
  const { id, leftFen } = await line();
  if (leftFen < fen) {
    const more = { ...MOVEMENT, key: randomUUID(), lineId: id, move: 'supplement', fen: fen - leftFen } as const;
    await inTransaction(here.api.database.pool, (sql) => moveBudget(sql, more));
    return;
  }
  await inTransaction(here.api.database.pool, (sql) =>
    holdFunds(sql, { ...MOVEMENT, key: randomUUID(), lineId: id, fen: leftFen - fen }),
  );
}

const discuss = (amount: string) => casework.discuss(0, undefined, [{ programCode: PROGRAM, amount }]);

/** A donation on the line that only such as the wish says may be given, in fen. */
async function bind(number: number, fen: number, wish: { rule?: string; townshipCode?: string }): Promise<void> {
  const { id } = await line();
  const values = [number, `MCA-J2022-${number}`, fen, id, wish.rule ?? null, wish.townshipCode ?? null];
  await here.records.rows(
    `with clerk as (select id from staff order by id limit 1),
       given as (insert into donation (department_code, year, serial, number, kind, source, publishes_name, amount_fen,
         received_on, line_id, document, recorded_by)
         select 'MCA', 2022, $1::int, $2, 'money', 'anonymous', false, $3::bigint, '2022-01-05', $4::uuid, '回单', id from clerk
         returning id, recorded_by)
     insert into donation_wish (donation_id, position, words, rule, township_code, document, recorded_by)
     select id, 1, '定向', $5, $6, '协议', recorded_by from given`,
    values,
  );
  for (const move of ['supplement', 'freeze'] as const) {
    const movement = { ...MOVEMENT, key: randomUUID(), lineId: id, move, fen, reason: `donated: ${number}` as const };
    await inTransaction(here.api.database.pool, (sql) => moveBudget(sql, movement));
  }
}

async function versionOf({ caseId }: Discussion): Promise<number> {
  const [row] = await here.records.rows<{ version: number }>('select version from aid_package where case_id = $1', [
    caseId,
  ]);
  return row?.version ?? 0;
}

async function compose(room: Discussion, amount: string): Promise<{ __typename: string; message?: string }> {
  return attempt(chair, 'composePackage', {
    key: key(),
    caseId: room.caseId,
    expectedVersion: await versionOf(room),
    decisionDate: DECISION_DATE,
    selections: [{ programCode: PROGRAM, amount }],
  });
}

const defer = (room: Discussion) =>
  act(chair, 'deferItem', { itemId: room.itemId, expectedVersion: room.itemVersion, reason: '先核实后再议' });

async function numberOf({ meetingId }: Discussion): Promise<string> {
  const [row] = await here.records.rows<{ number: string }>('select number from review_meeting where id = $1', [
    meetingId,
  ]);
  return row?.number ?? '';
}

async function reservationOf(client: Client, { meetingId }: Discussion) {
  const { data } = await client.raw(
    `query ($id: ID!) { meeting(id: $id) { agenda { reservation { fen places since until }
       allowedActions { action allowed } } } }`,
    { id: meetingId },
  );
  return (data as { meeting: { agenda: [{ reservation: { fen: number; until: string } | null }] } }).meeting.agenda[0];
}

describe('what a package under discussion takes', () => {
  test('is kept from others from the moment it is taken until it is decided, and by a draft alone not at all', async () => {
    const before = await line();
    await casework.compose(undefined, [{ programCode: PROGRAM, amount: '2000' }]);
    expect(await line()).toEqual(before);
    const room = await discuss('1000');
    expect(await line()).toMatchObject({
      reservedFen: 1000_00,
      heldFen: before.heldFen,
      leftFen: before.leftFen - 1000_00,
    });
    expect((await compose(room, '2500')).__typename).toBe('AidPackage');
    expect(await line()).toMatchObject({ reservedFen: 2500_00, leftFen: before.leftFen - 2500_00 });
    expect((await reservationOf(chair, room)).reservation).toMatchObject({ fen: 2500_00 });
    await defer(room);
    expect(await line()).toEqual(before);
  });

  test('becomes what is held for the department in the transaction that adopts', async () => {
    const before = await line();
    const room = await casework.adopt();
    expect(await line()).toMatchObject({ reservedFen: 0, heldFen: before.heldFen + 3000_00 });
    expect(await here.records.count('item_reservation')).toBe(0);
    expect(room.items.size).toBe(3);
  });

  test('goes back when the meeting refuses the case', async () => {
    const before = await line();
    const room = await casework.discuss(4, undefined, [{ programCode: PROGRAM, amount: '1000' }]);
    expect(await line()).toMatchObject({ reservedFen: 1000_00 });
    await act(chair, 'refuseItem', {
      itemId: room.itemId,
      expectedVersion: room.itemVersion,
      reason: '收入高于标准',
    });
    expect(await line()).toEqual(before);
  });
});

describe('two rooms and one line', () => {
  let first: Discussion;
  let second: Discussion;

  beforeAll(async () => {
    await leave(4500_00);
    first = await discuss('3000');
    second = await discuss('1000');
  });

  test('the second room is told which meeting holds what, and nobody of the other family', async () => {
    const refused = await compose(second, '3000');
    expect(refused.__typename).toBe('BudgetExceeded');
    expect(refused.message).toContain(`研判会 ${await numberOf(first)} 第 1 项预占 ¥3,000`);
    expect(refused.message).toMatch(/\d\d:\d\d 起，至 \d\d:\d\d/);
    expect(refused.message).not.toContain('测试甲');
    expect(await line()).toMatchObject({ reservedFen: 4000_00, leftFen: 500_00 });
    const { data } = await chair.raw(
      `query ($id: ID!) { case(id: $id) { package { items { amountFen } lines { leftFen remainsFen
         reservations { meetingNumber position fen words { zh } } } } } }`,
      { id: second.caseId },
    );
    expect(data).toMatchObject({
      case: {
        package: {
          items: [{ amountFen: 1000_00 }],
          lines: [
            {
              leftFen: 1500_00,
              remainsFen: 500_00,
              reservations: [{ meetingNumber: await numberOf(first), position: 1, fen: 3000_00 }],
            },
          ],
        },
      },
    });
    expect((await compose(second, '1500')).__typename).toBe('AidPackage');
  });

  test('a leader sees what is reserved apart, behind it the meeting and no name', async () => {
    const leader = await here.office.as('leader');
    const { data } = await leader.raw(
      `{ fundingSummary(year: 2022) { totals { reservedFen } }
         fundingEntries(filter: { year: 2022, state: "reserved" }) { totalFen nodes { source personName caseId } } }`,
    );
    const { fundingSummary, fundingEntries } = data as {
      fundingSummary: { totals: { reservedFen: number } };
      fundingEntries: { totalFen: number; nodes: { source: string; personName: string | null }[] };
    };
    expect(fundingSummary.totals.reservedFen).toBe(4500_00);
    expect(fundingEntries.totalFen).toBe(4500_00);
    expect(fundingEntries.nodes.map(({ personName }) => personName)).toEqual([null, null]);
    expect(fundingEntries.nodes.map(({ source }) => source).join()).toContain(await numberOf(first));
  });

  test('its chair releases it, the room hears it, and the other may take it', async () => {
    const member = await here.office.as('member', 'MIA');
    const heard = member.follow(MeetingRoomDocument, { meetingId: first.meetingId, after: 0 });
    expect((await attempt(member, 'releaseReservation', { key: key(), itemId: first.itemId })).__typename).toBe(
      'NotAllowed',
    );
    await act(chair, 'releaseReservation', { itemId: first.itemId });
    const { meetingRoom } = await heard.until(({ meetingRoom: { line: told } }) => told?.kind === 'reservation');
    heard.close();
    expect(meetingRoom.line?.words.zh).toContain('释放第 1 项预占的资金和名额');
    expect(meetingRoom.item?.reservation).toBeNull();
    expect((await attempt(chair, 'releaseReservation', { key: key(), itemId: first.itemId })).__typename).toBe(
      'WrongState',
    );
    expect((await compose(second, '3000')).__typename).toBe('AidPackage');
  });

  test('what another room holds by now is not adopted, nor written down as a line without money', async () => {
    const item = { key: key(), itemId: first.itemId, expectedVersion: first.itemVersion };
    for (const voter of [chair, ...(await Promise.all(['MIA', 'MCA', 'RC'].map((d) => here.office.as('member', d))))])
      await act(voter, 'castVote', { itemId: first.itemId, subjectVersion: 1, choice: 'for' });
    const refused = await attempt(chair, 'adoptItem', item);
    expect([refused.__typename, refused.message]).toEqual([
      'BudgetExceeded',
      expect.stringContaining(await numberOf(second)),
    ]);
    await defer(second);
    expect((await attempt(chair, 'adoptItem', { ...item, key: key() })).__typename).toBe('AgendaItem');
    expect(await line()).toMatchObject({ reservedFen: 0, leftFen: 1500_00 });
  });
});

describe('time', () => {
  test('ends what is reserved, the room hears it, and the chair reserves anew', async () => {
    const room = await discuss('1000');
    const heard = chair.follow(MeetingRoomDocument, { meetingId: room.meetingId, after: 0 });
    await here.records.rows(`update item_reservation set until = now() where agenda_item_id = $1`, [room.itemId]);
    // By two processes at once.
    await Promise.all([expireReservations(here.api.database), expireReservations(here.api.database)]);
    const expired = await heard.until(({ meetingRoom: { line: told } }) => told?.kind === 'reservation');
    heard.close();
    expect(expired.meetingRoom.line?.words.zh).toContain('预占到时');
    expect(await line()).toMatchObject({ reservedFen: 0 });
    await act(chair, 'renewReservation', { itemId: room.itemId });
    expect(await line()).toMatchObject({ reservedFen: 1000_00 });
    const member = await here.office.as('member', 'MIA');
    expect((await attempt(member, 'renewReservation', { key: key(), itemId: room.itemId })).__typename).toBe(
      'NotAllowed',
    );
    await defer(room);
  });
});

test('seven rooms at once never promise more than the line has', async () => {
  await leave(7 * 1000_00 + 3 * 1000_00);
  const rooms: Discussion[] = [];
  for (let index = 0; index < 7; index += 1) rooms.push(await discuss('1000'));
  const outcomes = await Promise.all(rooms.map((room) => compose(room, '2000')));
  expect(outcomes.filter(({ __typename }) => __typename === 'AidPackage')).toHaveLength(3);
  expect(outcomes.filter(({ __typename }) => __typename === 'BudgetExceeded')).toHaveLength(4);
  expect(await line()).toMatchObject({ leftFen: 0, reservedFen: 10_000_00 });
  // Some give up while others take: what is held and what is left always make up the line.
  const standing = await line();
  await Promise.all(rooms.map((room, index) => (index % 2 === 0 ? defer(room) : compose(room, '3000'))));
  const after = await line();
  expect(after.budgetFen).toBe(after.leftFen + after.reservedFen + after.heldFen + after.committedFen + after.paidFen);
  expect(after.heldFen).toBe(standing.heldFen);
  const amounts = await here.records.rows<{ fen: number }>(
    `select p.amount_fen as fen from package_item p join aid_package k on k.id = p.package_id
       join item_reservation r on r.case_id = k.case_id`,
  );
  expect(after.reservedFen).toBe(amounts.reduce((sum, { fen }) => sum + Number(fen), 0));
});

test('what donors bound for such as this person is there for him, in the room as for the decision', async () => {
  await leave(1000_00);
  const elsewhere = casework.county.townships[1]?.code;
  await bind(1, 1500_00, { rule: '年龄 >= 50' });
  await bind(2, 9000_00, { rule: '年龄 <= 18' });
  await bind(3, 9000_00, { townshipCode: elsewhere });
  const before = await line();
  const query = `query ($id: ID!) { case(id: $id) { package { lines { leftFen boundFen remainsFen } items { id hold } } } }`;
  const packageOf = async ({ caseId }: Discussion) =>
    ((await chair.raw(query, { id: caseId })).data as { case: { package: { items: { id: string }[] } } }).case.package;
  const first = await discuss('2300');
  expect(await packageOf(first)).toMatchObject({
    lines: [{ leftFen: 2500_00, boundFen: 1500_00, remainsFen: 200_00 }],
  });
  const reserved = { ...before, reservedFen: before.reservedFen + 800_00, leftFen: 200_00 };
  expect(await line()).toEqual(reserved);
  expect((await compose(first, '2600')).__typename).toBe('BudgetExceeded');
  expect(await line()).toEqual(reserved);
  const moved = await here.records.count('ledger_transfer');
  expect((await compose(first, '2300')).__typename).toBe('AidPackage');
  expect(await line()).toEqual(reserved);
  expect(await here.records.count('ledger_transfer')).toBe(moved);
  await defer(first);
  expect(await line()).toEqual(before);

  const room = await casework.discuss(4, undefined, [{ programCode: PROGRAM, amount: '2300' }]);
  await act(chair, 'adoptItem', { itemId: room.itemId, expectedVersion: room.itemVersion });
  const [item] = (await packageOf(room)).items;
  expect(item).toMatchObject({ hold: 'held' });
  expect(await line()).toEqual({ ...before, heldFen: before.heldFen + 800_00, leftFen: 200_00 });

  const manager = await here.office.as('manager', 'MCA');
  const decided = { key: key(), packageItemId: item?.id, outcome: 'confirmed' };
  expect((await attempt(manager, 'decidePackageItem', decided)).__typename).toBe('PackageItem');
  const given = { committedFen: before.committedFen + 2300_00, frozenFen: before.frozenFen - 1500_00 };
  expect(await line()).toEqual({ ...before, ...given, leftFen: 200_00 });
});
