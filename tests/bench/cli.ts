const benches: Record<string, () => Promise<Record<string, number>>> = {
  allocation: async () => (await import('./allocation.js')).benchAllocation(),
  graph: async () => (await import('./graph.js')).benchGraph(),
  ledger: async () => (await import('./ledger.js')).benchLedger(),
  meeting: async () => (await import('./meeting.js')).benchMeeting(),
  registry: async () => (await import('./registry.js')).benchRegistry(process.argv[3]),
  screening: async () => (await import('./screening.js')).benchScreening(),
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (!bench) {
  console.error(`Usage: npm run bench -- NAME, NAME one of: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
console.log(JSON.stringify(await bench()));
process.exit(0);
