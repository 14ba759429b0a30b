import { subject } from '@casl/ability';
import { lockLines } from '../../ledger/ledger.js';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ChangeDonorWishInput } from './donation.inputs.js';
import { LEFT_OF_DONATION, WISH_OF_DONATION } from './gifts.js';
import { bindMoney, keepWish } from './keep-wish.js';
import { readWish } from './read-wish.js';

interface Locked {
  id: string;
  number: string;
  departmentCode: string;
  lineId: string | null;
  version: number;
}

/**
 * Puts on record that the giver changed the wish, by reference to his letter, or leaves free what is left; what was given by
 * the former wish stays. Ends the task that a wish past its day made. Throws NotFound, NotAllowed, InvalidInput,
 * StaleVersion, WrongState where nothing is left.
 */
export async function changeDonorWish(unit: UnitOfWork, input: ChangeDonorWishInput): Promise<CommandResult> {
  const donation = await lockDonation(unit, input.donationId);
  assertCan(unit, 'change_wish', 'Donation', donation);
  const check = new InputCheck();
  const document = check.text('document', input.document, { zh: '捐赠人的函件', en: "giver's letter" }, 100);
  const wish = await readWish(unit, check, input.wish);
  check.done();
  assertVersion(donation, input.expectedVersion);
  if (donation.lineId) await lockLines(unit.sql, [donation.lineId]);
  const [now] = await unit.sql<{ leftFen: number; words: string | null; position: number }>(
    `select ${LEFT_OF_DONATION} as "leftFen", w.words, w.position from donation d ${WISH_OF_DONATION} where d.id = $1`,
    [donation.id],
  );
  if (!now || now.leftFen === 0) {
    throw wrongState('used', {
      zh: '该笔捐赠已全部使用，意愿不再变更。',
      en: 'This donation is used up; its wish changes nothing any more.',
    });
  }
  const of = { donationId: donation.id, position: now.position + 1, document: document as string };
  await keepWish(unit, wish, of);
  const [was, is] = [now.words !== null, wish.words !== null];
  const { number, lineId } = donation;
  if (lineId && was !== is) await bindMoney(unit, { ...of, number, lineId }, is ? 'freeze' : 'unfreeze', now.leftFen);
  await unit.sql('update donation set version = version + 1 where id = $1', [donation.id]);
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where kind = 'donor_wish' and status = 'open' and split_part(origin, ':', 2) = $1`,
    [donation.id, unit.actor.staffId],
  );
  return { type: 'Donation', id: donation.id };
}

async function lockDonation(unit: UnitOfWork, id: string): Promise<Locked> {
  const [donation] = isUuid(id)
    ? await unit.sql<Locked>(
        `select id, number, department_code as "departmentCode", line_id as "lineId", version from donation
         where id = $1 for update`,
        [id],
      )
    : [];
  if (!donation || !unit.ability.can('read', subject('Donation', { ...donation }) as never))
    throw notFound({ zh: '捐赠', en: 'donation' });
  return donation;
}
