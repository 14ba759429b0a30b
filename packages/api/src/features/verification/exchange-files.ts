import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';
import { type Context, signedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { Failure, invalidInput, notAllowed } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { maskIdNumber } from '../../platform/masking.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import { plainText } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { NUMBER_COLUMNS, type NumberedRow, openNumbers } from './identity-numbers.js';
import { QUESTION_FIELDS } from './load-request.js';
import { type AnsweredRow, type FileQuestion, fileHeadings, fileRow, readAnsweredFile } from './question-file.js';
import { readTable } from './read-table.js';
import { type Register, registerByCode } from './registers.js';
import { type NewAnswer, takeAnswers } from './take-answers.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Questions in one file, and rows in one that comes back. */
const MOST_ROWS = 5000;
const LARGEST_BYTES = 5_000_000;

const TOO_LARGE = {
  zh: '文件超过 5 MB。请只保留答复所在的工作表，或分几个文件上传。',
  en: 'The file is larger than 5 MB. Keep the sheet with the answers only, or send several files.',
};

function registerIn({ county }: Context, { query }: Request): Register {
  const register = registerByCode(county.pack, String(query.item ?? ''));
  if (!register) {
    throw invalidInput([{ path: 'item', message: { zh: '请选择一个核对事项。', en: 'Choose one item to verify.' } }]);
  }
  return register;
}

/**
 * GET with `item`, and `request` or none, in the address: what waits of one item, as xlsx or (`format=csv`) csv, for the
 * officers of its desk and the clerks of the area. It holds open identity numbers; who took it is written down.
 */
export async function exportQuestions(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const register = registerIn(signedIn(context), request);
    const questions = await takeFile(context, register, String(request.query.request ?? ''));
    const table = [
      fileHeadings(register),
      ...questions.map((question) => fileRow(register, { ...question, name: plainText(question.name) })),
    ];
    const isCsv = request.query.format === 'csv';
    const name = `verification-${register.code}-${today()}.${isCsv ? 'csv' : 'xlsx'}`;
    response.setHeader('content-type', isCsv ? 'text/csv; charset=utf-8' : XLSX);
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('cache-control', 'no-store');
    if (isCsv) response.send(writeCsv(table, { bom: true }));
    else
      response.send(Buffer.from(await writeXlsx({ sheets: [{ name: register.name.zh.slice(0, 31), rows: table }] })));
  } catch (error) {
    refuse(error, context, response);
  }
}

async function takeFile(context: Context, register: Register, requestId: string): Promise<FileQuestion[]> {
  let taken: FileQuestion[] = [];
  const done = await runCommand(
    signedIn(context),
    'exportQuestions',
    { key: randomUUID(), item: register.code, requestId },
    async ({ sql, actor, ability, vault }) => {
      const params: unknown[] = [register.code, requestId];
      const may = accessSql(ability, 'exchange', 'VerificationQuestion', QUESTION_FIELDS, params);
      const found = await sql<FileQuestion & NumberedRow & { requestId: string }>(
        `select r.id as "requestId", r.number as "requestNumber", q.row_number as row, p.name, ${NUMBER_COLUMNS},
           a.signed_on as "signedOn", a.valid_until as "validUntil"
         from verification_question q join verification_request r on r.id = q.request_id
         join person p on p.id = q.person_id join authorisation a on a.id = q.authorisation_id
         where q.item_code = $1 and q.status = 'waiting' and ($2 = '' or r.id::text = $2) and ${may}
         order by r.number, q.row_number limit ${MOST_ROWS}`,
        params,
      );
      if (found.length === 0) {
        throw notAllowed({
          zh: '没有等待您答复或转送的核对事项。',
          en: 'Nothing of this item waits for you to answer or pass on.',
        });
      }
      for (const [id, together] of Map.groupBy(found, (one) => one.requestId)) {
        await sql(
          `insert into verification_reading (reader_id, request_id, what, verifier_code) values ($1, $2, 'file', $3)`,
          [actor.staffId, id, register.verifier],
        );
        await keepExchange({ sql, actor }, register, id, 'exported', together.length, 0);
      }
      taken = openNumbers(vault, found);
      return { type: 'Staff', id: actor.staffId };
    },
  );
  if (done instanceof Failure) throw done;
  return taken;
}

function keepExchange(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  register: Register,
  requestId: string,
  outcome: string,
  questions: number,
  answers: number,
): Promise<unknown> {
  return sql(
    `insert into verification_exchange (request_id, verifier_code, channel, outcome, questions, answers, staff_id)
     values ($1, $2, 'file', $3, $4, $5, $6)`,
    [requestId, register.verifier, outcome, questions, answers, actor.staffId],
  );
}

interface Uploaded {
  taken: number;
  /** Answered alike before. */
  known: number;
  /** Stopped meanwhile. */
  stopped: number;
  blank: number;
  problems: { line: number; message: Bilingual }[];
}

/**
 * POST with `item` in the address and the file, xlsx or csv, as the body: takes the answers whose request, row and
 * person fit, and tells of each other row what is wrong. The same file again changes nothing.
 */
export async function importAnswers(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const register = registerIn(signedIn(context), request);
    const table = await readTable(await bodyOf(request), MOST_ROWS);
    const file = readAnsweredFile(register, table);
    const uploaded: Uploaded = { taken: 0, known: 0, stopped: 0, blank: file.blank, problems: file.problems };
    const done = await runCommand(
      signedIn(context),
      'importAnswers',
      { key: randomUUID(), item: register.code },
      async (unit) => {
        Object.assign(uploaded, { taken: 0, known: 0, stopped: 0, problems: [...file.problems] });
        await takeRows(unit, register, file.rows, uploaded);
        return { type: 'Staff', id: unit.actor.staffId };
      },
    );
    if (done instanceof Failure) throw done;
    const inWords = ({ zh, en }: Bilingual) => (context.locale === 'en' ? en : zh);
    const problems = uploaded.problems.map(({ line, message }) => ({ line, message: inWords(message) }));
    response.json({ ...uploaded, problems: problems.sort((a, b) => a.line - b.line) });
  } catch (error) {
    // What is still on its way is not waited for.
    response.setHeader('connection', 'close');
    refuse(error, context, response);
  }
}

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw invalidInput([{ path: 'file', message: TOO_LARGE }]);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

interface KnownQuestion extends NumberedRow {
  id: string;
  requestId: string;
  requestNumber: string;
  row: number;
}

async function takeRows(
  unit: UnitOfWork,
  register: Register,
  answered: readonly AnsweredRow[],
  uploaded: Uploaded,
): Promise<void> {
  const params: unknown[] = [[...new Set(answered.map(({ requestNumber }) => requestNumber))], register.code];
  const may = accessSql(unit.ability, 'exchange', 'VerificationQuestion', QUESTION_FIELDS, params);
  const known = await unit.sql<KnownQuestion>(
    `select q.id, r.id as "requestId", r.number as "requestNumber", q.row_number as row, ${NUMBER_COLUMNS}
     from verification_question q join verification_request r on r.id = q.request_id join person p on p.id = q.person_id
     where r.number = any($1) and q.item_code = $2 and q.status <> 'withheld' and ${may}`,
    params,
  );
  const byRow = new Map(
    openNumbers(unit.vault, known).map((question) => [`${question.requestNumber} ${question.row}`, question]),
  );
  const fitting = answered.flatMap((row) => {
    const question = byRow.get(`${row.requestNumber} ${row.row}`);
    if (question && isSamePerson(row.idNumber, question.idNumber)) return [{ ...row, question }];
    uploaded.problems.push({ line: row.line, message: question ? OTHER_PERSON : UNKNOWN_ROW });
    return [];
  });
  for (const [requestId, ofRequest] of Map.groupBy(fitting, ({ question }) => question.requestId)) {
    const answers = [...Map.groupBy(ofRequest, ({ question }) => question.id)].flatMap(([questionId, together]) => {
      const contradictory = new Set(together.map(({ found }) => found)).size > 1;
      if (contradictory) uploaded.problems.push({ line: together[0]?.line ?? 0, message: CONTRADICTS });
      return contradictory ? [] : [answerOf(questionId, together)];
    });
    const result = await takeAnswers(unit, 'file', answers);
    uploaded.taken += result.taken;
    uploaded.known += result.known;
    uploaded.stopped += result.stopped;
    await keepExchange(unit, register, requestId, 'imported', ofRequest.length, result.taken);
  }
}

function answerOf(questionId: string, together: readonly AnsweredRow[]): NewAnswer {
  const day =
    together
      .flatMap(({ answeredOn }) => answeredOn ?? [])
      .sort()
      .at(-1) ?? today();
  const records = together.filter(({ found }) => found).map(({ record }) => record);
  // A row copied twice is one record.
  const distinct = [...new Map(records.map((record) => [JSON.stringify(record), record])).values()];
  return { questionId, records: distinct, answeredOn: day };
}

/** Files may carry the whole number or the masked one. */
function isSamePerson(given: string, idNumber: string): boolean {
  return given === idNumber || given === maskIdNumber(idNumber);
}

const UNKNOWN_ROW = {
  zh: '核对编号和行号对不上任何等待答复的事项，或不归您答复。',
  en: 'Request and row fit no question of this item that is yours to answer.',
};
const OTHER_PERSON = {
  zh: '身份证号与该行被核对人不符，可能错行，请核对。',
  en: 'The identity number is not that of the person of this row; rows may have slipped.',
};
const CONTRADICTS = {
  zh: '同一行号既填“有”又填“无”，请核对。',
  en: 'The same row is answered both 有 and 无.',
};
