import { randomUUID } from 'node:crypto';
import { act } from '../api/permission-world.js';
import type { TestOffice } from '../api/test-office.js';
import type { Client } from '../testkit/client.js';

export interface SeenBatch {
  id: string;
  version: number;
  number: string;
  status: string;
  totals: { lines: number; fen: number; paid: number; paidFen: number; returned: number; problems: number };
  lines: { nodes: SeenLine[]; total: number } | null;
  results: {
    status: string;
    problems: { at: number; message: { zh: string } }[];
    newPaid: number;
    newReturned: number;
    known: number;
  }[];
  allowedActions: { action: string; allowed: boolean }[];
}
export interface SeenLine {
  id: string;
  number: number | null;
  state: string;
  reason: string | null;
  payee: string;
  amountFen: number;
}

const BATCH = `id version number status totals { lines fen paid paidFen returned problems }
  lines(first: 100) { total nodes { id number state reason payee amountFen } }
  results { status problems { at message { zh } } newPaid newReturned known } allowedActions { action allowed }`;

/** The payments of one department, by its manager who makes and its member who checks. */
export class PaymentDesk {
  private constructor(
    private readonly here: TestOffice,
    readonly maker: Client,
    readonly checker: Client,
  ) {}

  static async open(here: TestOffice, department: string): Promise<PaymentDesk> {
    const { office } = here;
    return new PaymentDesk(here, await office.as('manager', department), await office.as('member', department));
  }

  async see(id: string, client = this.maker): Promise<SeenBatch> {
    const { data } = await client.raw(`query ($id: ID!) { paymentBatch(id: $id) { ${BATCH} } }`, { id });
    return (data as { paymentBatch: SeenBatch }).paymentBatch;
  }

  /** Makes and gathers a batch. */
  async gather(month: string, kind = 'monthly', takesOver = true): Promise<SeenBatch> {
    const id = await act(this.maker, 'makePaymentBatch', { kind, month, takesOver });
    await this.here.work();
    return this.see(id);
  }

  async step(client: Client, mutation: string, id: string, more: object = {}): Promise<SeenBatch> {
    const { version } = await this.see(id);
    await act(client, mutation, { batchId: id, expectedVersion: version, ...more });
    return this.see(id);
  }

  /** Submitted, approved by the other and sent. */
  async send(id: string): Promise<SeenBatch> {
    await this.step(this.maker, 'submitPaymentBatch', id);
    await this.step(this.checker, 'approvePaymentBatch', id);
    return this.step(this.maker, 'sendPaymentBatch', id);
  }

  /** The bank's answer: every payment of the batch is paid unless `fate` says why it came back. */
  async answer(id: string, fate: (line: SeenLine) => string | undefined = () => undefined): Promise<string> {
    const { number, lines } = await this.see(id);
    const rows = (lines?.nodes ?? [])
      .filter((line) => line.number !== null)
      .map((line) => {
        const reason = fate(line);
        const key = `${number}-${String(line.number).padStart(6, '0')}`;
        return `${key},${line.amountFen / 100},${reason ? '失败' : '成功'},${reason ?? ''},`;
      });
    return answerFile(rows);
  }

  /** Uploads an answer; what the API says, once the job is done. */
  async upload(
    id: string,
    file: string | Uint8Array<ArrayBuffer>,
    client = this.maker,
  ): Promise<{ status: number; text: string }> {
    const sent = await client.post(
      `/api/payments/${id}/results?name=${encodeURIComponent('回盘.csv')}&key=${randomUUID()}`,
      file,
    );
    const text = await sent.text();
    await this.here.work();
    return { status: sent.status, text };
  }
}

export function answerFile(rows: readonly string[]): string {
  return ['明细编号,金额（元）,处理结果,失败原因,入账日期', ...rows].join('\r\n');
}
