import { subject } from '@casl/ability';
import type { SignedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { notAllowed, notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkPurpose } from '../privacy/reveal-identity.js';
import type { RevealRecipientInput } from './trail.inputs.js';
import type { RevealedRecipient } from './trail.types.js';

const ENTRY = { zh: '资金明细', en: 'entry' };

/**
 * Notes that a leader reads whom an amount was for, and for what; the answer shows it. Throws InvalidInput, NotFound,
 * NotAllowed.
 */
export async function revealRecipient(unit: UnitOfWork, input: RevealRecipientInput): Promise<CommandResult> {
  const [entry] = isUuid(input.transferId)
    ? await unit.sql<{ personId: string | null; departmentCode: string }>(
        `select t.person_id as "personId", l.department_code as "departmentCode" from ledger_transfer t
         join ledger_account a on a.id = t.credit_account_id join budget_line l on l.id = a.line_id where t.id = $1`,
        [input.transferId],
      )
    : [];
  const { departmentCode } = entry ?? {};
  if (!entry?.personId || !unit.ability.can('read', subject('FundingEntry', { departmentCode }) as never)) {
    throw notFound(ENTRY);
  }
  if (!unit.ability.can('reveal', subject('FundingEntry', { departmentCode }) as never)) {
    throw notAllowed({
      zh: '按用途查看姓名只供县领导核查使用；您的岗位看到的姓名不需要另行查阅。',
      en: 'Reading a name for a purpose is for the leadership; what your post may see needs no reading.',
    });
  }
  const note = checkPurpose(input);
  const [reading] = await unit.sql<{ id: string }>(
    `insert into identity_reading (person_id, read_by, purpose, note, transfer_id) values ($1, $2, $3, $4, $5) returning id`,
    [entry.personId, unit.actor.staffId, input.purpose, note, input.transferId],
  );
  return { type: 'IdentityReading', id: reading?.id as string };
}

/** What the actor has just said that he reads; undefined a quarter of an hour later, or where it was somebody else. */
export async function findRecipient(
  { database, actor, ability, county }: SignedIn,
  readingId: string,
): Promise<RevealedRecipient | undefined> {
  const params: unknown[] = [readingId, actor.staffId];
  const access = accessSql(ability, 'reveal', 'FundingEntry', { departmentCode: { sql: 'l.department_code' } }, params);
  const [found] = await rows<Omit<RevealedRecipient, 'villageName'> & { villageCode: string }>(
    database.pool,
    `select r.id, p.name as "personName", h.code as "householdCode", h.village_code as "villageCode"
     from identity_reading r join ledger_transfer t on t.id = r.transfer_id
     join ledger_account a on a.id = t.credit_account_id join budget_line l on l.id = a.line_id
     join person meant on meant.id = r.person_id join person p on p.id = coalesce(meant.merged_into, meant.id)
     join household h on h.id = coalesce(p.household_id, p.last_household_id)
     where r.id = $1 and r.read_by = $2 and r.read_at > now() - interval '15 minutes' and ${access}`,
    params,
  );
  return found && { ...found, villageName: county.village(found.villageCode)?.village.name ?? found.villageCode };
}
