import { AUDIT_QUESTIONS, type AuditQuestion, defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { CLOCK } from '../../platform/clock-actor.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import { indexAccounts } from '../bank-account/account-index.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { type NewJob, startJobOnce } from '../job/start-job.js';
import { auditQuestion } from './keep-findings.js';

export const AUDIT_JOB = 'self_audit';

export const AUDIT: NewJob = { kind: AUDIT_JOB, title: { zh: '自查', en: 'Self-audit' }, input: {} };

/** Every night the county asks itself what an auditor would. */
export const auditNightly: NightlyWork = (sql, day) => startJobOnce(sql, AUDIT, `${AUDIT_JOB}:${day}`);

/** What a run changed: findings that are new, that came back, and that are gone. */
const CHANGED = `
  select count(*) filter (where e.kind = 'found')::int as added, count(*) filter (where e.kind = 'found_again')::int as back,
    count(*) filter (where e.kind = 'vanished')::int as vanished
  from audit_finding_event e join job j on e.at >= j.started_at where j.id = $1`;

export const auditJobs: JobHandlers = {
  async [AUDIT_JOB]({ id, database, county, actor, checkpoint, progress }) {
    const by = actor ?? CLOCK;
    const context = { database, county, actor: by, ability: defineAbilitiesFor(by) };
    const asked = [...((checkpoint as string[] | null) ?? [])];
    const rules = county.pack.auditRules;
    const total = rules.length;
    const run = async (step: string, work: (unit: UnitOfWork) => Promise<void>) => {
      const done = await runCommand(context, 'selfAudit', { key: `${id}:${step}` }, async (unit) => {
        await work(unit);
        return { type: 'Job', id };
      });
      if (done instanceof Failure) throw done;
    };
    let more = true;
    for (let slice = 0; more; slice += 1) {
      await progress({ done: asked.length, total });
      await run(`accounts:${slice}`, async ({ sql, vault }) => {
        more = await indexAccounts(sql, vault);
      });
    }
    for (const rule of rules.filter(({ code }) => !asked.includes(code))) {
      const { zh, en } = AUDIT_QUESTIONS[rule.code as AuditQuestion];
      await progress({ done: asked.length, total, step: { zh, en } });
      await run(rule.code, (unit) => auditQuestion(unit, { county, rule, on: today() }));
      asked.push(rule.code);
      await progress({ done: asked.length, total, checkpoint: asked });
    }
    const [changed] = await poolSql(database.pool)<{ added: number; back: number; vanished: number }>(CHANGED, [id]);
    return { ...changed };
  },
};
