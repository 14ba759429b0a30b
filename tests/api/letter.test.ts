import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type Client, key } from '../testkit/client.js';
import { attempt } from './attempt.js';
import { type Adopted, Casework } from './casework.js';
import { openTestOffice, type TestOffice } from './test-office.js';

interface Letter {
  name: string;
  sections: { heading: { zh: string } | null; lines: { zh: string }[] }[];
  script: { zh: string }[];
}

describe('the letter to the family of a decided case', () => {
  let here: TestOffice;
  let casework: Casework;
  let adopted: Adopted;

  beforeAll(async () => {
    here = await openTestOffice();
    casework = await Casework.begin(here.office);
    adopted = await casework.adopt('T01');
  });

  afterAll(() => here?.close());

  async function letterOf(client: Client, caseId = adopted.caseId): Promise<Letter | null> {
    const { data, errors } = await client.raw(
      `query ($id: ID!) { case(id: $id) { letter { name sections { heading { zh } lines { zh } } script { zh } } } }`,
      { id: caseId },
    );
    expect(errors).toBeUndefined();
    return (data as { case: { letter: Letter | null } | null }).case?.letter ?? null;
  }

  const section = (letter: Letter | null, heading: string) =>
    letter?.sections.find((one) => one.heading?.zh === heading)?.lines.map(({ zh }) => zh) ?? [];

  it('tells what each department confirmed, has to decide or put on the plan, once it is so', async () => {
    const clerk = await here.office.as('clerk');
    const before = await letterOf(clerk);
    expect(section(before, '给予的救助')).toEqual([]);
    expect(section(before, '正在办理的救助')).toHaveLength(3);
    const decide = async (role: string, program: string, outcome: string, reason?: string) => {
      const packageItemId = adopted.items.get(program);
      const department = await here.office.as('manager', role);
      const done = await attempt(department, 'decidePackageItem', { key: key(), packageItemId, outcome, reason });
      expect(done.__typename).not.toBe('InvalidInput');
    };
    await decide('MIA', 'MIA-02', 'confirmed');
    await decide('RC', 'RC-01', 'confirmed');
    await decide('MCA', 'MCA-05', 'declined', '材料不齐，请补充住院结算单。');
    const after = await letterOf(clerk);
    expect(section(after, '给予的救助')).toEqual([expect.stringContaining('医疗救助（住院与门诊慢特病）”：¥7,000。')]);
    expect(section(after, '列入计划的救助')).toHaveLength(1);
    expect(section(after, '未能给予的救助及理由')[0]).toContain('材料不齐，请补充住院结算单。');
    expect(section(after, '您的权利')[0]).toContain('六十日内');
    expect(after?.script.length).toBe(6);
  });

  it('is read by whoever meets the family, before the decision by nobody', async () => {
    const { caseId } = await casework.openCase('T01');
    expect(await letterOf(await here.office.as('clerk'), caseId)).toBeNull();
    for (const [role, department] of [['chair'], ['member', 'CYL'], ['manager', 'MIA']] as const)
      expect(await letterOf(await here.office.as(role, department))).not.toBeNull();
    for (const [role, department] of [['manager', 'CYL'], ['leader']] as const)
      expect(await letterOf(await here.office.as(role, department))).toBeNull();
  });

  it('is taken as a Word document, and who took it is kept', async () => {
    const path = `/api/cases/${adopted.caseId}/letter.docx`;
    const response = await (await here.office.as('clerk')).get(path);
    expect(response.status).toBe(200);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const text = strFromU8(files['word/document.xml'] as Uint8Array).replace(/<[^>]+>/g, '');
    expect(text).toMatch(/救助事项告知书.*¥7,000.*您的权利/s);
    expect(await here.records.count(`audit_event where command = 'exportLetter'`)).toBe(1);
    expect((await (await here.office.as('manager', 'CYL')).get(path)).status).toBe(404);
    expect((await (await here.office.as('clerk')).get('/api/cases/x/letter.docx')).status).toBe(404);
  });
});
