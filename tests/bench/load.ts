import { Agent, request } from 'node:http';

export interface Load {
  url: string;
  body: string;
  headers: Record<string, string>;
}

async function once(agent: Agent, load: Load): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      load.url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...load.headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${load.url}: ${response.statusCode} ${text.slice(0, 300)}`));
        });
      },
    );
    call.on('error', reject);
    call.end(load.body);
  });
}

/** One answer, for checking what a server says before it is measured. */
export async function ask(load: Load): Promise<unknown> {
  const agent = new Agent();
  return JSON.parse(await once(agent, load).finally(() => agent.destroy()));
}

/** Requests per second over `connections` kept-alive connections for `seconds`. */
export async function requestsPerSecond(load: Load, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const runner = async () => {
    while (performance.now() < end) {
      await once(agent, load);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, runner));
  const elapsed = (performance.now() - start) / 1000;
  agent.destroy();
  return done / elapsed;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
