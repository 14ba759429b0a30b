import { attempt } from '../api/attempt.js';
import { Casework, DECISION_DATE } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { type Client, key } from '../testkit/client.js';

export interface Planned {
  meetingId: string;
  itemId: string;
  caseId: string;
  householdId: string;
}

/** What came of a command, and the words or the paths of the problems. */
export async function outcome(client: Client, mutation: string, input: object): Promise<readonly [string, string]> {
  const { __typename, message, problems } = await attempt(client, mutation, { key: key(), ...input });
  return [__typename, problems?.map(({ path }) => path).join() ?? message ?? ''];
}

/** A county with a chair, the heads of three departments on the committee, and the health insurance's manager. */
export class MeetingDesk {
  private constructor(
    readonly here: TestOffice,
    readonly casework: Casework,
    readonly chair: Client,
    readonly medical: Client,
    readonly civil: Client,
    readonly redCross: Client,
    readonly manager: Client,
  ) {}

  static async open(): Promise<MeetingDesk> {
    const here = await openTestOffice();
    const casework = await Casework.begin(here.office);
    const { office } = here;
    const heads = ['MIA', 'MCA', 'RC'].map((department) => office.as('member', department));
    const [medical, civil, redCross] = (await Promise.all(heads)) as [Client, Client, Client];
    const [chair, manager] = [await office.as('chair'), await office.as('manager', 'MIA')];
    return new MeetingDesk(here, casework, chair, medical, civil, redCross, manager);
  }

  async versionOf(table: 'review_meeting' | 'agenda_item', id: string): Promise<number> {
    const [row] = await this.here.records.rows<{ version: number }>(`select version from ${table} where id = $1`, [id]);
    return row?.version ?? 0;
  }

  async nameOf({ staffId }: Client): Promise<string> {
    const [row] = await this.here.records.rows<{ name: string }>('select name from staff where id = $1', [staffId]);
    return row?.name ?? '';
  }

  /** A meeting of the chair and three departments on one case that the chair composed. */
  async plan(): Promise<Planned> {
    const { caseId, householdId } = await this.casework.compose();
    const meetingId = await act(this.chair, 'planMeeting', {
      title: '研判会',
      scheduledAt: `${DECISION_DATE}T09:00:00+08:00`,
      place: '会议室',
      memberIds: [this.medical, this.civil, this.redCross].map(({ staffId }) => staffId),
      caseIds: [caseId],
      batchIds: [],
    });
    const [item] = await this.here.records.rows<{ id: string }>('select id from agenda_item where meeting_id = $1', [
      meetingId,
    ]);
    return { meetingId, itemId: item?.id ?? '', caseId, householdId };
  }

  /** The input of an act on a meeting as it is now. */
  async meeting(meetingId: string): Promise<{ meetingId: string; expectedVersion: number }> {
    return { meetingId, expectedVersion: await this.versionOf('review_meeting', meetingId) };
  }

  /** The input of an act on an item as it is now. */
  async item(itemId: string): Promise<{ itemId: string; expectedVersion: number }> {
    return { itemId, expectedVersion: await this.versionOf('agenda_item', itemId) };
  }

  async openMeeting(meetingId: string): Promise<void> {
    await act(this.chair, 'openMeeting', await this.meeting(meetingId));
  }

  async take(itemId: string, by = this.chair): Promise<void> {
    await act(by, 'takeItem', await this.item(itemId));
  }

  /** Planned, opened and taken. */
  async discuss(): Promise<Planned> {
    const planned = await this.plan();
    await this.openMeeting(planned.meetingId);
    await this.take(planned.itemId);
    return planned;
  }

  /** Closes a meeting and reads of its minutes what is asked for. */
  async minutes<Told>(meetingId: string, asked: string, client = this.chair): Promise<Told> {
    const [{ status } = { status: '' }] = await this.here.records.rows<{ status: string }>(
      'select status from review_meeting where id = $1',
      [meetingId],
    );
    if (status !== 'closed') await act(this.chair, 'closeMeeting', await this.meeting(meetingId));
    const { data } = await client.raw(`query ($id: ID!) { meeting(id: $id) { minutes { ${asked} } } }`, {
      id: meetingId,
    });
    return (data as { meeting: { minutes: Told } }).meeting.minutes;
  }
}
