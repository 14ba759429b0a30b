import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockItems } from './lock-items.js';
import type { IssueGoodsInput } from './stock.inputs.js';
import { takeFromStock } from './take-from-stock.js';

interface Receiving {
  caseId: string;
  householdId: string;
  personId: string;
  townshipCode: string;
  status: string;
  departmentCodes: string[];
}

/**
 * Hands goods of the charity supermarket out to a family (R47, R125), apart from what a department decided for it.
 * Throws NotAllowed, NotFound, InvalidInput where there are too few.
 */
export async function issueGoods(unit: UnitOfWork, input: IssueGoodsInput): Promise<CommandResult> {
  const departmentCode = unit.actor.departmentCode ?? '';
  assertCan(unit, 'keep', 'StockItem', { departmentCode });
  await lockItems(
    unit,
    input.lines.map(({ itemId }) => itemId),
  );
  const check = new InputCheck();
  const to = await receiverOf(unit, check, input.caseNumber.trim());
  const on = check.day('on', input.on);
  if (on && on > today()) check.add('on', { zh: '日期不能晚于今天。', en: 'The day cannot lie in the future.' });
  const signedBy = check.text('signedBy', input.signedBy, { zh: '签收人', en: 'who signed' }, 50);
  check.done();
  const note = input.note?.trim().slice(0, 200) || null;
  const handing = { ...(to as Receiving), departmentCode, deliveryId: null, on: on as string, note };
  await takeFromStock(unit, input.lines, { ...handing, signedBy: signedBy as string });
  return { type: 'StockItem', id: input.lines[0]?.itemId as string };
}

async function receiverOf(unit: UnitOfWork, check: InputCheck, number: string): Promise<Receiving | undefined> {
  const [file] = await unit.sql<Receiving>(
    `select id as "caseId", household_id as "householdId", beneficiary_id as "personId", township_code as "townshipCode",
       status, department_codes as "departmentCodes" from case_file where number = $1`,
    [number],
  );
  if (file && unit.ability.can('read', subject('Case', { ...file }) as never)) return file;
  check.add('caseNumber', {
    zh: `没有编号为“${number}”的个案，或您不能查看。`,
    en: `There is no case "${number}" that you may see.`,
  });
  return undefined;
}
