import { keepList } from '../features/list/keep-list.js';
import { enterDiscoveryResult } from '../features/list-match/enter-result.js';
import { saveMatch } from '../features/list-match/save-match.js';
import { sendNames } from '../features/list-match/send-names.js';
import { startMatch } from '../features/list-match/start-match.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';
import { Dice, IdNumbers, syntheticName } from './identity.js';
import type { MadeHousehold } from './people.js';

/** Lines of the monitored list of whom the registry does not know. */
const UNREGISTERED = 12;
const FIRST_UNREGISTERED = 400;
const SLICE = 2000;
const JOB_TIMEOUT_MS = 60_000;

const CLASSES: Record<string, string> = {
  unstable_out_of_poverty: '脱贫不稳定户',
  marginal_at_risk: '边缘易致贫户',
  sudden_severe: '突发严重困难户',
};
const yes = (is: unknown) => (is ? '是' : '否');
const isDisabled = ({ facts }: MadeHousehold['people'][number]) => Number(facts.disability_level) > 0;

interface Line {
  idNumber: string;
  name: string;
  townshipCode: string;
  villageCode: string;
  attributes: { column: string; value: string }[];
}

const attributesOf = (values: Record<string, string>) =>
  Object.entries(values).map(([column, value]) => ({ column, value }));

/**
 * The lists that two departments handed in, a match of civil affairs among them (monitored, the risk not cleared,
 * somebody disabled, no dibao), its names sent to the townships, and what these found out of some.
 */
export async function keepDemoLists(work: Casework, people: readonly MadeHousehold[], day: string): Promise<void> {
  await keep(work, 'rrb', day, {
    code: 'monitored',
    title: '防返贫监测对象',
    unit: 'household',
    columns: [
      { code: 'category', name: '监测类别', type: 'text' },
      { code: 'risk_cleared', name: '风险已消除', type: 'boolean' },
      { code: 'has_disabled', name: '家有残疾人', type: 'boolean' },
    ],
    entries: [...monitored(people), ...unregistered(work, day)],
  });
  await keep(work, 'dpf', day, {
    code: 'disabled',
    title: '持证残疾人',
    unit: 'person',
    columns: [{ code: 'level', name: '残疾等级', type: 'number' }],
    entries: disabled(people),
  });
  const matchId = await work.act('manager-mca', 'match:monitored', MATCH, saveMatch);
  const runId = await work.act('manager-mca', 'match:monitored:run', { matchId }, startMatch);
  await untilDone(work, runId);
  await work.act('manager-mca', 'match:monitored:send', { runId }, sendNames);
  await enterResults(work, matchId);
}

const MATCH = {
  title: '监测未消险、有残疾人、未享低保',
  unit: 'household',
  repeats: 'weekly',
  all: [
    {
      kind: 'list',
      list: 'monitored',
      conditions: [
        { column: 'risk_cleared', operator: 'is', value: '否' },
        { column: 'has_disabled', operator: 'is', value: '是' },
      ],
    },
  ],
  none: [{ kind: 'program', codes: ['MCA-01', 'MCA-02'] }],
};

async function keep(
  work: Casework,
  department: string,
  day: string,
  {
    entries,
    ...list
  }: Pick<Parameters<typeof keepList>[1], 'code' | 'title' | 'unit' | 'columns'> & { entries: Line[] },
): Promise<void> {
  for (let start = 0; start < entries.length; start += SLICE) {
    const input = {
      ...list,
      departmentCode: department.toUpperCase(),
      sharedWith: ['MCA'],
      asOf: addDays(day, -20),
      whole: start === 0,
      source: '部门来函附表',
      entries: entries.slice(start, start + SLICE),
    };
    await work.act(`manager-${department}`, `list:${list.code}:${start}`, input, keepList);
  }
}

function monitored(people: readonly MadeHousehold[]): Line[] {
  return people.flatMap(({ people: members, facts, townshipCode, villageCode }) => {
    const [head] = members;
    const category = CLASSES[String(facts.hh_monitor_category)];
    if (!head || !category) return [];
    const { idNumber, name } = head;
    const attributes = attributesOf({
      category,
      risk_cleared: yes(facts.hh_monitor_risk_cleared),
      has_disabled: yes(members.some(isDisabled)),
    });
    return [{ idNumber, name, townshipCode, villageCode, attributes }];
  });
}

function unregistered(work: Casework, day: string): Line[] {
  const dice = new Dice(UNREGISTERED);
  const ids = new IdNumbers(FIRST_UNREGISTERED);
  const { townships } = work.county.pack;
  return Array.from({ length: UNREGISTERED }, (_none, index) => {
    const township = dice.pick(townships);
    const birthDate = `${Number(day.slice(0, 4)) - dice.between(35, 70)}-0${dice.between(1, 9)}-${dice.between(10, 28)}`;
    return {
      idNumber: ids.next(birthDate, 'male'),
      name: syntheticName(dice),
      townshipCode: township.code,
      villageCode: dice.pick(township.villages).code,
      attributes: attributesOf({
        category: dice.pick(Object.values(CLASSES)),
        risk_cleared: yes(index % 4 === 3),
        has_disabled: yes(index % 2 === 0),
      }),
    };
  });
}

function disabled(people: readonly MadeHousehold[]): Line[] {
  return people.flatMap(({ people: members, townshipCode, villageCode }) =>
    members.filter(isDisabled).map(({ idNumber, name, facts }) => ({
      idNumber,
      name,
      townshipCode,
      villageCode,
      attributes: attributesOf({ level: String(facts.disability_level) }),
    })),
  );
}

async function untilDone(work: Casework, jobId: string): Promise<void> {
  for (const deadline = Date.now() + JOB_TIMEOUT_MS; Date.now() < deadline; ) {
    const { status } = await work.row<{ status: string }>('select status from job where id = $1', [jobId]);
    if (status === 'succeeded') return;
    if (status === 'failed') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The match of the demo did not end well');
}

/** Every third name has its result. */
async function enterResults(work: Casework, matchId: string): Promise<void> {
  const sent = await work.sql<{ id: string; township: string; version: number }>(
    'select id, township_code as township, version from discovery where match_id = $1 order by id',
    [matchId],
  );
  const results = [
    { result: 'applied' },
    { result: 'not_eligible', reason: '家庭人均收入超过标准' },
    { result: 'not_found' },
  ];
  for (const [index, { id, township, version }] of sent.entries()) {
    const result = index % 3 === 0 ? results[(index / 3) % results.length] : undefined;
    if (!result) continue;
    const input = { discoveryId: id, expectedVersion: version, ...result };
    await work.act(`clerk-${township.toLowerCase()}`, `discovery:${id}`, input, enterDiscoveryResult);
  }
}
