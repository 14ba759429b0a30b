import { insertPeople } from '@yimen/api/features/registry/people.js';
import { balances, type LineBalance } from '@yimen/api/ledger/ledger.js';
import { type Attempt, attempt } from '../api/attempt.js';
import type { TestOffice } from '../api/test-office.js';
import { sqlOfClient } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';

export const YEAR = new Date().getFullYear();
const DAY = `${YEAR}-01-05`;

/** A county in which organisations are given money and decide on items. */
export class Giving {
  private sequence = 0;

  constructor(private readonly here: TestOffice) {}

  async lineOf(programCode: string, year = YEAR): Promise<string> {
    const [line] = await this.here.records.rows<{ id: string }>(
      'select id from budget_line where program_code = $1 and year = $2',
      [programCode, year],
    );
    return line?.id ?? '';
  }

  async balance(programCode: string, year = YEAR): Promise<LineBalance> {
    const lineId = await this.lineOf(programCode, year);
    return (await balances(sqlOfClient(this.here.api.database.pool), [lineId])).get(lineId) as LineBalance;
  }

  async record(client: Client, programCode: string, more: object = {}): Promise<Attempt> {
    return attempt(client, 'recordDonation', {
      key: key(),
      lineId: await this.lineOf(programCode),
      source: 'enterprise',
      donor: '宜川某果业公司',
      publishesName: true,
      amount: '1000',
      receivedOn: DAY,
      document: '银行回单 0001',
      ...more,
    });
  }

  /** Leaves nothing on a line but what is given to it. */
  async empty(programCode: string): Promise<void> {
    const line = await this.lineOf(programCode);
    const asked = { key: key(), lineId: line, kind: 'cut', amount: '99999999', asFarAsFree: true };
    const words = { reason: '测试清零', document: '县财〔1〕号' };
    const request = await attempt(await this.here.office.asUser('finance'), 'askForBudget', { ...asked, ...words });
    await attempt(await this.here.office.as('leader'), 'decideBudgetRequest', {
      key: key(),
      requestId: request.id,
      expectedVersion: 1,
      outcome: 'approve',
    });
  }

  /** An item of an adopted package, for somebody of an age, that waits for its department. */
  async item(
    programCode: string,
    fen: number,
    { age = 40, township = 'T01' }: { age?: number; township?: string } = {},
  ): Promise<{ itemId: string; caseNumber: string }> {
    this.sequence += 1;
    const sequence = this.sequence;
    const { records, api } = this.here;
    const one = async (text: string, values: unknown[]) =>
      (await records.rows<{ id: string }>(`${text} returning id`, values))[0]?.id as string;
    const [clerk] = await records.rows<{ id: string }>(`select id from staff where role = 'clerk' order by id limit 1`);
    const household = await one(
      `insert into household (code, township_code, village_code, address, registered_by) values ($1, $2, 'V', 'A', $3)`,
      [`D${sequence}`, township, clerk?.id],
    );
    const birthDate = birthDateFor(age, DAY);
    const person = {
      householdId: household,
      name: '郭某',
      idNumber: syntheticIdNumber(birthDate, 'male', sequence),
      sex: 'male' as const,
      birthDate,
      phone: null,
      relation: 'head',
    };
    const store = { sql: sqlOfClient(api.database.pool), vault: api.database.vault };
    const [personId] = await insertPeople(store, [person]);
    const caseNumber = `AJ-D${sequence}`;
    const department = programCode.slice(0, programCode.indexOf('-'));
    const caseId = await one(
      `insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since,
         requested_on, status, owner_id, department_codes)
       values ($1, $2, $3, $4, 'window', 'medical', '大病', $5, $5, 'adopted', $6, $7)`,
      [caseNumber, household, personId, township, DAY, clerk?.id, [department]],
    );
    const pack = await one(`insert into aid_package (case_id, status, decision_date) values ($1, 'adopted', $2)`, [
      caseId,
      `${YEAR}-02-01`,
    ]);
    const itemId = await one(
      `insert into package_item (package_id, program_code, department_code, person_id, amount_fen, form, period, position,
         status, verdict) values ($1, $2, $3, $4, $5, 'cash_one_off', 'once', 1, 'awaiting_decision', '{}')`,
      [pack, programCode, department, personId, fen],
    );
    return { itemId, caseNumber };
  }

  async confirm(itemId: string, withKey = key()): Promise<Attempt> {
    const [item] = await this.here.records.rows<{ department: string }>(
      'select department_code as department from package_item where id = $1',
      [itemId],
    );
    const client = await this.here.office.as('manager', item?.department);
    return attempt(client, 'decidePackageItem', { key: withKey, packageItemId: itemId, outcome: 'confirmed' });
  }

  /** What of an item was given of which donation, fen by receipt number. */
  async usesOf(itemId: string): Promise<Record<string, number>> {
    const uses = await this.here.records.rows<{ number: string; fen: number }>(
      `select d.number, u.amount_fen::int as fen from donation_use u join donation d on d.id = u.donation_id
       join aid_record a on a.id = u.aid_record_id where a.package_item_id = $1 order by 1`,
      [itemId],
    );
    return Object.fromEntries(uses.map(({ number, fen }) => [number, fen]));
  }
}
