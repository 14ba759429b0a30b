import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid, parseIdNumber } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { idNumberIndex } from '../registry/sealed-identity.js';
import type { DeclareTieInput, EndTieInput } from './review-meeting.inputs.js';

/**
 * A member of the committee declares a village or a relative of his own, so that the software can propose that he stands
 * aside. A relative's identity number is kept as a blind index only, whether he is registered or not, and nobody is told.
 * Throws NotAllowed, InvalidInput.
 */
export async function declareTie(unit: UnitOfWork, input: DeclareTieInput): Promise<CommandResult> {
  assertCan(unit, 'declare_tie', 'Meeting', {});
  const check = new InputCheck();
  const isVillage = Boolean(input.villageCode);
  if (isVillage === Boolean(input.idNumber)) {
    check.add('villageCode', {
      zh: '请填写一个村（社区），或一名亲属的身份证号码。',
      en: 'Give a village, or the identity number of a relative.',
    });
  } else if (isVillage && !unit.county.village(input.villageCode as string)) {
    check.add('villageCode', { zh: '没有这个村（社区）。', en: 'There is no such village.' });
  }
  const identity = input.idNumber ? parseIdNumber(input.idNumber, 'idNumber') : undefined;
  if (identity && 'problem' in identity) check.problems.push(identity.problem);
  const relation = input.idNumber
    ? check.text('relation', input.relation ?? '', { zh: '亲属关系', en: 'relation' }, 50)
    : null;
  check.done();
  const [tie] = await unit.sql<{ id: string }>(
    `insert into staff_tie (staff_id, kind, village_code, id_number_index, relation) values ($1, $2, $3, $4, $5) returning id`,
    [
      unit.actor.staffId,
      isVillage ? 'village' : 'kin',
      isVillage ? input.villageCode : null,
      identity && 'idNumber' in identity ? idNumberIndex(unit.vault, identity.idNumber) : null,
      relation,
    ],
  );
  return { type: 'StaffTie', id: (tie as { id: string }).id };
}

/** Takes back what one declared oneself. Throws NotFound, NotAllowed. */
export async function endTie(unit: UnitOfWork, input: EndTieInput): Promise<CommandResult> {
  assertCan(unit, 'declare_tie', 'Meeting', {});
  const ended = isUuid(input.tieId)
    ? await unit.sql(
        'update staff_tie set ended_at = now() where id = $1 and staff_id = $2 and ended_at is null returning id',
        [input.tieId, unit.actor.staffId],
      )
    : [];
  if (ended.length === 0) throw notFound({ zh: '回避关系', en: 'declared tie' });
  return { type: 'StaffTie', id: input.tieId };
}
