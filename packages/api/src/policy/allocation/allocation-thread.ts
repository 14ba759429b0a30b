import { Worker } from 'node:worker_threads';
import { type Allocation, type AllocationProblem, allocateByPlaces } from './allocate.js';

/** What the thread is asked. */
export interface AllocationTask {
  problem: AllocationProblem;
  limitSeconds: number;
}

/** Built code, also where the tests run the sources. */
const WORKER = new URL('../../../dist/policy/allocation/allocation-worker.js', import.meta.url);
/** Claims that are allocated in a few milliseconds. */
const AT_ONCE = 2_000;
const MOST_MEMORY_MB = 1024;

/**
 * Allocates awards, see `allocate`; what is large or needs the solver in a thread of its own, so that nobody waits for it.
 * @param signal ends the work; the promise is rejected with its reason
 */
export async function findAllocation(
  problem: AllocationProblem,
  { limitSeconds = 60, signal }: { limitSeconds?: number; signal?: AbortSignal } = {},
): Promise<Allocation> {
  signal?.throwIfAborted();
  const quick = problem.claims.length <= AT_ONCE ? allocateByPlaces(problem) : undefined;
  return quick ?? inThread({ problem, limitSeconds }, signal);
}

function inThread(task: AllocationTask, signal: AbortSignal | undefined): Promise<Allocation> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      execArgv: [],
    });
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', abort);
      settle();
      void worker.terminate();
    };
    const abort = () => finish(() => reject(signal?.reason));
    signal?.addEventListener('abort', abort);
    worker.on('message', (found: Allocation) => finish(() => resolve(found)));
    worker.on('error', (error) => finish(() => reject(error)));
  });
}
