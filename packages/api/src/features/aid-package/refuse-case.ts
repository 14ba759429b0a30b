import { LockMode } from '@mikro-orm/core';
import { nextStatus } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { endReservation } from '../reservation/reserve-draft.js';
import { refuseApplication, submittedApplications } from './adopt-package.js';
import { AidPackageEntity } from './aid-package.entity.js';
import { assessCase } from './assess-case.js';
import type { LockedCase } from './load-case.js';
import { refusalWords } from './refusal-words.js';

/** Refuses a case: its draft package and every application in it, each with its reason; held places go back (R24, R28). */
export async function refuseCase(unit: UnitOfWork, file: LockedCase, reason: string, on: string): Promise<void> {
  const { em, sql, county, actor } = unit;
  await endReservation(unit, file.id);
  const draft = await em.findOne(AidPackageEntity, { caseId: file.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (draft) {
    em.assign(draft, {
      status: nextStatus('Package', draft.status, 'refuse') ?? draft.status,
      version: draft.version + 1,
    });
    await em.flush();
    await sql(`update package_item set status = 'refused', version = version + 1 where package_id = $1`, [draft.id]);
  }
  const applications = await submittedApplications(unit, file.id);
  const { verdicts } = await assessCase(sql, county, file, on, []);
  for (const application of applications) {
    const verdict = verdicts.find((one) => one.programCode === application.programCode);
    const words =
      verdict?.outcome === 'NOT_ELIGIBLE'
        ? refusalWords(county.on(on), verdict)
        : { zh: reason, en: `Refused by the meeting: ${reason}` };
    await refuseApplication(unit, application, words, on);
  }
  await addCaseEvent(sql, {
    caseId: file.id,
    kind: 'case_refused',
    zh: `研判会决定不予救助：${reason}`,
    en: `The meeting refused the case: ${reason}`,
    actorId: actor.staffId,
  });
  await unit.emit('case.refused', { caseId: file.id, decidedOn: on });
}
