import { Worker } from 'node:worker_threads';
import type { Bilingual } from '../../policy/types.js';
import { unreadable } from './file-kind.js';
import type { ErrorWorkbook } from './write-error-workbook.js';

/** What the thread is asked: to read a file, or to write a workbook. */
export type Task = { kind: 'read'; bytes: Uint8Array } | { kind: 'write'; workbook: ErrorWorkbook };

export interface SheetSummary {
  name: string;
  rows: number;
  notes: Bilingual[];
}

/** Rows of one sheet as packed JSON of `SheetRow[]`. */
export interface PackedSlice {
  sheet: number;
  place: number;
  rows: number;
  packed: Uint8Array;
}

export type Answer =
  | { kind: 'sheets'; sheets: SheetSummary[] }
  | ({ kind: 'slice' } & PackedSlice)
  | { kind: 'end' }
  | { kind: 'workbook'; bytes: Uint8Array }
  | { kind: 'refused'; message: Bilingual };

/** Built code, also where the tests run the sources. */
const WORKER = new URL('../../../dist/features/import/spreadsheet-worker.js', import.meta.url);
const MOST_MEMORY_MB = 1024;
const LONGEST_MS = 60_000;

const TOO_HEAVY = {
  zh: '文件太大或太复杂，读取时超出了限制。请拆成几个较小的文件，去掉多余的格式和工作表后再上传。',
  en: 'The file is too large or too complex to read within bounds. Split it, drop formats and sheets that are not needed, and upload again.',
};

export interface ReadFile {
  sheets: SheetSummary[];
  slices: PackedSlice[];
}

/** Reads a file outside this thread, within bounds of memory and time. Takes the bytes away. Throws a Failure that tells what to do. */
export async function readFile(bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile> {
  const read: ReadFile = { sheets: [], slices: [] };
  await perform({ kind: 'read', bytes }, [bytes.buffer], (answer) => {
    if (answer.kind === 'sheets') read.sheets = answer.sheets;
    if (answer.kind === 'slice') read.slices.push(answer);
    return answer.kind === 'end';
  });
  return read;
}

/** Writes a workbook outside this thread. */
export async function writeWorkbook(workbook: ErrorWorkbook): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array();
  await perform({ kind: 'write', workbook }, [], (answer) => {
    if (answer.kind === 'workbook') bytes = answer.bytes;
    return answer.kind === 'workbook';
  });
  return bytes;
}

/** Runs a task in a thread until `take` has its last answer. */
function perform(task: Task, transferred: ArrayBuffer[], take: (answer: Answer) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: task,
      transferList: transferred,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      execArgv: [],
    });
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const timer = setTimeout(() => finish(() => reject(unreadable(TOO_HEAVY))), LONGEST_MS);
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'refused') finish(() => reject(unreadable(answer.message)));
      else if (take(answer)) finish(resolve);
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      finish(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? unreadable(TOO_HEAVY) : error)),
    );
  });
}
