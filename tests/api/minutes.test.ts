import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type Client, key } from '../testkit/client.js';
import { attempt } from './attempt.js';
import { Casework } from './casework.js';
import { openTestOffice, type TestOffice } from './test-office.js';

interface Minutes {
  digest: string;
  secretary: { name: string } | null;
  signatures: { role: string; intact: boolean; person: { name: string } }[];
  annexes: { number: number; itemPosition: number | null; text: string }[];
  allowedActions: { action: string }[];
}

describe('the minutes of a closed meeting', () => {
  let here: TestOffice;
  let chair: Client;
  let secretary: Client;
  let other: Client;
  let meetingId = '';

  beforeAll(async () => {
    here = await openTestOffice();
    const casework = await Casework.begin(here.office);
    const discussion = await casework.adopt();
    meetingId = discussion.meetingId;
    chair = await here.office.as('chair');
    secretary = await here.office.as('member', 'MCA');
    other = await here.office.as('member', 'MIA');
  });

  afterAll(() => here?.close());

  async function minutes(client: Client): Promise<Minutes | null> {
    const { data, errors } = await client.raw(
      `query ($id: ID!) { meeting(id: $id) { minutes { digest secretary { name } signatures { role intact person { name } }
        annexes { number itemPosition text } allowedActions { action } } } }`,
      { id: meetingId },
    );
    expect(errors).toBeUndefined();
    return (data as { meeting: { minutes: Minutes | null } | null }).meeting?.minutes ?? null;
  }

  const written = async (client: Client): Promise<Minutes> => {
    const found = await minutes(client);
    if (!found) throw new Error('no minutes');
    return found;
  };

  const taken = (client: Client, lang = 'zh-CN') => client.get(`/api/meetings/${meetingId}/minutes.docx?lang=${lang}`);

  it('are there once the meeting is closed, not before', async () => {
    expect(await minutes(chair)).toBeNull();
    expect(await attempt(chair, 'signMinutes', { key: key(), meetingId, digest: '0' })).toMatchObject({
      __typename: 'WrongState',
    });
    expect((await taken(chair)).status).toBe(404);
    const [{ version } = { version: 0 }] = await here.records.rows<{ version: number }>(
      'select version from review_meeting where id = $1',
      [meetingId],
    );
    const closed = await attempt(chair, 'closeMeeting', { key: key(), meetingId, expectedVersion: version });
    expect(closed.__typename).toBe('Meeting');
    expect((await written(chair)).allowedActions.map(({ action }) => action)).toEqual([
      'name_secretary',
      'sign_minutes',
      'annex_minutes',
    ]);
    expect((await written(secretary)).allowedActions).toEqual([]);
  });

  it('are written down by a member of the meeting whom the chair names', async () => {
    const naming = (staffId: string) => attempt(chair, 'nameSecretary', { key: key(), meetingId, staffId });
    const stranger = await here.office.as('member', 'CYL');
    expect((await naming(stranger.staffId)).problems).toMatchObject([{ path: 'staffId' }]);
    expect((await naming(chair.staffId)).problems).toMatchObject([{ path: 'staffId' }]);
    expect((await naming(other.staffId)).__typename).toBe('Meeting');
    expect((await naming(secretary.staffId)).__typename).toBe('Meeting');
    expect((await written(secretary)).allowedActions.map(({ action }) => action)).toEqual([
      'sign_minutes',
      'annex_minutes',
    ]);
    expect((await written(other)).allowedActions).toEqual([]);
  });

  it('are signed as they were read, by the chair and the secretary only, once each, also at one moment', async () => {
    const { digest } = await written(chair);
    const sign = (client: Client, of = digest) =>
      attempt(client, 'signMinutes', { key: key(), meetingId, digest: of }).then(({ __typename }) => __typename);
    expect(await sign(chair, 'f'.repeat(64))).toBe('WrongState');
    expect(await sign(other)).toBe('NotAllowed');
    const both = await Promise.all([sign(secretary), sign(secretary), sign(chair), sign(chair)]);
    expect(both.sort()).toEqual(['Meeting', 'Meeting', 'WrongState', 'WrongState']);
    expect((await written(other)).signatures).toMatchObject([
      { role: 'chair', intact: true },
      { role: 'secretary', intact: true },
    ]);
    const late = await attempt(chair, 'nameSecretary', { key: key(), meetingId, staffId: other.staffId });
    expect(late.__typename).toBe('WrongState');
  });

  it('stand: the database refuses other minutes, another signature and another annex', async () => {
    const refused = async (statement: string) => {
      await expect(here.records.rows(statement)).rejects.toThrow();
      return true;
    };
    expect(await refused(`update review_meeting set minutes = '{}' where id = '${meetingId}'`)).toBe(true);
    expect(await refused(`update review_meeting set minutes = null where id = '${meetingId}'`)).toBe(true);
    const [grants] = await here.records.rows<{ any: boolean }>(
      `select bool_or(has_table_privilege('yimen_app', t, p)) as any
         from unnest(array['minutes_signature', 'minutes_annex']) t, unnest(array['update', 'delete', 'truncate']) p`,
    );
    expect(grants?.any).toBe(false);
  });

  it('are corrected by numbered annexes, in the order they were written', async () => {
    const annex = (client: Client, text: string, itemPosition: number | null = null) =>
      attempt(client, 'annexMinutes', { key: key(), meetingId, text, itemPosition });
    expect((await annex(chair, '错了')).problems).toMatchObject([{ path: 'text' }]);
    expect((await annex(chair, '没有这一项的更正', 9)).problems).toMatchObject([{ path: 'itemPosition' }]);
    expect((await annex(other, '旁人不能更正纪要')).__typename).toBe('NotAllowed');
    await Promise.all([1, 2, 3].map((count) => annex(secretary, `第 ${count} 处更正：应为三千元`, 1)));
    const { annexes, signatures } = await written(other);
    expect(annexes.map(({ number, itemPosition }) => [number, itemPosition])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(signatures.every(({ intact }) => intact)).toBe(true);
  });

  it('are taken as a Word document by whoever was on the meeting; who took them is kept', async () => {
    const response = await taken(other);
    expect(response.status).toBe(200);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const text = strFromU8(files['word/document.xml'] as Uint8Array).replace(/<[^>]+>/g, '');
    const [meeting] = await here.records.rows<{ number: string }>('select number from review_meeting where id = $1', [
      meetingId,
    ]);
    for (const words of ['综合研判会纪要', meeting?.number, '会议决定', '赞成 4 票', '附件 3：更正（第 1 项）'])
      expect(text).toContain(words);
    const english = unzipSync(new Uint8Array(await (await taken(other, 'en')).arrayBuffer()));
    expect(strFromU8(english['word/document.xml'] as Uint8Array)).toContain('Resolved');
    expect(await here.records.count(`audit_event where command = 'exportMinutes'`)).toBe(2);
    expect((await taken(await here.office.as('member', 'CYL'))).status).toBe(404);
    expect((await taken(await here.office.as('clerk'))).status).toBe(404);
    expect((await fetch(`${here.api.url}/api/meetings/${meetingId}/minutes.docx`)).status).toBe(401);
  });
});
