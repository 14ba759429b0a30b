import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { Failure, notFound } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { isUuid } from '../../platform/parse.js';
import { runCommand } from '../../platform/run-command.js';
import { type Block, DOCX, writeDocument } from '../../platform/write-document.js';
import type { Bilingual } from '../../policy/types.js';
import { LetterReader } from './letter.reader.js';
import { letterSections } from './letter-words.js';

const LETTER = { zh: '告知书', en: 'letter' };
const TITLE: Bilingual = { zh: '救助事项告知书', en: 'Answer to your request for assistance' };

/**
 * GET: the letter to the family of a case as a Word document, in the language `lang` of the address or, left out, in the
 * reader's. Who took it stands in the audit (R22).
 */
export async function exportLetter(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const caseId = String(request.params.id);
    const letter = isUuid(caseId) && (await reader(signedIn(context), LetterReader).ofCase.load(caseId));
    if (!letter) throw notFound(LETTER);
    const taken = await runCommand(signedIn(context), 'exportLetter', { key: randomUUID(), caseId }, async () => ({
      type: 'Case',
      id: caseId,
    }));
    if (taken instanceof Failure) throw taken;
    const { lang } = request.query;
    const locale = lang === 'en' || lang === 'zh-CN' ? lang : context.locale;
    const tell = ({ zh, en }: Bilingual) => (locale === 'en' ? en : zh);
    const blocks: Block[] = [
      { kind: 'title', text: tell(TITLE) },
      { kind: 'number', text: letter.caseNumber },
      ...letterSections(letter).flatMap(({ heading, lines }): Block[] => [
        ...(heading ? [{ kind: 'heading', text: tell(heading) } as const] : []),
        ...lines.map((line) => ({ kind: 'text', text: tell(line) }) as const),
      ]),
      { kind: 'signature', text: tell(letter.committee) },
      { kind: 'signature', text: today() },
    ];
    response.setHeader('content-type', DOCX);
    response.setHeader('content-disposition', `attachment; filename="${letter.caseNumber}.docx"`);
    response.setHeader('cache-control', 'no-store');
    response.send(await writeDocument(tell(TITLE), blocks));
  } catch (error) {
    refuse(error, context, response);
  }
}
