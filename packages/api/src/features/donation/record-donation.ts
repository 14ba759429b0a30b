import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { lockLines, moveBudget } from '../../ledger/ledger.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { assertOpen, getLine, type OpenLine } from '../budget/budget-lines.js';
import type { RecordDonationInput } from './donation.inputs.js';
import { bindMoney, keepWish } from './keep-wish.js';
import { readWish } from './read-wish.js';

/**
 * Puts a donation of money (R47, R123–R125) on record with a receipt number, and raises the line of its program by it. What
 * is bound to a wish is kept back on the line until it goes to whom the wish fits.
 * Throws NotFound, NotAllowed, InvalidInput, WrongState for a closed line.
 */
export async function recordDonation(unit: UnitOfWork, input: RecordDonationInput): Promise<CommandResult> {
  const line = await getLine(unit, input.lineId);
  assertCan(unit, 'record', 'Donation', { departmentCode: line.departmentCode });
  const check = new InputCheck();
  checkLine(unit, check, line);
  const source = (Object.keys(DONATION_SOURCES) as DonationSource[]).find((one) => one === input.source);
  if (!source) check.add('source', { zh: '请选择捐赠来源。', en: 'Choose where the donation comes from.' });
  const donor =
    source && source !== 'anonymous'
      ? check.text('donor', input.donor ?? '', { zh: '捐赠人（众筹填写项目名称）', en: 'giver, or the campaign' }, 100)
      : null;
  const fen = check.yuan('amount', input.amount);
  if (fen === 0) check.add('amount', { zh: '金额应大于零。', en: 'The amount must be more than nothing.' });
  const receivedOn = readReceived(check, input.receivedOn, line.year);
  const document = check.text('document', input.document, { zh: '凭证或协议', en: 'voucher or agreement' }, 100);
  const wish = await readWish(unit, check, input.wish);
  check.done();
  assertOpen(line);
  const id = uuidv7();
  const receipt = await nextReceipt(unit, line);
  await unit.sql(
    `insert into donation (id, department_code, year, serial, number, kind, source, donor, publishes_name, amount_fen,
       received_on, line_id, document, recorded_by)
     values ($1, $2, $3, $4, $5, 'money', $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      line.departmentCode,
      line.year,
      receipt.serial,
      receipt.number,
      source,
      donor,
      source !== 'anonymous' && input.publishesName,
      fen,
      receivedOn,
      line.id,
      document,
      unit.actor.staffId,
    ],
  );
  const of = { donationId: id, number: receipt.number, lineId: line.id, position: 1, document: document as string };
  await keepWish(unit, wish, of);
  await lockLines(unit.sql, [line.id]);
  await moveBudget(unit.sql, {
    key: `donation:${id}`,
    lineId: line.id,
    move: 'supplement',
    fen: fen as number,
    reason: `donated: ${receipt.number}`,
    on: today(),
    actorId: unit.actor.staffId,
  });
  if (wish.words !== null) await bindMoney(unit, of, 'freeze', fen as number);
  return { type: 'Donation', id };
}

/** Whether a line takes donations: of social money, of a program that gives once. */
export function takesDonations(county: County, { fundCode, programCode }: Line): boolean {
  return isSocial(county, fundCode) && !paysMonthly(county, programCode);
}

type Line = Pick<OpenLine, 'fundCode' | 'programCode'>;

const isSocial = (county: County, fundCode: string) =>
  county.pack.funds.find(({ code }) => code === fundCode)?.nature === 'social';
/** What later months take could not be told to the giver. */
const paysMonthly = (county: County, programCode: string) => county.program(programCode)?.period === 'monthly';

function checkLine({ county }: UnitOfWork, check: InputCheck, line: OpenLine): void {
  const add = (zh: string, en: string) => check.add('lineId', { zh, en });
  if (line.year !== Number(today().slice(0, 4))) add('请选择本年度的预算项。', 'Choose a budget line of this year.');
  if (!isSocial(county, line.fundCode))
    add(
      '捐赠只能记入社会资金的预算项（慈善资金、红十字资金、工会经费、社会捐赠等）。',
      'A donation goes to a line of social money: charity, Red Cross, union, donations.',
    );
  if (paysMonthly(county, line.programCode))
    add(
      '按月发放的项目不接收捐赠，请选择一次性项目。',
      'Programs that pay monthly take no donations; choose one that gives once.',
    );
}

function readReceived(check: InputCheck, text: string, year: number): string | undefined {
  const day = check.day('receivedOn', text);
  if (day && (day > today() || Number(day.slice(0, 4)) !== year))
    check.add('receivedOn', {
      zh: '收到日期应在本年度内，且不晚于今天。',
      en: 'It was received this year, and not after today.',
    });
  return day;
}

/** The next number of an organisation's receipts; others who want one wait, so that none is left out. */
export async function nextReceipt(
  { sql }: Pick<UnitOfWork, 'sql'>,
  { departmentCode, year }: Pick<OpenLine, 'departmentCode' | 'year'>,
): Promise<{ serial: number; number: string }> {
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`donation:${departmentCode}:${year}`]);
  const [last] = await sql<{ serial: number }>(
    'select coalesce(max(serial), 0)::int as serial from donation where department_code = $1 and year = $2',
    [departmentCode, year],
  );
  const serial = (last?.serial ?? 0) + 1;
  return { serial, number: `${departmentCode}-J${year}-${String(serial).padStart(4, '0')}` };
}
