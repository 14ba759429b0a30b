import type pg from 'pg';
import { type Context, reader } from '../../context.js';
import type { County } from '../../platform/county.js';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { difficultyByCode } from '../case/difficulties.js';
import { tallyOfRows } from '../review-meeting/item-tally.js';
import type { AgendaItemRow, MeetingRow, MemberRow, VoteRow } from '../review-meeting/meeting-rows.js';
import { seatHolders } from '../review-meeting/quorum.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { lineOnWall, readLastLines } from './read-room.js';
import type { MeetingWall } from './wall.resolver.js';

/** Lines that are read from a distance. */
const LINES = 6;

/**
 * A meeting as everybody in its room may see it, whoever signed in at the screen: no name but the family's, and of a closed
 * part that it is one.
 */
export async function readWall(context: Context, meeting: MeetingRow): Promise<MeetingWall> {
  const meetings = reader(context, MeetingReader);
  const [members, items, lines] = await Promise.all([
    meetings.members.load(meeting.id),
    meetings.itemsOfMeeting.load(meeting.id),
    readLastLines(context.database.pool, meeting.id, LINES),
  ]);
  const item = items.find(({ status }) => status === 'in_discussion');
  const { title, status, sequence } = meeting;
  return {
    title,
    status,
    sequence,
    present: members.filter(({ present }) => present).length,
    members: seatHolders(members).length,
    items: items.length,
    item: item ? await wallItem(context, item, members, await meetings.votes.load(item.id)) : null,
    // What somebody wrote by hand may be about a person.
    lines: lines
      .map((line) => lineOnWall(line.kind === 'paused' ? { ...line, payload: {} } : line, items))
      .reverse() as never,
  };
}

type WallItem = NonNullable<MeetingWall['item']>;

async function wallItem(
  { database: { pool }, county }: Context,
  item: AgendaItemRow,
  members: readonly MemberRow[],
  votes: readonly VoteRow[],
): Promise<WallItem> {
  const { position, kind, closedPart, caseId, batchId } = item;
  const nothing = { person: null, village: null, difficulty: null, applications: null, parts: [], tally: null };
  const shown = { position, kind, closedPart, ...nothing };
  if (closedPart) return shown;
  return {
    ...shown,
    ...(caseId ? await caseOnWall(pool, county, caseId) : { applications: await applicationsOf(pool, batchId) }),
    tally: tallyOfRows(county, item, members, votes),
  };
}

interface CaseOnWall {
  name: string;
  villageCode: string;
  difficulty: string;
  parts: { programCode: string; departmentCode: string; amountFen: number | null; planOnly: boolean }[];
}

async function caseOnWall(pool: pg.Pool, county: County, caseId: string): Promise<Partial<WallItem>> {
  const [found] = await rows<CaseOnWall>(
    pool,
    `select p.name, h.village_code as "villageCode", c.difficulty,
            (select coalesce(json_agg(json_build_object('programCode', i.program_code, 'departmentCode', i.department_code,
                'amountFen', i.amount_fen, 'planOnly', i.plan_only) order by i.position), '[]')
               from package_item i join aid_package k on k.id = i.package_id where k.case_id = c.id) as parts
       from case_file c join person p on p.id = c.beneficiary_id join household h on h.id = c.household_id
      where c.id = $1`,
    [caseId],
  );
  if (!found) return {};
  const village = county.village(found.villageCode)?.village.name;
  return {
    person: `${[...found.name][0] ?? ''}某`,
    village: village ? bothWays(village) : null,
    difficulty: difficultyByCode(found.difficulty)?.name ?? null,
    parts: found.parts.map(({ programCode, departmentCode, amountFen, planOnly }) => ({
      program: county.program(programCode)?.name ?? bothWays(programCode),
      department: county.department(departmentCode).name,
      amountFen: planOnly ? null : amountFen,
    })),
  };
}

const bothWays = (text: string): Bilingual => ({ zh: text, en: text });

async function applicationsOf(pool: pg.Pool, batchId: string | null): Promise<number> {
  const [found] = await rows<{ count: number }>(
    pool,
    'select count(*)::int as count from application where batch_id = $1',
    [batchId],
  );
  return found?.count ?? 0;
}
