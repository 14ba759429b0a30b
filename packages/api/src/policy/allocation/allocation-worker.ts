import { parentPort, workerData } from 'node:worker_threads';
import { allocate } from './allocate.js';
import type { AllocationTask } from './allocation-thread.js';
import { loadSolver } from './load-solver.js';

/** A thread of its own for allocations that take long. */
const { problem, limitSeconds } = workerData as AllocationTask;
parentPort?.postMessage(await allocate(problem, loadSolver, limitSeconds));
