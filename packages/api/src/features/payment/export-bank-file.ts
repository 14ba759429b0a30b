import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { type Context, signedIn } from '../../context.js';
import { assertCan } from '../../platform/authorize.js';
import { Failure, notFound, wrongState } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { poolSql } from '../../platform/read.js';
import { type CommandResult, runCommand, type UnitOfWork } from '../../platform/run-command.js';
import { bankFileOf, bankWorkbook, checksumOf, csvPieces, filePages } from './bank-file.js';
import { type BatchRecord, lockPaymentBatch } from './payment-batch.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;

/**
 * GET: the bank's file of a batch that was sent, as `xlsx` or `csv`. It is the same to the byte however often it is taken;
 * each account in it counts as read, for payment.
 */
export async function exportBankFile(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const type = Object.keys(TYPES).find((one) => one === request.params.type) as keyof typeof TYPES | undefined;
    if (!type) throw notFound({ zh: '文件', en: 'file' });
    const reader = signedIn(context);
    let batch: BatchRecord | undefined;
    const input = { key: randomUUID(), batchId: String(request.params.id), type };
    const taken = await runCommand(reader, 'takeBankFile', input, async (unit) => {
      batch = await lockPaymentBatch(unit, input.batchId);
      return keepReadings(unit, batch);
    });
    if (taken instanceof Failure) throw taken;
    if (!batch) throw new Error('No batch was read');
    const { database, county } = reader;
    const format = bankFileOf(county);
    const of = batch;
    // Read once for its checksum before the first byte goes out, and once to be sent: it is never in memory as a whole.
    const pages = () => filePages({ sql: poolSql(database.pool), vault: database.vault }, county, of);
    if ((await checksumOf(csvPieces(format, pages()))) !== of.checksum) {
      throw wrongState('changed', {
        zh: '文件内容与送银行时的校验码不一致，已停止导出。请联系管理员核查。',
        en: 'The file is not what it was when it was sent, by its checksum; it was not handed out. Tell the administrator.',
      });
    }
    response.setHeader('content-type', TYPES[type]);
    response.setHeader('content-disposition', `attachment; filename="${of.number}.${type}"`);
    response.setHeader('cache-control', 'no-store');
    await pipeline(
      type === 'csv' ? Readable.from(csvPieces(format, pages())) : bankWorkbook(format, pages()),
      response,
    );
  } catch (error) {
    refuse(error, context, response);
  }
}

async function keepReadings(unit: UnitOfWork, batch: BatchRecord): Promise<CommandResult> {
  assertCan(unit, 'take_file', 'PaymentBatch', batch);
  if (!batch.checksum) {
    throw wrongState(batch.status, {
      zh: '批次复核通过并生成银行文件后才能下载。',
      en: 'The file is there once the batch is approved and sent.',
    });
  }
  await unit.sql(
    `insert into identity_reading (person_id, account_id, read_by, purpose, note)
     select k.person_id, k.id, $2, 'payment', $3 from payment_line l join person_account k on k.id = l.account_id
     where l.batch_id = $1 and l.number is not null`,
    [batch.id, unit.actor.staffId, batch.number],
  );
  return { type: 'PaymentBatch', id: batch.id };
}
