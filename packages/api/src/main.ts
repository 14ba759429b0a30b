import { readConfig } from './platform/config.js';
import { startApi } from './server.js';

const api = await startApi(readConfig());
console.log(`API listening at ${api.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await api.close();
    process.exit(0);
  });
}
