import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProviderAddresses } from '../platform/config.js';
import type { CountyPack } from '../policy/types.js';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/provider.js', import.meta.url));

export interface ProviderProcess {
  url: string;
  /** Of every verifier of the pack that is asked over HTTP. */
  addresses: ProviderAddresses;
  stop(): void;
}

/** Starts the provider program beside this one and waits until it listens. Throws with its words when it ends instead. */
export async function startProviderProcess(
  pack: CountyPack,
  { faults = false, timeoutMs = 15_000, retryMs = 1_000 } = {},
): Promise<ProviderProcess> {
  const secret = randomBytes(24).toString('hex');
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env.PATH,
      YIMEN_PROVIDER_PORT: '0',
      YIMEN_PROVIDER_SECRET: secret,
      YIMEN_PROVIDER_FAULTS: faults ? '1' : '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(child);
  const verifiers = pack.verifiers.filter(({ channel }) => channel === 'http');
  return {
    url,
    addresses: Object.fromEntries(
      verifiers.map(({ code }) => [code, { url: `${url}/${code}`, secret, timeoutMs, retryMs }]),
    ),
    stop: () => void child.kill('SIGTERM'),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  child.stderr?.on('data', (data) => said.push(String(data)));
  if (!child.stdout) throw new Error('The provider has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Provider listening at (\S+)$/.exec(line) ?? [];
    if (url) return url;
    said.push(line);
  }
  throw new Error(`The provider did not start: ${said.join('\n')}`);
}
