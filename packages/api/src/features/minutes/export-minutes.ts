import type { Request, Response } from 'express';
import { type Context, reader } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import { sendDocument } from '../../platform/send-document.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { toldTo } from '../review-meeting/write-minutes.js';
import { SigningReader } from './minutes.reader.js';
import { minutesBlocks } from './minutes-blocks.js';

const MINUTES = { zh: '会议纪要', en: 'minutes' };

/** GET: the minutes of a meeting as a Word document (R8). */
export function exportMinutes(context: Context, request: Request, response: Response): Promise<void> {
  return sendDocument(context, request, response, async (signedIn, tell) => {
    const meeting = await reader(signedIn, MeetingReader).find(String(request.params.id));
    const signing = meeting && (await reader(signedIn, SigningReader).ofMeeting.load(meeting.id));
    if (!meeting?.minutes || !signing) throw notFound(MINUTES);
    return {
      file: meeting.number,
      title: tell(meeting.minutes.title),
      blocks: minutesBlocks(toldTo(signedIn.actor.staffId, meeting.minutes), signing, tell),
      audit: { command: 'exportMinutes', of: { type: 'Meeting', id: meeting.id } },
    };
  });
}
