import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Context, type SignedIn, signedIn } from '../context.js';
import { Failure } from './errors.js';
import { refuse } from './http-failure.js';
import { type CommandResult, runCommand } from './run-command.js';
import { type Writing, writingOf } from './send-workbook.js';
import { type Block, writeDocument } from './write-document.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What somebody takes with him as a Word document. */
interface OfficialDocument {
  /** Of the file, without its ending. */
  file: string;
  title: string;
  blocks: Block[];
  /** The name of the command, and what was taken: who took it stands in the audit. */
  audit: { command: string; of: CommandResult };
}

/** Sends a document in the language `lang` of the address or, left out, in the reader's; `open` throws what refuses it. */
export async function sendDocument(
  context: Context,
  request: Request,
  response: Response,
  open: (context: SignedIn, tell: Writing['tell']) => Promise<OfficialDocument>,
): Promise<void> {
  try {
    const reader = signedIn(context);
    const { file, title, blocks, audit } = await open(reader, writingOf(reader, request).tell);
    const taken = await runCommand(reader, audit.command, { key: randomUUID(), of: audit.of.id }, async () => audit.of);
    if (taken instanceof Failure) throw taken;
    response.setHeader('content-type', DOCX);
    response.setHeader('content-disposition', `attachment; filename="${file}.docx"`);
    response.setHeader('cache-control', 'no-store');
    response.send(await writeDocument(title, blocks));
  } catch (error) {
    refuse(error, context, response);
  }
}
