import type { Request, Response } from 'express';
import { type Context, reader } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { sendDocument } from '../../platform/send-document.js';
import { AppraisalReader } from './appraisal.reader.js';
import { reportBlocks } from './report-document.js';

/** GET: the report that the reader has opened within the hour, as a Word document; that he took it is a reading too. */
export function exportAppraisal(context: Context, request: Request, response: Response): Promise<void> {
  return sendDocument(context, request, response, async (signedIn, tell) => {
    const appraisals = reader(signedIn, AppraisalReader);
    const opened = await appraisals.opened(String(request.params.readingId));
    const report = opened?.what === 'report' ? await appraisals.report(opened.year) : undefined;
    if (!opened || !report) throw notFound({ zh: '年度考核报告', en: 'report' });
    await poolSql(signedIn.database.pool)(
      `insert into appraisal_reading (year, department_code, what, purpose, note, reader_id)
       select year, department_code, 'document', purpose, note, reader_id from appraisal_reading where id = $1`,
      [opened.id],
    );
    const { title, blocks } = reportBlocks(signedIn.county, report, await appraisals.annexes(report.id), tell);
    return {
      file: `appraisal-${report.year}`,
      title,
      blocks,
      audit: { command: 'exportAppraisal', of: { type: 'AppraisalReport', id: report.id } },
    };
  });
}
