import { auditNightly } from '../features/self-audit/audit.jobs.js';
import {
  answerAuditFinding,
  handOverAuditFinding,
  sendBackAuditFinding,
} from '../features/self-audit/settle-finding.js';
import type { Casework } from './casework.js';

const JOB_TIMEOUT_MS = 60_000;

interface Finding {
  id: string;
  departmentCode: string;
  version: number;
}

/** The county audits itself, and some findings are answered: one is explained, one sent back, one handed over. */
export async function auditCounty(work: Casework, day: string): Promise<void> {
  await auditNightly(work.sql, day);
  await untilDone(work, day);
  const papers = await first(work, 'missing_papers', 'unsigned');
  if (papers) await answer(work, papers, '授权书在乡镇留存，已补充扫描归档。', '授权书扫描件 HD-补-001');
  const split = await first(work, 'splitting');
  if (split) {
    await answer(work, split, '两次困难不同：先是住院，后是房屋漏雨。', '情况说明 1 份');
    const text = '请附两次申请书和入户调查表，说明为何不合并办理。';
    const input = { findingId: split.id, expectedVersion: split.version + 1, text };
    await work.act('chair', 'audit:send-back', input, sendBackAuditFinding);
  }
  const shared = await first(work, 'shared_account');
  if (shared) {
    const text = '三户救助金由同一人代领，需查明是否足额交到本人。';
    const input = { findingId: shared.id, expectedVersion: shared.version, text, document: '移交函〔2026〕1号' };
    await work.act('chair', 'audit:hand-over', input, handOverAuditFinding);
  }
}

/** The first that nobody answered, as far as its evidence begins with the kind. */
async function first(work: Casework, question: string, kind?: string): Promise<Finding | undefined> {
  const [found] = await work.sql<Finding>(
    `select id, department_code as "departmentCode", version from audit_finding
     where question = $1 and status = 'open' and times_found = 1 and evidence -> 0 ->> 'kind' = coalesce($2, evidence -> 0 ->> 'kind')
     order by number limit 1`,
    [question, kind ?? null],
  );
  return found;
}

function answer(work: Casework, { id, departmentCode, version }: Finding, text: string, document: string) {
  const input = { findingId: id, expectedVersion: version, answer: 'explain', text, document };
  return work.act(`manager-${departmentCode.toLowerCase()}`, `audit:answer:${id}`, input, answerAuditFinding);
}

async function untilDone(work: Casework, day: string): Promise<void> {
  for (const deadline = Date.now() + JOB_TIMEOUT_MS; Date.now() < deadline; ) {
    const [job] = await work.sql<{ status: string }>('select status from job where origin = $1', [`self_audit:${day}`]);
    if (job?.status === 'succeeded') return;
    if (job && job.status !== 'queued' && job.status !== 'running') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The self-audit of the demo did not end in time');
}
