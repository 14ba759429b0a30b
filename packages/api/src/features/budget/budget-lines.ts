import { subject } from '@casl/ability';
import { type BudgetLineRow, balances, type LineBalance } from '../../ledger/ledger.js';
import { Failure, notFound, wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { isUuid } from '../../platform/parse.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';

const LINE = { zh: '预算项', en: 'budget line' };
/** Of those who hold a line's money, as many are named. */
const NAMED = 5;

export interface OpenLine extends BudgetLineRow {
  closedOn: string | null;
}

/** A line that the actor may read. Throws NotFound. */
export async function getLine(unit: UnitOfWork, id: string): Promise<OpenLine> {
  const [line] = isUuid(id)
    ? await unit.sql<OpenLine>(
        `select l.id, l.year, l.fund_code as "fundCode", l.program_code as "programCode",
           l.department_code as "departmentCode", l.figure_kind as "figureKind",
           json_build_object('zh', l.label_zh, 'en', l.label_en) as label, c.closed_on as "closedOn"
         from budget_line l left join budget_line_closing c on c.line_id = l.id where l.id = $1`,
        [id],
      )
    : [];
  if (!line || !unit.ability.can('read', subject('BudgetLine', { ...line }) as never)) throw notFound(LINE);
  return line;
}

/** Throws WrongState for a line that was closed. */
export function assertOpen({ label, closedOn }: OpenLine): void {
  if (!closedOn) return;
  throw wrongState('closed', {
    zh: `“${label.zh}”已于 ${closedOn} 关闭，不能再变动。`,
    en: `"${label.en}" was closed on ${closedOn}; its budget no longer changes.`,
  });
}

export async function balanceOf(sql: Sql, lineId: string): Promise<LineBalance> {
  const balance = (await balances(sql, [lineId])).get(lineId);
  if (!balance) throw new Error(`No accounts of budget line ${lineId}`);
  return balance;
}

interface Holder {
  name: string | null;
  fen: number;
}

/** Who holds what of a line is not free and not paid: cases, batches or departments, the most first. */
async function holdersOf(sql: Sql, lineId: string): Promise<Holder[]> {
  return sql<Holder>(
    `select coalesce(c.number, b.number) as name, sum(case when t.credit_account_id = a.id then t.amount else -t.amount end)::bigint as fen
     from ledger_account a join ledger_transfer t on a.id in (t.credit_account_id, t.debit_account_id)
     left join application p on p.id = t.application_id left join batch b on b.id = p.batch_id
     left join package_item i on i.id = t.package_item_id left join aid_package k on k.id = i.package_id
     left join case_file c on c.id = coalesce(t.case_id, k.case_id, p.case_id)
     where a.line_id = $1 and a.kind in ('reserved', 'committed') and (t.phase in ('single', 'post')
       or t.phase = 'pending' and not exists (select from ledger_transfer later where later.pending_id = t.id))
     group by 1 having sum(case when t.credit_account_id = a.id then t.amount else -t.amount end) > 0 order by 2 desc limit $2`,
    [lineId, NAMED],
  );
}

/** Why no more than what is free can be taken from a line: the amounts, and who holds the rest. */
export async function tooLittleFree(sql: Sql, line: OpenLine, needed: number, balance: LineBalance): Promise<Failure> {
  const { leftFen: left, reservedFen, heldFen, committedFen, paidFen, frozenFen } = balance;
  const parts = [
    { zh: '已发放', en: 'paid', fen: paidFen },
    { zh: '已承诺', en: 'committed', fen: committedFen },
    { zh: '占用', en: 'held', fen: heldFen },
    { zh: '会中预占', en: 'reserved by meetings', fen: reservedFen },
    { zh: '冻结', en: 'frozen', fen: frozenFen },
  ].filter(({ fen }) => fen > 0);
  const holders = (await holdersOf(sql, line.id)).map(({ name, fen }) => ({
    zh: `${name ?? '部门直接办理'} ${formatYuan(fen)}`,
    en: `${name ?? 'the department itself'} ${formatYuan(fen)}`,
  }));
  const list = (words: { zh: string; en: string }[], language: 'zh' | 'en') =>
    words.map((one) => one[language]).join(language === 'zh' ? '、' : ', ');
  const amounts = parts.map(({ zh, en, fen }) => ({ zh: `${zh} ${formatYuan(fen)}`, en: `${formatYuan(fen)} ${en}` }));
  return new Failure(
    'BudgetExceeded',
    'BUDGET_EXCEEDED',
    {
      zh: `“${line.label.zh}”需要 ${formatYuan(needed)}，未动用的只有 ${formatYuan(left)}（${list(amounts, 'zh') || '预算为零'}）${holders.length > 0 ? `。占用者：${list(holders, 'zh')}` : ''}。可减少金额，或先办结占用的事项。`,
      en: `"${line.label.en}" needs ${formatYuan(needed)}; only ${formatYuan(left)} are free (${list(amounts, 'en') || 'its budget is nothing'})${holders.length > 0 ? `. Held by: ${list(holders, 'en')}` : ''}. Lower the amount, or settle first what holds the money.`,
    },
    { lines: [{ lineId: line.id, label: line.label, unit: 'fen', needed, left, reserved: reservedFen }] },
  );
}

/** Why a line cannot be closed yet: what is promised or kept back, and by whom it is held. */
export async function stillOpen(sql: Sql, line: OpenLine, balance: LineBalance): Promise<Failure> {
  const open = balance.reservedFen + balance.heldFen + balance.committedFen + balance.frozenFen;
  const { text } = await tooLittleFree(sql, line, balance.leftFen + open, balance);
  return wrongState('open', {
    zh: `还有 ${formatYuan(open)} 未办结，不能关闭：${text.zh}`,
    en: `${formatYuan(open)} are not settled yet, so it cannot be closed: ${text.en}`,
  });
}
