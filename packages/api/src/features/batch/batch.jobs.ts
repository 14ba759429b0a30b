import { dueOn } from '../../platform/calendar.js';
import type { EventHandlers, EventWork } from '../../worker.js';
import { addTask } from '../task/add-task.js';

interface DepartmentRow {
  departmentCode: string;
  kept: number;
  displaced: number;
  freed: number;
}

/** An adopted batch becomes a decision, the telling of displaced applicants, and freed places to offer, a department each (R28, R32). */
async function batchAdopted({ sql, county }: EventWork, payload: Record<string, unknown>): Promise<void> {
  const { batchId, decidedOn } = payload as { batchId: string; decidedOn: string };
  const [batch] = await sql<{ number: string }>('select number from batch where id = $1', [batchId]);
  if (!batch) throw new Error(`No batch ${batchId}`);
  const departments = await sql<DepartmentRow>(
    `select department_code as "departmentCode", count(*) filter (where status = 'granted')::int as kept,
            count(*) filter (where status = 'displaced')::int as displaced,
            count(*) filter (where status in ('displaced', 'ineligible') and place_hold_id is not null)::int as freed
       from application where batch_id = $1 group by department_code order by department_code`,
    [batchId],
  );
  const due = (code: string) => {
    const deadline = county.pack.deadlines.find((one) => one.code === code);
    if (!deadline) throw new Error(`The county pack has no deadline ${code}`);
    return dueOn(decidedOn, deadline);
  };
  for (const { departmentCode, kept, displaced, freed } of departments) {
    const task = (kind: string, code: string, zh: string, en: string) =>
      addTask(sql, {
        kind,
        zh,
        en,
        batchId,
        departmentCode,
        dueOn: due(code),
        origin: `batch:${batchId}:${departmentCode}:${kind}`,
      });
    if (kept > 0)
      await task(
        'department_decision',
        'DL_FRESHMAN',
        `批次 ${batch.number}:确认本单位 ${kept} 人`,
        `Batch ${batch.number}: confirm ${kept} persons of your department`,
      );
    if (displaced > 0)
      await task(
        'displaced_notice',
        'DL_REFUSAL_NOTICE',
        `批次 ${batch.number}:向 ${displaced} 名重复申请者说明由哪个单位资助`,
        `Batch ${batch.number}: tell ${displaced} duplicate applicants which department pays`,
      );
    if (freed > 0)
      await task(
        'quota_offer',
        'DL_TRANSFER',
        `批次 ${batch.number}:退回 ${freed} 个名额,请提供给下一位`,
        `Batch ${batch.number}: ${freed} places returned; offer them to the next in need`,
      );
  }
}

export const batchJobs: EventHandlers = { 'batch.adopted': batchAdopted };
