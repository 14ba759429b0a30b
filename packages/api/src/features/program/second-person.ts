import { notAllowed, wrongState } from '../../platform/errors.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';

interface Signed {
  departmentCode: string;
  authoredBy: string;
  submittedBy: string | null;
}

/**
 * Separation of duties: who wrote or submitted a version does not publish it himself. Whom this leaves, of the people of
 * the department, may. Throws NotAllowed.
 */
export function assertSecondPerson(rule: Signed, staffId: string): void {
  if (isSecondPerson(rule, staffId)) return;
  throw notAllowed({
    zh: '起草或提交人不能自己发布。请本部门另一位同事复核后发布。',
    en: 'Who wrote or submitted a version does not publish it. Ask a colleague of the department to review and publish.',
  });
}

export function isSecondPerson({ authoredBy, submittedBy }: Signed, staffId: string): boolean {
  return staffId !== authoredBy && staffId !== submittedBy;
}

/** Ids of those of the department who may publish what the actor is about to submit. Throws WrongState when there is nobody. */
export async function secondPeople(unit: UnitOfWork, rule: Signed & { status: string }): Promise<string[]> {
  const people = await peopleOf(unit.sql, rule.departmentCode);
  const others = people.filter((id) => isSecondPerson({ ...rule, submittedBy: unit.actor.staffId }, id));
  if (others.length > 0) return others;
  throw wrongState(rule.status, {
    zh: '本部门没有第二个人可以复核发布。请先请管理员为本部门负责人或另一位主管开设账号。',
    en: 'Nobody else in the department could publish it. Have an account opened for its head or another manager first.',
  });
}

async function peopleOf(sql: Sql, departmentCode: string): Promise<string[]> {
  const found = await sql<{ id: string }>(
    `select id from staff where department_code = $1 and role in ('member', 'manager') and active order by id`,
    [departmentCode],
  );
  return found.map(({ id }) => id);
}
