import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { lockLines, payDirectly } from '../../ledger/ledger.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { assertOpen, getLine } from '../budget/budget-lines.js';
import { keepWish } from '../donation/keep-wish.js';
import { readWish, type Wish } from '../donation/read-wish.js';
import { nextReceipt } from '../donation/record-donation.js';
import { checkLines, lockItems } from './lock-items.js';
import type { GoodsGiftInput, ReceiveGoodsInput } from './stock.inputs.js';

/** One kind of goods that came in, each worth `valueFen`. */
interface NewLot {
  id: string;
  itemId: string;
  quantity: number;
  valueFen: number;
  expiresOn: string | null;
}

interface Gift {
  source: DonationSource;
  donor: string | null;
  publishesName: boolean;
  wish: Wish;
}

/**
 * Takes goods into the stock of a department: bought from a line, which pays them at once, or given, with a receipt number
 * and what the giver wishes (R47, R125).
 * Throws NotFound, NotAllowed, InvalidInput, WrongState for a closed line, BudgetExceeded.
 */
export async function receiveGoods(unit: UnitOfWork, input: ReceiveGoodsInput): Promise<CommandResult> {
  const departmentCode = unit.actor.departmentCode ?? '';
  assertCan(unit, 'keep', 'StockItem', { departmentCode });
  const check = new InputCheck();
  const document = check.text('document', input.document, { zh: '发票或交接单', en: 'invoice or list' }, 100);
  const receivedOn = readReceived(check, input.receivedOn);
  if (!input.lineId === !input.gift)
    check.add('lineId', { zh: '请选择购入的预算项，或登记捐赠人。', en: 'Name the line that paid, or who gave.' });
  const gift = input.gift ? await readGift(unit, check, input.gift) : undefined;
  const line = input.lineId ? await getLine(unit, input.lineId) : undefined;
  if (line && (line.departmentCode !== departmentCode || line.year !== Number(today().slice(0, 4))))
    check.add('lineId', { zh: '请选择本部门本年度的预算项。', en: "Choose this year's line of the own department." });
  const lots = await readLots(unit, check, input, departmentCode);
  check.done();
  if (line) assertOpen(line);
  const fen = lots.reduce((sum, { quantity, valueFen }) => sum + quantity * valueFen, 0);
  const paper = { departmentCode, document: document as string, on: receivedOn as string };
  const donationId = gift ? await recordGift(unit, gift, fen, paper) : null;
  await addLots(unit, lots, { ...paper, lineId: input.lineId ?? null, donationId });
  if (input.lineId) await payFor(unit, input.lineId, lots, paper);
  return { type: 'StockItem', id: lots[0]?.itemId as string };
}

async function readLots(
  unit: UnitOfWork,
  check: InputCheck,
  { lines, receivedOn }: ReceiveGoodsInput,
  departmentCode: string,
): Promise<NewLot[]> {
  checkLines(check, lines);
  const items = await lockItems(
    unit,
    lines.map(({ itemId }) => itemId),
  );
  return lines.map(({ itemId, quantity, value, expiresOn }, place) => {
    const item = items.find(({ id }) => id === itemId);
    if (item) assertCan(unit, 'keep', 'StockItem', item);
    if (item?.departmentCode !== departmentCode)
      check.add(`lines.${place}.itemId`, { zh: '该物资由其他部门保管。', en: 'Another department keeps these goods.' });
    const fen = value?.trim() ? check.yuan(`lines.${place}.value`, value) : item?.valueFen;
    if (fen === 0) check.add(`lines.${place}.value`, { zh: '单价应大于零。', en: 'One is worth more than nothing.' });
    const lastDay = expiresOn ? check.day(`lines.${place}.expiresOn`, expiresOn) : undefined;
    if (lastDay && lastDay < receivedOn)
      check.add(`lines.${place}.expiresOn`, { zh: '入库时已过期。', en: 'It had expired when it came in.' });
    return { id: uuidv7(), itemId, quantity, valueFen: fen ?? 0, expiresOn: lastDay ?? null };
  });
}

function readReceived(check: InputCheck, text: string): string | undefined {
  const day = check.day('receivedOn', text);
  if (day && (day > today() || day.slice(0, 4) !== today().slice(0, 4)))
    check.add('receivedOn', {
      zh: '收到日期应在本年度内，且不晚于今天。',
      en: 'It was received this year, and not after today.',
    });
  return day;
}

async function readGift(unit: UnitOfWork, check: InputCheck, input: GoodsGiftInput): Promise<Gift> {
  const source = (Object.keys(DONATION_SOURCES) as DonationSource[]).find((one) => one === input.source);
  if (!source || source === 'crowdfunding')
    check.add('gift.source', {
      zh: '请选择捐赠来源（众筹只收款）。',
      en: 'Choose where it comes from; crowdfunding is money.',
    });
  const donor =
    source === 'anonymous'
      ? null
      : (check.text('gift.donor', input.donor ?? '', { zh: '捐赠人', en: 'giver' }, 100) ?? null);
  const wishes = new InputCheck();
  const wish = await readWish(unit, wishes, input.wish);
  for (const { path, message } of wishes.problems) check.add(`gift.${path}`, message);
  return { source: source ?? 'anonymous', donor, publishesName: donor !== null && input.publishesName, wish };
}

interface Paper {
  departmentCode: string;
  document: string;
  /** YYYY-MM-DD. */
  on: string;
}

/** Goods that were given have a receipt as money has, with what they are worth (fen). */
async function recordGift(unit: UnitOfWork, gift: Gift, fen: number, paper: Paper): Promise<string> {
  const { departmentCode, document, on } = paper;
  const year = Number(on.slice(0, 4));
  const id = uuidv7();
  const { serial, number } = await nextReceipt(unit, { departmentCode, year });
  await unit.sql(
    `insert into donation (id, department_code, year, serial, number, kind, source, donor, publishes_name, amount_fen,
       received_on, document, recorded_by)
     values ($1, $2, $3, $4, $5, 'goods', $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      departmentCode,
      year,
      serial,
      number,
      gift.source,
      gift.donor,
      gift.publishesName,
      fen,
      on,
      document,
      unit.actor.staffId,
    ],
  );
  await keepWish(unit, gift.wish, { donationId: id, position: 1, document });
  return id;
}

async function addLots(
  { sql, actor }: UnitOfWork,
  lots: readonly NewLot[],
  { document, on, lineId, donationId }: Paper & { lineId: string | null; donationId: string | null },
): Promise<void> {
  await sql(
    `insert into stock_lot (id, item_id, value_fen, expires_on, line_id, donation_id, document)
     select id, "itemId", "valueFen", "expiresOn", $2, $3, $4
     from jsonb_to_recordset($1::jsonb) as x (id uuid, "itemId" uuid, "valueFen" bigint, "expiresOn" date)`,
    [JSON.stringify(lots), lineId, donationId, document],
  );
  await sql(
    `insert into stock_movement (lot_id, kind, quantity, moved_on, recorded_by)
     select id, 'received', quantity, $2, $3 from jsonb_to_recordset($1::jsonb) as x (id uuid, quantity int)`,
    [JSON.stringify(lots), on, actor.staffId],
  );
}

/** What was bought is paid from its line when it comes in; nothing more is paid when it is handed out. */
async function payFor(unit: UnitOfWork, lineId: string, lots: readonly NewLot[], paper: Paper): Promise<void> {
  await lockLines(unit.sql, [lineId]);
  await payDirectly(unit.sql, {
    lineId,
    payments: lots.map(({ id, quantity, valueFen }) => ({ key: `stock:${id}`, fen: quantity * valueFen, refs: {} })),
    reason: `goods_bought: ${paper.document}`,
    on: paper.on,
    actorId: unit.actor.staffId,
  });
}
