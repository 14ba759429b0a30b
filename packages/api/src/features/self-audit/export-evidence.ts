import { subject } from '@casl/ability';
import type { Request, Response } from 'express';
import { type Context, reader } from '../../context.js';
import { notAllowed, notFound } from '../../platform/errors.js';
import { sendDocument } from '../../platform/send-document.js';
import { AuditReader, EXPORT_EVIDENCE } from './audit.reader.js';
import { readDossier } from './evidence.reader.js';
import { evidenceBlocks } from './evidence-pack.js';

/** GET: all that there is on a finding as a Word document, for whoever may know whom it is about; who took it is kept. */
export function exportEvidence(context: Context, request: Request, response: Response): Promise<void> {
  return sendDocument(context, request, response, async (signedIn, tell) => {
    const audit = reader(signedIn, AuditReader);
    const finding = await audit.find(String(request.params.id));
    if (!finding) throw notFound({ zh: '自查疑点', en: 'finding' });
    const { id, number, departmentCode } = finding;
    if (!signedIn.ability.can('name', subject('AuditFinding', { departmentCode }) as never)) {
      throw notAllowed({
        zh: '证据材料含有个人信息，您的岗位不能导出。请由召集人或责任部门提供。',
        en: 'The evidence tells of people; your post may not take it. Ask the chair or the department in charge.',
      });
    }
    const dossier = await readDossier(signedIn.database.pool, finding);
    const { title, blocks } = evidenceBlocks(signedIn.county, finding, await audit.events.load(id), dossier, tell);
    return {
      file: `self-audit-${number}`,
      title,
      blocks,
      audit: { command: EXPORT_EVIDENCE, of: { type: 'AuditFinding', id } },
    };
  });
}
