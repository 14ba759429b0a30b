import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { Failure, type FieldProblemText } from '../../platform/errors.js';
import { fileKindOf } from './file-kind.js';
import { readSheets } from './read-sheets.js';
import { SLICE_ROWS } from './slices.js';
import type { Answer, Task } from './spreadsheet-thread.js';
import { writeErrorWorkbook } from './write-error-workbook.js';

/** A thread of its own for work that a hostile or huge file could make long or large. */
function say(answer: Answer): void {
  parentPort?.postMessage(answer);
}

async function perform(task: Task): Promise<void> {
  if (task.kind === 'write') {
    say({ kind: 'workbook', bytes: await writeErrorWorkbook(task.workbook) });
    return;
  }
  const sheets = await readSheets(fileKindOf(task.bytes), task.bytes);
  say({
    kind: 'sheets',
    sheets: sheets.map(({ name, notes, rows }) => ({ name, notes, rows: rows.length })),
  });
  for (const [sheet, { rows }] of sheets.entries()) {
    for (let start = 0; start < rows.length; start += SLICE_ROWS) {
      const slice = rows.slice(start, start + SLICE_ROWS);
      say({
        kind: 'slice',
        sheet,
        place: start / SLICE_ROWS,
        rows: slice.length,
        packed: gzipSync(JSON.stringify(slice)),
      });
    }
  }
  say({ kind: 'end' });
}

perform(workerData as Task).catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  const [problem] = (error.extra.problems ?? []) as FieldProblemText[];
  say({ kind: 'refused', message: problem?.message ?? error.text });
});
