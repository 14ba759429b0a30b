import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Config } from '@yimen/api/platform/config.js';

export type ServerKind = 'yimen' | 'postgraphile' | 'json-agg';

export interface Server {
  url: string;
  pid: number;
  close(): Promise<void>;
}

/** Starts one of the measured servers in a process of its own; they differ in nothing but what answers. */
export async function startServer(kind: ServerKind, config: Config): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./serve.js', import.meta.url)), [kind, JSON.stringify(config)], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: process.env.YIMEN_BENCH_NODE?.split(' ') ?? [],
  });
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    pid: child.pid ?? 0,
    close: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
