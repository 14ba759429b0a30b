import { subject } from '@casl/ability';
import { nextStatus, type Subject, type WorkflowSubject } from '@yimen/schema';
import type { Bilingual } from '../policy/types.js';
import { notAllowed, staleVersion, wrongState } from './errors.js';
import type { UnitOfWork } from './run-command.js';

const NOT_YOURS: Bilingual = {
  zh: '您的岗位不能办理此事。如确需办理，请联系负责该户的单位或召集人。',
  en: 'Your post may not do this. If it is needed, ask the unit in charge of the family or the chair.',
};

/** Refuses unless the actor's ability grants `action` on this very record. Throws NotAllowed. */
export function assertCan(unit: Pick<UnitOfWork, 'ability'>, action: string, type: Subject, record: object): void {
  if (!unit.ability.can(action, subject(type, { ...record }) as never)) throw notAllowed(NOT_YOURS);
}

/** Refuses when the record changed since the caller read it. Throws StaleVersion. */
export function assertVersion(record: { version: number }, expected: number): void {
  if (record.version !== expected) throw staleVersion(record.version);
}

/** The status after an action, by the workflow tables. Throws WrongState with `reason`. */
export function assertTransition(type: WorkflowSubject, status: string, action: string, reason: Bilingual): string {
  const next = nextStatus(type, status, action);
  if (next === undefined) throw wrongState(status, reason);
  return next;
}
