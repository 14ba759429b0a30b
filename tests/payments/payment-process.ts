import type { Config } from '@yimen/api/platform/config.js';
import { getCounty } from '@yimen/api/platform/county.js';
import { openDatabase } from '@yimen/api/platform/database.js';
import { startWorker } from '@yimen/api/worker.js';

/** The worker as a process of its own, which a test kills. */
const config = JSON.parse(process.env.JOB_CONFIG ?? '') as Config;
await startWorker(config, await openDatabase(config), getCounty(config.county));
console.log('ready');
