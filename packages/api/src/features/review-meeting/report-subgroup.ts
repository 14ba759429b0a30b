import { subject } from '@casl/ability';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import type { ReportSubgroupInput } from './review-meeting.inputs.js';

interface SubgroupRecord {
  id: string;
  caseId: string;
  status: string;
  memberIds: string[];
}

/**
 * A member of a subgroup reports its opinion on a case, once; the tasks of all its members are done by it. Throws NotFound,
 * NotAllowed, WrongState, InvalidInput.
 */
export async function reportSubgroup(unit: UnitOfWork, input: ReportSubgroupInput): Promise<CommandResult> {
  const [subgroup] = isUuid(input.subgroupId)
    ? await unit.sql<SubgroupRecord>(
        `select g.id, g.case_id as "caseId", case when g.report is null then 'open' else 'reported' end as status,
                array(select m.staff_id::text from subgroup_member m where m.subgroup_id = g.id) as "memberIds"
           from subgroup g where g.id = $1 for update`,
        [input.subgroupId],
      )
    : [];
  if (!subgroup || !unit.ability.can('read', subject('Subgroup', { ...subgroup }) as never))
    throw notFound({ zh: '小组', en: 'subgroup' });
  assertCan(unit, 'report', 'Subgroup', subgroup);
  assertTransition('Subgroup', subgroup.status, 'report', {
    zh: '小组意见已经提出。',
    en: 'The subgroup has reported already.',
  });
  const check = new InputCheck();
  const text = check.text('text', input.text, { zh: '小组意见', en: 'opinion' }, 2000);
  if (text && [...text].length < 5)
    check.add('text', { zh: '小组意见至少 5 个字。', en: 'The opinion has at least 5 characters.' });
  check.done();
  await unit.sql('update subgroup set report = $2, reported_by = $3, reported_at = clock_timestamp() where id = $1', [
    subgroup.id,
    text,
    unit.actor.staffId,
  ]);
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where origin like 'subgroup:' || $1 || ':%' and status = 'open'`,
    [subgroup.id, unit.actor.staffId],
  );
  await addCaseEvent(unit.sql, {
    caseId: subgroup.caseId,
    kind: 'subgroup_reported',
    zh: '研判小组提出了意见',
    en: 'The subgroup of the meeting reported its opinion',
    departmentCode: unit.actor.departmentCode,
    actorId: unit.actor.staffId,
  });
  return { type: 'Subgroup', id: subgroup.id };
}
