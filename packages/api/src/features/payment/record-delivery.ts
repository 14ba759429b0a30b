import { lockLines, moveMany } from '../../ledger/ledger.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { returnToDonations } from '../donation/return-to-donations.js';
import { type Handing, takeFromStock } from '../stock/take-from-stock.js';
import { type Due, lockDue } from './load-schedule.js';
import type { RecordDeliveryInput } from './payment.inputs.js';
import { DUE_REFS } from './settle-dues.js';

const BY_HAND = ['in_kind', 'service', 'institution'];

/**
 * Records goods handed out, sessions held (R73, R95), or money that went to an institution, with who signed for it. Goods
 * may be taken from the department's stock. What completes the due moves its money from committed to paid, or back to its
 * line, and the donations it was of, where goods of the stock were the aid: these were paid for when they came in, or given.
 */
export async function recordDelivery(unit: UnitOfWork, input: RecordDeliveryInput): Promise<CommandResult> {
  const due = await lockDue(unit, input.dueId);
  if (!BY_HAND.includes(due.schedule.kind) || due.status !== 'open') {
    throw wrongState(due.status, {
      zh: '这项应发不能登记交付：它经银行发放，或已经办结。',
      en: 'Nothing can be handed out for this: it is paid through the bank, or is done.',
    });
  }
  const check = new InputCheck();
  const on = check.day('on', input.on);
  if (on && on > today()) check.add('on', { zh: '日期不能晚于今天。', en: 'The day cannot lie in the future.' });
  const signedBy = check.text(
    'signedBy',
    input.signedBy,
    { zh: '签收人或凭证号', en: 'who signed, or the receipt' },
    50,
  );
  if (!Number.isInteger(input.quantity) || input.quantity < 1 || input.quantity > 10_000)
    check.add('quantity', {
      zh: '数量应为 1 至 10000 的整数。',
      en: 'The quantity is a whole number from 1 to 10000.',
    });
  const goods = input.goods ?? [];
  if (goods.length > 0 && due.schedule.kind === 'institution')
    check.add('goods', { zh: '付给机构的款项不发物资。', en: 'Money to an institution is no goods.' });
  check.done();
  const id = uuidv7();
  const note = input.note?.trim().slice(0, 200) || null;
  await unit.sql(
    `insert into payment_delivery (id, due_id, delivered_on, quantity, signed_by, note, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, due.id, on, input.quantity, signedBy, note, unit.actor.staffId],
  );
  if (goods.length > 0) {
    const to = await receiverOf(unit, due);
    const handing = { ...to, deliveryId: id, on: on as string, signedBy: signedBy as string, note };
    await takeFromStock(unit, goods, handing, 'goods');
  }
  if (input.completes) await complete(unit, due, id, on as string);
  return { type: 'PaymentSchedule', id: due.schedule.id };
}

async function receiverOf({ sql }: UnitOfWork, { id, schedule }: Due) {
  const [to] = await sql<Pick<Handing, 'householdId' | 'personId' | 'caseId' | 'townshipCode'>>(
    `select p.household_id as "householdId", p.payee_id as "personId", p.case_id as "caseId",
       p.township_code as "townshipCode" from payable_due p where p.id = $1`,
    [id],
  );
  if (!to) throw new Error(`Nobody is named by due ${id}`);
  return { ...to, departmentCode: schedule.departmentCode };
}

async function complete({ sql, actor }: UnitOfWork, due: Due, deliveryId: string, on: string): Promise<void> {
  if (due.amountFen !== null && due.lineId) {
    const [goods] = await sql(
      `select from stock_movement m join payment_delivery e on e.id = m.delivery_id
       where e.due_id = $1 group by e.due_id having sum(m.quantity) < 0`,
      [due.id],
    );
    const move = goods
      ? { key: `stock:${deliveryId}:withdraw`, reason: 'from_stock', to: 'withdraw' as const }
      : { key: `due:${due.id}:deliver`, reason: 'delivered', to: 'pay' as const };
    await lockLines(sql, [due.lineId]);
    await moveMany(
      sql,
      move.to,
      `select p.line_id as "lineId", $2::text as key, p.amount_fen as amount, $3::text as reason,
         $4::date as "on", $5::uuid as "actorId", ${DUE_REFS} from payable_due p where p.id = $1`,
      [due.id, move.key, move.reason, on, actor.staffId],
    );
    if (goods) {
      const { amountFen: fen, lineId, schedule } = due;
      const back = { key: move.key, lineId, fen, on, actorId: actor.staffId };
      await returnToDonations(sql, { ...back, aidRecordId: schedule.aidRecordId, openFen: 0 });
    }
  }
  await sql(`update payment_due set status = 'paid', paid_on = $2 where id = $1`, [due.id, on]);
}
