import type { Request, Response } from 'express';
import { type Context, signedIn } from '../../context.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { Failure } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { type CommandResult, runCommand, type UnitOfWork } from '../../platform/run-command.js';
import { bodyOf } from '../import/receive-upload.js';
import { rowsOfSlices } from '../import/slices.js';
import { readFile } from '../import/spreadsheet-thread.js';
import { startJob } from '../job/start-job.js';
import { bankFileOf, checksumOf } from './bank-file.js';
import { lockPaymentBatch } from './payment-batch.js';
import { type BankResult, type ResultProblem, readResults } from './read-results.js';

export const RESULTS_JOB = 'payment_results';
/** Problems that are listed; more of them are counted. */
export const MOST_PROBLEMS = 200;

interface ReceiveInput {
  key: string;
  batchId: string;
  fileName: string;
  checksum: string;
}

const NOT_SENT = {
  zh: '批次尚未送银行，不能导入结果。',
  en: 'The batch is not with the bank yet; it has no results.',
};

/**
 * POST with the bank's answer as the body, `name` and `key` in the address: reads it and has a job apply it. Answers the
 * batch's id, or a refusal in the reader's language. The same file again is the same answer.
 */
export async function receiveResults(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const reader = signedIn(context);
    const { name = '', key = '' } = request.query as Record<string, string>;
    if (!reader.ability.can('take_results', 'PaymentBatch')) assertCan(reader, 'take_results', 'PaymentBatch', {});
    const bytes = await bodyOf(request);
    const checksum = await checksumOf([bytes]);
    const { slices } = await readFile(bytes);
    const sheet = rowsOfSlices(slices.filter((slice) => slice.sheet === 0));
    const { results, problems } = readResults(sheet, bankFileOf(reader.county));
    const input = { key, batchId: String(request.params.id), fileName: name.slice(0, 200), checksum };
    const done = await runCommand(reader, 'receivePaymentResults', input, receiveBankResults(results, problems));
    if (done instanceof Failure) throw done;
    response.json({ id: done.id });
  } catch (error) {
    response.setHeader('connection', 'close');
    refuse(error, context, response);
  }
}

/** Keeps the bank's answer and has a job apply it; one with rows that cannot be is kept as refused. */
export function receiveBankResults(results: readonly BankResult[], problems: readonly ResultProblem[]) {
  return async (unit: UnitOfWork, { batchId, fileName, checksum }: ReceiveInput): Promise<CommandResult> => {
    const batch = await lockPaymentBatch(unit, batchId);
    assertCan(unit, 'take_results', 'PaymentBatch', batch);
    assertTransition('PaymentBatch', batch.status, 'take_results', NOT_SENT);
    const isRefused = problems.length > 0;
    const [file] = await unit.sql<{ id: string }>(
      `insert into payment_result (batch_id, file_name, checksum, rows, status, problems, problem_count, uploaded_by)
       values ($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7, $8)
       on conflict (batch_id, checksum) where status <> 'refused' do nothing returning id`,
      [
        batch.id,
        fileName,
        checksum,
        JSON.stringify(isRefused ? [] : results),
        isRefused ? 'refused' : 'checking',
        JSON.stringify(problems.slice(0, MOST_PROBLEMS)),
        problems.length,
        unit.actor.staffId,
      ],
    );
    if (file && !isRefused) {
      const title = { zh: `导入发放结果 ${batch.number}`, en: `Results of payment batch ${batch.number}` };
      const input = { batchId: batch.id, resultId: file.id };
      const jobId = await startJob(unit, { kind: RESULTS_JOB, title, input, departmentCode: batch.departmentCode });
      await unit.sql('update payment_result set job_id = $2 where id = $1', [file.id, jobId]);
    }
    return { type: 'PaymentBatch', id: batch.id };
  };
}
