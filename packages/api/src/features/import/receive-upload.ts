import { subject } from '@casl/ability';
import { IMPORT_KINDS, type ImportKind } from '@yimen/schema';
import type { Request, Response } from 'express';
import { type Context, signedIn } from '../../context.js';
import { Failure, invalidInput, notAllowed, wrongState } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { runCommand } from '../../platform/run-command.js';
import { MOST_BYTES, TOO_LARGE, unreadable } from './file-kind.js';
import { readFile } from './spreadsheet-thread.js';
import { uploadImport } from './upload-import.js';

/** Files that one process takes in at once: each is held in memory until it is read. */
const AT_ONCE = 2;
let underWay = 0;

const BUSY = {
  zh: '正有其他文件在上传。请过半分钟再试。',
  en: 'Other files are being taken in. Try again in half a minute.',
};

/**
 * POST with the file as the body and `kind`, `name` and `key` in the address: reads the file and keeps its rows, sealed.
 * Answers the import's id, or a refusal in the reader's language. The file itself is nowhere written down.
 */
export async function receiveUpload(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const { ability } = signedIn(context);
    const kind = kindOf(request);
    const fileName = textOf(request, 'name').slice(0, 200);
    if (!ability.can('create', subject('Import', { kind }) as never)) {
      throw notAllowed({
        zh: '您的岗位不能导入这类文件。',
        en: 'Your post may not import files of this kind.',
      });
    }
    if (underWay >= AT_ONCE) throw wrongState('busy', BUSY);
    underWay += 1;
    try {
      const bytes = await bodyOf(request);
      const size = bytes.length;
      const read = await readFile(bytes);
      const input = { key: textOf(request, 'key'), kind, fileName, bytes: size };
      const done = await runCommand(signedIn(context), 'uploadImport', input, uploadImport(read));
      if (done instanceof Failure) throw done;
      response.json({ id: done.id });
    } finally {
      underWay -= 1;
    }
  } catch (error) {
    // What is still on its way is not waited for.
    response.setHeader('connection', 'close');
    refuse(error, context, response);
  }
}

function textOf({ query }: Request, name: string): string {
  return typeof query[name] === 'string' ? query[name] : '';
}

function kindOf(request: Request): ImportKind {
  const kind = textOf(request, 'kind');
  if (Object.hasOwn(IMPORT_KINDS, kind)) return kind as ImportKind;
  throw invalidInput([{ path: 'kind', message: { zh: '请选择导入的内容。', en: 'Choose what is imported.' } }]);
}

/** The body, refused as soon as it is known to be too large. */
export async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.get('content-length') ?? 0) > MOST_BYTES) throw unreadable(TOO_LARGE);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw unreadable(TOO_LARGE);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
