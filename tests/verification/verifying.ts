import type { Fault } from '@yimen/api/demo/provider/faults.js';
import { type ProviderProcess, startProviderProcess } from '@yimen/api/demo/provider-process.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { VerificationReportDocument, VerificationRequestDocument } from '@yimen/schema/documents';
import { Casework } from '../api/casework.js';
import { act } from '../api/permission-world.js';
import { openTestOffice, type TestOffice } from '../api/test-office.js';
import type { Client } from '../testkit/client.js';

export interface Family {
  householdId: string;
  /** The head first. */
  people: { id: string; idNumber: string }[];
}

/** An empty county beside the provider program, which fails as it is told to. */
export class Verifying {
  private constructor(
    readonly here: TestOffice,
    readonly provider: ProviderProcess,
    readonly casework: Casework,
    readonly clerk: Client,
  ) {}

  static async begin(): Promise<Verifying> {
    const provider = await startProviderProcess(getCounty('yichuan').pack, {
      faults: true,
      timeoutMs: 2_500,
      retryMs: 20,
    });
    const here = await openTestOffice({ providers: provider.addresses });
    return new Verifying(here, provider, await Casework.begin(here.office), await here.office.as('clerk'));
  }

  async close(): Promise<void> {
    await this.here.close();
    this.provider.stop();
  }

  /** A couple. */
  async register(township?: string): Promise<Family> {
    const members = [this.casework.newMember(), this.casework.newMember('spouse')];
    const householdId = await act(this.clerk, 'registerHousehold', { ...this.casework.place(township), members });
    const people = await this.here.records.rows<{ id: string; relation: string }>(
      `select id, relation from person where household_id = $1 order by relation = 'head' desc`,
      [householdId],
    );
    return {
      householdId,
      people: people.map(({ id, relation }) => ({
        id,
        idNumber: members.find((member) => member.relation === relation)?.idNumber ?? '',
      })),
    };
  }

  async authorise({ householdId, people }: Family, change: object = {}): Promise<void> {
    await act(this.clerk, 'recordAuthorisation', {
      householdId,
      people: people.map(({ id }) => ({ personId: id })),
      manner: 'paper',
      paperNumber: 'SQ-0001',
      ...change,
    });
  }

  declare(householdId: string, code: string, value: unknown, personId?: string): Promise<string> {
    return act(this.clerk, 'recordFacts', { householdId, facts: [{ code, value, personId }] });
  }

  ask(householdId: string, items: string[]): Promise<string> {
    return act(this.clerk, 'requestVerification', { householdIds: [householdId], items, purpose: '低保审核' });
  }

  /** Asks, and lets the job send what it may. */
  async verify(householdId: string, items: string[]): Promise<string> {
    const id = await this.ask(householdId, items);
    await this.here.work();
    return id;
  }

  async fault(verifier: string, fault: Fault, times: number, ms = 0): Promise<void> {
    await this.order({ verifier, fault, times, ms });
  }

  /** What a register holds of somebody from now on. */
  async hold(item: string, idNumber: string, records: object[]): Promise<void> {
    await this.order({ item, idNumber, records });
  }

  private async order(order: object): Promise<void> {
    const { status } = await fetch(`${this.provider.url}/faults`, { method: 'POST', body: JSON.stringify(order) });
    if (status !== 204) throw new Error(`The provider answered ${status}`);
  }

  async request(id: string, client = this.clerk) {
    const { verificationRequest } = await client.run(VerificationRequestDocument, { id });
    if (!verificationRequest) throw new Error(`No verification ${id}`);
    return verificationRequest;
  }

  async report(requestId: string, householdId: string, client = this.clerk) {
    return (await client.run(VerificationReportDocument, { requestId, householdId })).verificationReport;
  }

  /** The newest observation of a fact. */
  async observed(householdId: string, fact: string): Promise<Record<string, unknown> | undefined> {
    const [row] = await this.here.records.rows<Record<string, unknown>>(
      `select value, source, verified, observed_on::text as on from observation
       where household_id = $1 and fact = $2 order by recorded_at desc limit 1`,
      [householdId, fact],
    );
    return row;
  }
}
