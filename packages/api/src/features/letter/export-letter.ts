import type { Request, Response } from 'express';
import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { sendDocument } from '../../platform/send-document.js';
import type { Block } from '../../platform/write-document.js';
import type { Bilingual } from '../../policy/types.js';
import { LetterReader } from './letter.reader.js';
import { type LetterSection, letterSections } from './letter-words.js';
import { NoticeReader } from './notice.reader.js';
import { NOTICE_TITLES, noticeSections } from './notice-words.js';

const LETTER = { zh: '告知书', en: 'letter' };
const TITLE: Bilingual = { zh: '救助事项告知书', en: 'Answer to your request for assistance' };

/** GET: the letter to the family of a case as a Word document (R22). */
export function exportLetter(context: Context, request: Request, response: Response): Promise<void> {
  return sendDocument(context, request, response, async (signedIn, tell) => {
    const caseId = String(request.params.id);
    const letter = isUuid(caseId) && (await reader(signedIn, LetterReader).ofCase.load(caseId));
    if (!letter) throw notFound(LETTER);
    const blocks: Block[] = [
      { kind: 'title', text: tell(TITLE) },
      { kind: 'number', text: letter.caseNumber },
      ...blocksOf(letterSections(letter), tell),
      { kind: 'signature', text: tell(letter.committee) },
      { kind: 'signature', text: today() },
    ];
    const audit = { command: 'exportLetter', of: { type: 'Case', id: caseId } };
    return { file: letter.caseNumber, title: tell(TITLE), blocks, audit };
  });
}

/** GET: what the family of a schedule is told of a change of its monthly aid, as a Word document. */
export function exportNotice(context: Context, request: Request, response: Response): Promise<void> {
  return sendDocument(context, request, response, async (signedIn, tell) => {
    const id = String(request.params.id);
    const notice = await reader(signedIn, NoticeReader).ofSchedule(id);
    if (!notice) throw notFound(LETTER);
    const title = tell(NOTICE_TITLES[notice.kind]);
    const blocks: Block[] = [
      { kind: 'title', text: title },
      ...blocksOf(noticeSections(notice), tell),
      { kind: 'signature', text: tell(notice.department) },
      { kind: 'signature', text: today() },
    ];
    return {
      file: `notice-${today()}`,
      title,
      blocks,
      audit: { command: 'exportNotice', of: { type: 'PaymentSchedule', id } },
    };
  });
}

function blocksOf(sections: readonly LetterSection[], tell: (text: Bilingual) => string): Block[] {
  return sections.flatMap(({ heading, lines }): Block[] => [
    ...(heading ? [{ kind: 'heading', text: tell(heading) } as const] : []),
    ...lines.map((line) => ({ kind: 'text', text: tell(line) }) as const),
  ]);
}
