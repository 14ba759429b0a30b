import { startProvider } from '../demo/provider/provider-server.js';

/** `npm run provider`: a provider's system with made-up registers, for trying out verification over HTTP. */
async function main(): Promise<void> {
  const { YIMEN_PROVIDER_PORT: port = '4100', YIMEN_PROVIDER_SECRET: secret = '' } = process.env;
  if (secret.length < 16) throw new Error('YIMEN_PROVIDER_SECRET has at least 16 characters');
  const faults = process.env.YIMEN_PROVIDER_FAULTS === '1';
  const server = await startProvider({ port: Number(port), secret, faults });
  console.log(`Provider listening at ${server.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
}

main().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
