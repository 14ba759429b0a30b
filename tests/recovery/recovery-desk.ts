import { findLine, payFunds } from '@yimen/api/ledger/ledger.js';
import { attempt } from '../api/attempt.js';
import { Casework, type Discussion } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import { inTransaction } from '../ledger/lines.js';
import { type Client, key } from '../testkit/client.js';
import { discussRound, packageVersion, roundAfter, voteForRound } from './rounds.js';

interface SeenRemedy {
  id: string;
  direction: string;
  amountFen: number;
  kind: string;
  kinds: string[];
  months: number | null;
  percent: number | null;
  status: string;
  program: { code: string };
}

export interface SeenRecovery {
  id: string;
  number: string;
  status: string;
  amountFen: number;
  leftFen: number;
  waivedFen: number;
  lateFen: number;
  debtorName: string | null;
  debtorDied: boolean;
  waiverRound: { id: string } | null;
  origin: { meetingTitle: string; votes: number; reasons: { zh: string }[]; round: { id: string } | null };
  plans: {
    id: string;
    kind: string;
    status: string;
    instalments: { dueOn: string; amountFen: number; paidFen: number; state: string }[];
    allowedActions: { action: string }[];
  }[];
  entries: { id: string; kind: string; amountFen: number; corrected: boolean; handedUp: boolean }[];
  allowedActions: { action: string }[];
}

const RECOVERY = `id number status amountFen leftFen waivedFen lateFen debtorName debtorDied waiverRound { id }
  origin { meetingTitle votes reasons { zh } round { id } }
  plans { id kind status instalments { dueOn amountFen paidFen state } allowedActions { action } }
  entries { id kind amountFen corrected handedUp } allowedActions { action }`;

/** Families whose aid is looked at again, up to the meeting that decides what is done about it. */
export class RecoveryDesk {
  private constructor(
    readonly here: TestOffice,
    readonly casework: Casework,
    readonly clerk: Client,
    readonly chair: Client,
  ) {}

  static async open(): Promise<RecoveryDesk> {
    const here = await openTestOffice();
    const { office } = here;
    return new RecoveryDesk(here, await Casework.begin(office), await office.as('clerk'), await office.as('chair'));
  }

  /** Adopted with these programs; those of `confirmed` are confirmed by their departments. */
  async aided(programs: readonly string[]): Promise<Discussion> {
    const room = await this.casework.discuss(
      4,
      undefined,
      programs.map((programCode) => ({ programCode })),
    );
    await act(this.chair, 'adoptItem', { itemId: room.itemId, expectedVersion: room.itemVersion });
    for (const programCode of programs) {
      const packageItemId = await this.itemOf(room.caseId, programCode);
      const manager = await this.here.office.as('manager', programCode.split('-')[0] as string);
      await act(manager, 'decidePackageItem', { packageItemId, outcome: 'confirmed' });
    }
    return room;
  }

  async itemOf(caseId: string, programCode: string): Promise<string> {
    const [item] = await this.here.records.rows<{ id: string }>(
      `select i.id from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 and i.program_code = $2`,
      [caseId, programCode],
    );
    return item?.id ?? '';
  }

  /** Everything that is due of an item is sent. */
  async pay(caseId: string, programCode: string): Promise<void> {
    const itemId = await this.itemOf(caseId, programCode);
    const { pool } = this.here.api.database;
    await inTransaction(pool, async (sql) => {
      const dues = await sql<{ id: string; fen: number; lineId: string; householdId: string; townshipCode: string }>(
        `select q.id, q.amount_fen::int as fen, q.line_id as "lineId", q.household_id as "householdId",
           q.township_code as "townshipCode"
         from payable_due q join payment_schedule s on s.id = q.schedule_id join aid_record a on a.id = s.aid_record_id
         where a.package_item_id = $1 and q.status = 'open'`,
        [itemId],
      );
      for (const { id, fen, lineId, householdId, townshipCode } of dues) {
        const refs = { caseId, householdId, townshipCode };
        const movement = {
          key: `test:${id}`,
          lineId,
          fen,
          refs,
          reason: 'paid' as const,
          on: '2022-07-01',
          actorId: null,
        };
        await payFunds(sql, movement);
        await sql(`update payment_due set status = 'paid', paid_on = '2022-07-01' where id = $1`, [id]);
      }
    });
  }

  /** Puts right what was recorded of a fact, and asks for the further round. Answers its case. */
  reviewed(family: Discussion, fact: string, value: string): Promise<string> {
    return roundAfter(this.here.office, family, fact, value);
  }

  async remediesOf(caseId: string, client = this.chair): Promise<SeenRemedy[]> {
    const { data } = await client.raw(
      `query ($id: ID!) { case(id: $id) { remedies { id direction amountFen kind kinds months percent status program { code } } } }`,
      { id: caseId },
    );
    return (data as { case: { remedies: SeenRemedy[] } | null }).case?.remedies ?? [];
  }

  async choose(caseId: string, choice: object): Promise<void> {
    const [remedy] = await this.remediesOf(caseId);
    const input = {
      caseId,
      expectedVersion: await packageVersion(this.chair, caseId),
      remedies: [{ id: remedy?.id, ...choice }],
    };
    await act(this.chair, 'chooseRemedies', input);
  }

  /** Decided by a meeting. */
  async adopt(caseId: string, on?: string): Promise<void> {
    const { office } = this.here;
    const { itemId, expectedVersion } = await discussRound(office, caseId, on);
    await voteForRound(office, caseId, itemId);
    await act(this.chair, 'adoptItem', { itemId, expectedVersion });
  }

  async recoveriesOf(caseId: string, client = this.chair): Promise<SeenRecovery[]> {
    const { data } = await client.raw(`query ($id: ID!) { case(id: $id) { recoveries { ${RECOVERY} } } }`, {
      id: caseId,
    });
    return (data as { case: { recoveries: SeenRecovery[] } | null }).case?.recoveries ?? [];
  }

  async see(id: string, client = this.chair): Promise<SeenRecovery | null> {
    const { data } = await client.raw(`query ($id: ID!) { recovery(id: $id) { ${RECOVERY} } }`, { id });
    return (data as { recovery: SeenRecovery | null }).recovery;
  }

  async lineOf(
    programCode: string,
    year = 2022,
  ): Promise<{ paidFen: number; leftFen: number; committedFen: number; budgetFen: number }> {
    const { pool } = this.here.api.database;
    return inTransaction(pool, async (sql) => {
      const line = await findLine(sql, programCode, year);
      const [balance] = await sql<{ paidFen: number; leftFen: number; committedFen: number; budgetFen: number }>(
        `select (sum(credits_posted - debits_posted) filter (where kind = 'paid'))::float8 as "paidFen",
           (sum(credits_posted - debits_posted - debits_pending) filter (where kind = 'available'))::float8 as "leftFen",
           (sum(credits_posted - debits_posted) filter (where kind = 'committed'))::float8 as "committedFen",
           (sum(debits_posted - credits_posted) filter (where kind = 'source'))::float8 as "budgetFen"
         from ledger_account where line_id = $1`,
        [line?.id],
      );
      return balance as { paidFen: number; leftFen: number; committedFen: number; budgetFen: number };
    });
  }

  attempt(client: Client, mutation: string, input: object) {
    return attempt(client, mutation, { key: key(), ...input });
  }
}
