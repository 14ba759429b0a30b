import { deadlineOf, deadlineOfProgram, deadlineWords, dibaoDepartment } from '../../platform/deadlines.js';
import { formatYuan } from '../../platform/money.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { declinedAbout, declinedOutcome } from './minutes-declined.js';
import type { AgendaItemRecord } from './review-meeting.entity.js';

/** The reason of an item that the meeting did not come to. */
export const NOT_REACHED: Bilingual = {
  zh: '本次会议未讨论，顺延至下次。',
  en: 'Not reached; put off to the next meeting.',
};

/** What was decided on an item, and what follows from it, as the minutes tell it. */
export interface Outcome {
  /** One sentence. */
  resolution: Bilingual;
  reason: string | null;
  decisions: Bilingual[];
  tasks: Bilingual[];
}

interface Granted {
  programCode: string;
  departmentCode: string;
  amountFen: string | null;
  planOnly: boolean;
  persons: number;
  /** Numbers of the rule versions that judged, ascending; null where none is on record. */
  ruleVersions: (number | null)[] | null;
}

interface Refused {
  programCode: string;
  departmentCode: string;
  status: string;
  reasonZh: string;
  reasonEn: string;
  persons: number;
}

/** What a case or batch is about, in one sentence for those who were not there. */
export async function aboutOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<Bilingual> {
  if (item.batchId) {
    const [size] = await unit.sql<{ applications: number; persons: number }>(
      'select count(*)::int as applications, count(distinct person_id)::int as persons from application where batch_id = $1',
      [item.batchId],
    );
    const { applications = 0, persons = 0 } = size ?? {};
    return {
      zh: `${persons} 人提出 ${applications} 份申请。`,
      en: `${applications} applications by ${persons} persons.`,
    };
  }
  if (item.packageItemId) return declinedAbout(unit, item.packageItemId);
  const [file] = await unit.sql<{ whatHappened: string; costFen: string | null; paidFen: string }>(
    `select what_happened as "whatHappened", cost_fen as "costFen", insurance_paid_fen as "paidFen"
       from case_file where id = $1`,
    [item.caseId],
  );
  const { whatHappened = '', costFen = null, paidFen = '0' } = file ?? {};
  const what = whatHappened.replace(/[。.;；,，\s]+$/, '');
  if (costFen === null) return { zh: `${what}。`, en: `${what}.` };
  const [cost, paid] = [formatYuan(Number(costFen)), formatYuan(Number(paidFen))];
  return {
    zh: `${what}。总费用 ${cost}，保险已报销 ${paid}。`,
    en: `${what}. It costs ${cost}, of which insurance paid ${paid}.`,
  };
}

/** The resolution, decisions and tasks of one agenda item; a deferred item has neither of the latter. */
export async function outcomeOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<Outcome> {
  const reason = item.reason ?? null;
  if (item.status !== 'adopted' && item.status !== 'refused') {
    const resolution =
      reason === NOT_REACHED.zh
        ? NOT_REACHED
        : { zh: '暂缓决定，重新提请研判。', en: 'Put off; it awaits review again.' };
    return {
      resolution,
      reason: reason === NOT_REACHED.zh ? null : reason,
      decisions: [],
      tasks: await followUpsOf(unit, item),
    };
  }
  if (item.packageItemId) return declinedOutcome(unit, item, item.packageItemId);
  const granted = item.status === 'adopted' ? await grantedBy(unit, item) : [];
  const refused = await refusedBy(unit, item);
  const parts = item.status === 'adopted' ? await refusedPartsOf(unit, item) : [];
  return {
    resolution: item.status === 'adopted' ? adoptedWords(item, granted) : REFUSED,
    reason,
    decisions: [
      ...granted.map((row) => grantedWords(unit, item, row)),
      ...parts,
      ...refused.map((row) => refusedWords(unit, item, row)),
    ],
    tasks: [...granted.map((row) => decisionTask(unit, row)), ...noticeTasks(unit, item, refused)],
  };
}

/** What is to be done until a deferred item comes back, by whom and when. */
async function followUpsOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<Bilingual[]> {
  const tasks = await unit.sql<{ name: string; zh: string; en: string; dueOn: string }>(
    `select s.name, t.title_zh as zh, t.title_en as en, t.due_on::text as "dueOn" from task t
       join staff s on s.id = t.assignee_id where t.agenda_item_id = $1 order by t.due_on, t.origin`,
    [item.id],
  );
  return tasks.map(({ name, zh, en, dueOn }) => ({
    zh: `${name}：${dueOn} 前${zh}`,
    en: `${name}: ${en}, by ${dueOn}`,
  }));
}

/** Departments' parts of an adopted package that the meeting did not adopt. */
async function refusedPartsOf(unit: UnitOfWork, item: AgendaItemRecord): Promise<Bilingual[]> {
  const parts = await unit.sql<{ programCode: string; departmentCode: string; reason: string }>(
    `select i.program_code as "programCode", i.department_code as "departmentCode", i.refused_reason as reason
       from package_item i join aid_package k on k.id = i.package_id
      where k.case_id = $1 and i.status = 'refused' order by i.position`,
    [item.caseId],
  );
  return parts.map(({ programCode, departmentCode, reason }) => {
    const department = unit.county.department(departmentCode).name;
    const program = nameOf(unit, programCode);
    return {
      zh: `${department.zh}：${program.zh}，未予通过。${reason}`,
      en: `${department.en}: ${program.en}, not adopted. ${reason}`,
    };
  });
}

const REFUSED: Bilingual = { zh: '不予救助。', en: 'No aid is granted.' };

/** The meeting agrees; each department still decides on its own part. */
function adoptedWords(item: AgendaItemRecord, granted: readonly Granted[]): Bilingual {
  const sum = formatYuan(granted.reduce((fen, row) => fen + Number(row.amountFen ?? 0), 0));
  if (item.batchId) {
    const persons = granted.reduce((count, row) => count + row.persons, 0);
    return {
      zh: `通过，资助 ${persons} 人，合计 ${sum}，由各部门分别作出决定。`,
      en: `Adopted: ${persons} persons, ${sum} together; each department decides on its part.`,
    };
  }
  return {
    zh: `通过一揽子救助方案，共 ${granted.length} 项，合计 ${sum}，由各部门分别作出决定。`,
    en: `The package is adopted: ${granted.length} items, ${sum} together; each department decides on its part.`,
  };
}

async function grantedBy(unit: UnitOfWork, item: AgendaItemRecord): Promise<Granted[]> {
  if (item.batchId) {
    return unit.sql<Granted>(
      `select program_code as "programCode", department_code as "departmentCode", sum(amount_fen) as "amountFen",
              false as "planOnly", count(*)::int as persons,
              array_agg(distinct rule_version order by rule_version) filter (where rule_version is not null) as "ruleVersions"
         from application where batch_id = $1 and status in ('granted', 'committed', 'declined')
        group by program_code, department_code order by program_code`,
      [item.batchId],
    );
  }
  return unit.sql<Granted>(
    `select i.program_code as "programCode", i.department_code as "departmentCode", i.amount_fen as "amountFen",
            i.plan_only as "planOnly", 1 as persons, array[i.rule_version] as "ruleVersions"
       from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 and i.status <> 'refused'
        order by i.position`,
    [item.caseId],
  );
}

async function refusedBy(unit: UnitOfWork, item: AgendaItemRecord): Promise<Refused[]> {
  return unit.sql<Refused>(
    `select program_code as "programCode", department_code as "departmentCode", status, min(reason_zh) as "reasonZh",
            min(reason_en) as "reasonEn", count(*)::int as persons
       from application where ${item.batchId ? 'batch_id' : 'case_id'} = $1 and status in ('refused', 'displaced', 'ineligible', 'waiting')
      group by program_code, department_code, status order by program_code, status`,
    [item.batchId ?? item.caseId],
  );
}

function nameOf(unit: UnitOfWork, code: string): Bilingual {
  return unit.county.program(code)?.name ?? { zh: code, en: code };
}

function grantedWords(unit: UnitOfWork, item: AgendaItemRecord, row: Granted): Bilingual {
  const program = nameOf(unit, row.programCode);
  const department = unit.county.department(row.departmentCode).name;
  const fen = row.amountFen === null ? null : Number(row.amountFen);
  const sum = row.planOnly
    ? { zh: '列入计划', en: 'entered on the plan' }
    : fen === null
      ? { zh: '提供服务', en: 'service' }
      : { zh: formatYuan(fen), en: formatYuan(fen) };
  const persons = item.batchId ? { zh: `${row.persons} 人，`, en: `${row.persons} persons, ` } : { zh: '', en: '' };
  const rule = ruleWords(row.ruleVersions ?? []);
  return {
    zh: `${department.zh}：${program.zh}，${persons.zh}${sum.zh}${rule.zh}`,
    en: `${department.en}: ${program.en}, ${persons.en}${sum.en}${rule.en}`,
  };
}

/** By which version of the program's rule it was judged. */
function ruleWords(versions: readonly (number | null)[]): Bilingual {
  const known = versions.filter((version) => version !== null);
  if (known.length === 0) return { zh: '', en: '' };
  return { zh: `（规则第 ${known.join('、')} 版）`, en: ` (rule version ${known.join(', ')})` };
}

const REFUSED_WORDS: Record<string, Bilingual> = {
  refused: { zh: '不予救助', en: 'refused' },
  displaced: { zh: '重复申请，由另一项目资助', en: 'applied twice, paid by another program' },
  waiting: { zh: '名额或资金不够，列入候补', en: 'wait for want of places or money' },
  ineligible: { zh: '不符合条件', en: 'not eligible' },
};

/** The reason stands beside one person's refusal; of a batch each applicant's own reason is on his application. */
function refusedWords(unit: UnitOfWork, item: AgendaItemRecord, row: Refused): Bilingual {
  const program = nameOf(unit, row.programCode);
  const words = REFUSED_WORDS[row.status] ?? { zh: row.status, en: row.status };
  if (!item.batchId) {
    return {
      zh: `${program.zh}：${words.zh}。${row.reasonZh}`,
      en: `${program.en}: ${words.en}. ${row.reasonEn}`,
    };
  }
  return { zh: `${program.zh}：${row.persons} 人${words.zh}`, en: `${program.en}: ${row.persons} persons ${words.en}` };
}

function decisionTask(unit: UnitOfWork, row: Granted): Bilingual {
  const department = unit.county.department(row.departmentCode).name;
  const program = nameOf(unit, row.programCode);
  const within = deadlineWords(deadlineOfProgram(unit.county, row.programCode));
  return {
    zh: `${department.zh}：${within.zh}对“${program.zh}”作出部门决定`,
    en: `${department.en}: decide on ${program.en} ${within.en}`,
  };
}

/** Who tells the applicants: the dibao office in a case (R26), each department its own applicants in a batch. */
function noticeTasks(unit: UnitOfWork, item: AgendaItemRecord, refused: readonly Refused[]): Bilingual[] {
  const inCase = item.caseId && (item.status === 'refused' || refused.length > 0);
  const codes = item.batchId ? refused.map((row) => row.departmentCode) : inCase ? [dibaoDepartment(unit.county)] : [];
  const within = deadlineWords(deadlineOf(unit.county, 'DL_REFUSAL_NOTICE'));
  return [...new Set(codes)].map((code) => {
    const department = unit.county.department(code).name;
    return {
      zh: `${department.zh}：${within.zh}电话并书面告知申请人结果和理由`,
      en: `${department.en}: tell the applicants the result and the reason, by telephone and in writing, ${within.en}`,
    };
  });
}
