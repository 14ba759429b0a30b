import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Context, reader, signedIn } from '../../context.js';
import { Failure, notFound } from '../../platform/errors.js';
import { refuse } from '../../platform/http-failure.js';
import { runCommand } from '../../platform/run-command.js';
import { DOCX, writeDocument } from '../../platform/write-document.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { SigningReader } from './minutes.reader.js';
import { minutesBlocks, type Tell } from './minutes-blocks.js';

const MINUTES = { zh: '会议纪要', en: 'minutes' };

/**
 * GET: the minutes of a meeting as a Word document, in the language `lang` of the address or, left out, in the reader's.
 * Who took them stands in the audit (R8).
 */
export async function exportMinutes(context: Context, request: Request, response: Response): Promise<void> {
  try {
    const meeting = await reader(signedIn(context), MeetingReader).find(String(request.params.id));
    const signing = meeting && (await reader(context, SigningReader).ofMeeting.load(meeting.id));
    if (!meeting?.minutes || !signing) throw notFound(MINUTES);
    const input = { key: randomUUID(), meetingId: meeting.id };
    const taken = await runCommand(signedIn(context), 'exportMinutes', input, async () => ({
      type: 'Meeting',
      id: meeting.id,
    }));
    if (taken instanceof Failure) throw taken;
    const { lang } = request.query;
    const locale = lang === 'en' || lang === 'zh-CN' ? lang : context.locale;
    const tell: Tell = ({ zh, en }) => (locale === 'en' ? en : zh);
    const file = await writeDocument(tell(meeting.minutes.title), minutesBlocks(meeting.minutes, signing, tell));
    response.setHeader('content-type', DOCX);
    response.setHeader('content-disposition', `attachment; filename="${meeting.number}.docx"`);
    response.setHeader('cache-control', 'no-store');
    response.send(file);
  } catch (error) {
    refuse(error, context, response);
  }
}
