import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isSigned, Nonces, signatureIn, signedHeaders } from '../../features/verification/signature.js';
import { today } from '../../platform/clock.js';
import { type FaultOrder, Faults } from './faults.js';
import { demoRecords } from './registers.js';

export interface ProviderOptions {
  /** 0 takes a free one. */
  port: number;
  /** Shared with whoever asks. */
  secret: string;
  /** Takes orders to fail at /faults: for tests only. */
  faults: boolean;
}

interface Question {
  row: number;
  item: string;
  idNumber: string;
}

const QUESTIONS = /^\/([A-Z]+)\/v1\/questions$/;
const LARGEST_BODY = 2_000_000;

/**
 * A provider's system as the county's departments would run it, with made-up registers: `POST /<verifier>/v1/questions`,
 * signed, answered signed. A question of a register that it does not have is left open.
 */
export async function startProvider({
  port,
  secret,
  faults: takesOrders,
}: ProviderOptions): Promise<Server & { url: string }> {
  const faults = new Faults();
  const nonces = new Nonces();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await readBody(request);
    if (body === undefined) return void response.writeHead(413).end();
    if (path === '/healthz') return void response.writeHead(200).end('ok');
    if (takesOrders && path === '/faults') {
      faults.order(JSON.parse(body) as FaultOrder);
      return void response.writeHead(204).end();
    }
    const verifier = QUESTIONS.exec(path)?.[1];
    if (!verifier || request.method !== 'POST') return void response.writeHead(404).end();
    const signed = signatureIn((name) => request.headers[name]?.toString());
    if (!signed || !isSigned(secret, 'POST', path, body, signed) || !nonces.use(signed.nonce)) {
      return void response.writeHead(401).end('signature');
    }
    await answer(verifier, path, body, signed.nonce, response);
  }

  async function answer(
    verifier: string,
    path: string,
    body: string,
    nonce: string,
    response: ServerResponse,
  ): Promise<void> {
    const { fault, ms } = faults.next(verifier) ?? { fault: undefined, ms: 0 };
    if (fault === 'slow') await delay(ms);
    if (fault === 'error') return void response.writeHead(500).end('out of order');
    const { questions } = JSON.parse(body) as { questions: Question[] };
    const known = questions.flatMap(({ row, item, idNumber }) => {
      const records = faults.records(item, idNumber) ?? demoRecords(item, idNumber);
      return records ? [{ row, item, records, answeredOn: today() }] : [];
    });
    const answers = fault === 'partial' ? known.slice(0, Math.ceil(known.length / 2)) : known;
    const text = fault === 'garbage' ? '<html>Welcome</html>' : JSON.stringify({ answers });
    const signer = fault === 'bad_signature' ? 'some-other-secret-altogether' : secret;
    response.writeHead(200, {
      'content-type': 'application/json',
      ...signedHeaders(signer, 'ANSWER', path, text, nonce),
    });
    response.end(text);
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(server, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** undefined when the body is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
