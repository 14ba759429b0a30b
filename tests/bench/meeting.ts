import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openAccount } from '@yimen/api/features/identity/open-account.js';
import type { Config } from '@yimen/api/platform/config.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { startEmbeddedPostgres } from '@yimen/api/platform/embedded-postgres.js';
import { MeetingRoomDocument, type MeetingRoomSubscription } from '@yimen/schema/documents';
import { Casework, DECISION_DATE, SELECTIONS } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { type Client, type Following, type Office, openOffice } from '../testkit/client.js';
import { emptyCounty } from '../testkit/empty-county.js';
import { cpuOfTree } from './cpu.js';
import { startServer } from './servers.js';

const MEMBERS = 50;
const PACKAGE_CHANGES = 20;
const ROOMS = 40;
/** Chair and members of each of the many rooms. */
const IN_A_ROOM = 8;
/** In a full room the votes come close on one another. */
const VOTE_EVERY_MS = 50;

/**
 * A full room, and forty rooms at once, over real HTTP: milliseconds from sending a vote or a package change until each
 * of those in the room has it on his line, the command itself included.
 */
export async function benchMeeting(): Promise<{ p99Ms: number; rooms40P99Ms: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const county = await emptyCounty(postgres.url, postgres.appUrl);
  await openAccounts(county.config);
  const server = await startServer('yimen', county.config);
  try {
    const office = await openOffice(new URL('/', server.url).origin);
    const casework = await Casework.begin(office);
    const people = await membersOf(office);
    const cpu = () => cpuOfTree(server.pid);
    const full = await oneFullRoom(casework, people, cpu);
    const many = await manyRooms(casework, people.slice(0, IN_A_ROOM), cpu);
    report(`${MEMBERS} in a room`, full);
    report(`${ROOMS} rooms of ${IN_A_ROOM}`, many);
    return { p99Ms: percentile(full.samples, 0.99), rooms40P99Ms: percentile(many.samples, 0.99) };
  } finally {
    await server.close();
    await county.drop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** So many members that the room is full. */
async function openAccounts(config: Config): Promise<void> {
  const database = await openDatabase(config);
  const { rows } = await database.pool.query(
    "select count(*)::int as count from staff where role in ('chair', 'member')",
  );
  for (let index = rows[0].count; index < MEMBERS; index += 1) {
    const account = {
      username: `bench-${index}`,
      name: `测试${index}`,
      role: 'member' as const,
      titleZh: '成员',
      titleEn: 'Member',
      departmentCode: 'MCA',
      townshipCode: null,
      orgUnitCode: 'MCA',
      demo: true,
    };
    await openAccount(database.pool, account, 'nobody signs in with it');
  }
  await database.close();
}

/** The chair first. */
async function membersOf(office: Office): Promise<Client[]> {
  const cards = office.cards.filter(({ role }) => role === 'chair' || role === 'member');
  cards.sort((one, other) => one.role.localeCompare(other.role));
  const clients: Client[] = [];
  for (const { username } of cards.slice(0, MEMBERS)) clients.push(await office.asUser(username));
  return clients;
}

/** Milliseconds to each who heard, and of the server's processor a vote. */
interface Result {
  samples: number[];
  cpuMs: number;
}

interface OpenRoom {
  caseId: string;
  itemId: string;
  subjectVersion: number;
  people: Client[];
  lines: Following<MeetingRoomSubscription>[];
}

/** What was sent when, and how long it took to each who follows. */
class Stopwatch {
  private readonly sent = new Map<string, number>();
  readonly samples: number[] = [];

  send(what: string): void {
    this.sent.set(what, performance.now());
  }

  hear(what: string): void {
    const at = this.sent.get(what);
    if (at !== undefined) this.samples.push(performance.now() - at);
  }

  async all(count: number): Promise<void> {
    for (let waited = 0; this.samples.length < count; waited += 20) {
      if (waited > 60_000) throw new Error(`${this.samples.length} of ${count} heard`);
      await delay(20);
    }
  }
}

async function openRoom(casework: Casework, people: Client[], watch: Stopwatch): Promise<OpenRoom> {
  const [chair, ...others] = people as [Client, ...Client[]];
  const { caseId, packageVersion } = await casework.compose();
  const meetingId = await act(chair, 'planMeeting', {
    title: '测试会',
    scheduledAt: `${DECISION_DATE}T09:00:00+08:00`,
    place: '会议室',
    memberIds: others.map(({ staffId }) => staffId),
    caseIds: [caseId],
    batchIds: [],
  });
  await act(chair, 'openMeeting', { meetingId, expectedVersion: 1 });
  const { data } = await chair.raw('query ($id: ID!) { meeting(id: $id) { agenda { id version } } }', {
    id: meetingId,
  });
  const [item] = (data as { meeting: { agenda: { id: string; version: number }[] } }).meeting.agenda;
  const itemId = item?.id ?? '';
  await act(chair, 'takeItem', { itemId, expectedVersion: item?.version });
  const lines: OpenRoom['lines'] = [];
  for (const person of people) {
    const line = person.follow(MeetingRoomDocument, { meetingId, after: 0 }, ({ meetingRoom }) => {
      if (meetingRoom.line?.kind === 'vote') watch.hear(`${itemId} ${meetingRoom.vote?.staff.id}`);
      if (meetingRoom.line?.kind === 'package') watch.hear(`${itemId} v${meetingRoom.item?.subjectVersion}`);
    });
    await line.until(() => true);
    lines.push(line);
  }
  return { caseId, itemId, subjectVersion: packageVersion, people, lines };
}

async function vote({ itemId, subjectVersion }: OpenRoom, person: Client, watch: Stopwatch): Promise<void> {
  watch.send(`${itemId} ${person.staffId}`);
  await act(person, 'castVote', { itemId, subjectVersion, choice: 'for' });
}

async function oneFullRoom(casework: Casework, people: Client[], cpu: () => number): Promise<Result> {
  const watch = new Stopwatch();
  const room = await openRoom(casework, people, watch);
  const [chair] = people as [Client];
  for (let change = 1; change <= PACKAGE_CHANGES; change += 1) {
    const amount = String(2000 + 10 * change);
    watch.send(`${room.itemId} v${room.subjectVersion + 1}`);
    await act(chair, 'composePackage', {
      caseId: room.caseId,
      expectedVersion: room.subjectVersion,
      decisionDate: DECISION_DATE,
      selections: SELECTIONS.map((one) => (one.programCode === 'MCA-05' ? { ...one, amount } : one)),
    });
    room.subjectVersion += 1;
    await watch.all(change * people.length);
  }
  const votes: Promise<void>[] = [];
  const before = cpu();
  for (const person of people) {
    votes.push(vote(room, person, watch));
    await delay(VOTE_EVERY_MS);
  }
  await Promise.all(votes);
  await watch.all((PACKAGE_CHANGES + people.length) * people.length);
  for (const line of room.lines) line.close();
  return { samples: watch.samples, cpuMs: (cpu() - before) / people.length };
}

/** In each room somebody votes about once a second. */
async function manyRooms(casework: Casework, people: Client[], cpu: () => number): Promise<Result> {
  const watch = new Stopwatch();
  const rooms: OpenRoom[] = [];
  for (let index = 0; index < ROOMS; index += 1) rooms.push(await openRoom(casework, people, watch));
  const before = cpu();
  await Promise.all(
    rooms.map(async (room, index) => {
      await delay((index * 1000) / ROOMS);
      for (const person of people) {
        const next = delay(1000);
        await vote(room, person, watch);
        await next;
      }
    }),
  );
  await watch.all(ROOMS * people.length * people.length);
  for (const line of rooms.flatMap(({ lines }) => lines)) line.close();
  return { samples: watch.samples, cpuMs: (cpu() - before) / (ROOMS * people.length) };
}

function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
}

function report(name: string, { samples, cpuMs }: Result): void {
  const [half, most] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  console.log(
    `${name}: ${samples.length} heard, median ${half} ms, p99 ${most} ms; processor ms of the server a vote: ${cpuMs.toFixed(1)}`,
  );
}
