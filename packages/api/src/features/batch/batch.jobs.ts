import { dueOn } from '../../platform/calendar.js';
import type { County } from '../../platform/county.js';
import { deadlineOf, deadlineOfProgram } from '../../platform/deadlines.js';
import type { Bilingual } from '../../policy/types.js';
import type { EventHandlers, EventWork } from '../../worker.js';
import { addTask } from '../task/add-task.js';

interface DepartmentRow {
  departmentCode: string;
  keptPrograms: string[];
  kept: number;
  displaced: number;
  turnedDown: number;
  waiting: number;
  freed: number;
}

interface DepartmentTask {
  kind: string;
  dueOn: string;
  words: Bilingual;
}

/**
 * A decided batch becomes, a department each: its own decision, the telling of applicants who applied twice or were
 * turned down, and freed places to offer (R26, R28, R32).
 */
async function batchDecided({ sql, county }: EventWork, payload: Record<string, unknown>): Promise<void> {
  const { batchId, decidedOn } = payload as { batchId: string; decidedOn: string };
  const [batch] = await sql<{ number: string }>('select number from batch where id = $1 for update', [batchId]);
  if (!batch) throw new Error(`No batch ${batchId}`);
  const departments = await sql<DepartmentRow>(
    `select department_code as "departmentCode",
            coalesce(array_agg(distinct program_code) filter (where status = 'granted'), '{}') as "keptPrograms",
            count(*) filter (where status = 'granted')::int as kept,
            count(*) filter (where status = 'displaced')::int as displaced,
            count(*) filter (where status in ('ineligible', 'refused'))::int as "turnedDown",
            count(*) filter (where status = 'waiting')::int as waiting,
            (count(*) filter (where status not in ('granted', 'committed') and place_hold_id is not null)
              - count(*) filter (where status = 'granted' and exists (
                  select from ledger_transfer t
                   where t.id = a.place_hold_id and t.key = 'application:' || a.id || ':money:place')))::int as freed
       from application a where batch_id = $1 group by department_code order by department_code`,
    [batchId],
  );
  for (const row of departments) {
    for (const task of tasksOf(county, row, batch.number, decidedOn)) {
      await addTask(sql, {
        kind: task.kind,
        zh: task.words.zh,
        en: task.words.en,
        batchId,
        departmentCode: row.departmentCode,
        dueOn: task.dueOn,
        origin: `batch:${batchId}:${row.departmentCode}:${task.kind}`,
      });
    }
  }
}

function tasksOf(county: County, row: DepartmentRow, number: string, decidedOn: string): DepartmentTask[] {
  const due = (code: string) => dueOn(decidedOn, deadlineOf(county, code));
  const { kept, displaced, turnedDown, waiting, freed } = row;
  const tasks: DepartmentTask[] = [];
  if (kept > 0) {
    const days = row.keptPrograms.map((code) => dueOn(decidedOn, deadlineOfProgram(county, code)));
    tasks.push({
      kind: 'department_decision',
      dueOn: days.sort()[0] as string,
      words: {
        zh: `批次 ${number}：确认本单位 ${kept} 人`,
        en: `Batch ${number}: confirm ${kept} persons of your department`,
      },
    });
  }
  if (displaced > 0) {
    tasks.push({
      kind: 'displaced_notice',
      dueOn: due('DL_REFUSAL_NOTICE'),
      words: {
        zh: `批次 ${number}：向 ${displaced} 名重复申请者说明由哪个单位资助`,
        en: `Batch ${number}: tell ${displaced} duplicate applicants which department pays`,
      },
    });
  }
  if (turnedDown > 0) {
    tasks.push({
      kind: 'refusal_notice',
      dueOn: due('DL_REFUSAL_NOTICE'),
      words: {
        zh: `批次 ${number}：电话并书面告知 ${turnedDown} 名未获资助者结果和理由`,
        en: `Batch ${number}: tell ${turnedDown} applicants who were turned down the result and the reason, by telephone and in writing`,
      },
    });
  }
  if (waiting > 0) {
    tasks.push({
      kind: 'waiting_notice',
      dueOn: due('DL_REFUSAL_NOTICE'),
      words: {
        zh: `批次 ${number}：告知 ${waiting} 名候补者排在第几位、缺名额还是缺资金`,
        en: `Batch ${number}: tell ${waiting} applicants that they wait, as which number and for want of what`,
      },
    });
  }
  if (freed > 0) {
    tasks.push({
      kind: 'quota_offer',
      dueOn: due('DL_TRANSFER'),
      words: {
        zh: `批次 ${number}：退回 ${freed} 个名额，请提供给下一位`,
        en: `Batch ${number}: ${freed} places returned; offer them to the next in need`,
      },
    });
  }
  return tasks;
}

export const batchJobs: EventHandlers = { 'batch.adopted': batchDecided, 'batch.refused': batchDecided };
