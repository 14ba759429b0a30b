import { subject } from '@casl/ability';
import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { EnterDiscoveryResultInput } from './match.inputs.js';

interface Discovery {
  id: string;
  matchId: string;
  householdId: string | null;
  townshipCode: string;
  departmentCode: string | null;
  status: string;
  version: number;
}

const NAME = { zh: '条核查任务', en: 'name to look into' };

/**
 * Enters what a township found out about a name (R66); a result may be put right, each stays on record. The township's
 * task is done with its last result. Throws NotFound, NotAllowed, StaleVersion, InvalidInput.
 */
export async function enterDiscoveryResult(unit: UnitOfWork, input: EnterDiscoveryResultInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const discovery = await lockDiscovery(unit, input.discoveryId);
  assertVersion(discovery, input.expectedVersion);
  const status = assertTransition('Discovery', discovery.status, 'enter_result', {
    zh: '该任务不能再登记结果。',
    en: 'No result can be entered any more.',
  });
  const { result, reason, caseId } = await checkResult(unit, discovery, input);
  await sql(
    `insert into discovery_result (discovery_id, result, reason, case_id, entered_by) values ($1, $2, $3, $4, $5)`,
    [discovery.id, result, reason, caseId, actor.staffId],
  );
  await sql(
    `update discovery set status = $2, result = $3, reason = $4, case_id = $5, result_by = $6,
       result_at = clock_timestamp(), version = version + 1 where id = $1`,
    [discovery.id, status, result, reason, caseId, actor.staffId],
  );
  await sql(
    `update task t set status = 'done', done_at = clock_timestamp(), done_by = $3, version = version + 1
     where t.kind = 'discovery' and t.list_match_id = $1 and t.township_code = $2 and t.status = 'open'
       and not exists (select from discovery d where d.match_id = $1 and d.township_code = $2 and d.status = 'open')`,
    [discovery.matchId, discovery.townshipCode, actor.staffId],
  );
  return { type: 'Discovery', id: discovery.id };
}

/** Locks the match first, so that of two last results of a township one sees the other, then the name. */
async function lockDiscovery(unit: UnitOfWork, id: string): Promise<Discovery> {
  if (!isUuid(id)) throw notFound(NAME);
  await unit.sql(
    'select m.id from list_match m join discovery d on d.match_id = m.id where d.id = $1 for update of m',
    [id],
  );
  const [discovery] = await unit.sql<Discovery>(
    `select d.id, d.match_id as "matchId", d.household_id as "householdId", d.township_code as "townshipCode",
       m.department_code as "departmentCode", d.status, d.version
     from discovery d join list_match m on m.id = d.match_id where d.id = $1 for update of d`,
    [id],
  );
  if (!discovery || !unit.ability.can('read', subject('Discovery', { ...discovery }) as never)) throw notFound(NAME);
  assertCan(unit, 'enter_result', 'Discovery', discovery);
  return discovery;
}

async function checkResult(
  unit: UnitOfWork,
  discovery: Discovery,
  input: EnterDiscoveryResultInput,
): Promise<{ result: DiscoveryResult; reason: string | null; caseId: string | null }> {
  const check = new InputCheck();
  const known = Object.hasOwn(DISCOVERY_RESULTS, input.result);
  if (!known) check.add('result', { zh: '请选择核查结果。', en: 'Choose the result.' });
  const needed = known && DISCOVERY_RESULTS[input.result as DiscoveryResult].reason;
  const reason =
    needed || input.reason?.trim() ? check.text('reason', input.reason ?? '', { zh: '原因', en: 'reason' }, 500) : null;
  if (input.caseId && !(await isCaseOf(unit, input.caseId, discovery.householdId)))
    check.add('caseId', { zh: '该个案不属于这一户。', en: 'This case is not of this household.' });
  check.done();
  return { result: input.result as DiscoveryResult, reason: reason ?? null, caseId: input.caseId ?? null };
}

async function isCaseOf({ sql }: UnitOfWork, caseId: string, householdId: string | null): Promise<boolean> {
  if (!isUuid(caseId) || !householdId) return false;
  const found = await sql('select from case_file where id = $1 and household_id = $2', [caseId, householdId]);
  return found.length > 0;
}
