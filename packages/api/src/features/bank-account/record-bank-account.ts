import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { loadHousehold } from '../registry/load-household.js';
import { accountIndex } from './account-index.js';
import type { RecordBankAccountInput, VerifyBankAccountInput } from './bank-account.inputs.js';
import { numberProblem } from './card-number.js';

const ACCOUNT_KINDS = ['one_card', 'bank'];
const PERSON = { zh: '人员', en: 'person' };
const ACCOUNT = { zh: '账户', en: 'account' };

/**
 * Records the account to which aid of a person is paid from now on; former ones of its kind stay on record. The number is sealed. Throws
 * InvalidInput, NotFound, NotAllowed.
 */
export async function recordBankAccount(unit: UnitOfWork, input: RecordBankAccountInput): Promise<CommandResult> {
  const householdId = await householdOf(unit, input.personId);
  if (!householdId) throw notFound(PERSON);
  await loadHousehold(unit, householdId, 'edit');
  const check = new InputCheck();
  const bank = check.text('bank', input.bank, { zh: '开户银行', en: 'bank' }, 50);
  const holder = check.text('holder', input.holder, { zh: '户名', en: 'holder' }, 50);
  const reason = check.text('reason', input.reason, { zh: '登记原因', en: 'reason' });
  const number = input.bankAccount.normalize('NFKC').replace(/[\s-]/g, '');
  const problem = numberProblem(number);
  if (problem) check.add('bankAccount', problem);
  const kind = input.kind ?? 'bank';
  if (!ACCOUNT_KINDS.includes(kind))
    check.add('kind', { zh: '请选择“一卡通”或其他银行账户。', en: 'Choose the one-card or another bank account.' });
  check.done();
  const id = uuidv7();
  await unit.sql(
    `insert into person_account (id, person_id, bank, holder, number_sealed, last4, reason, document, recorded_by, number_index,
       kind)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      input.personId,
      bank,
      holder,
      unit.vault.seal(number, { table: 'person_account', column: 'number_sealed', rowId: id }),
      number.slice(-4),
      reason,
      input.document?.trim() || null,
      unit.actor.staffId,
      accountIndex(unit.vault, number),
      kind,
    ],
  );
  return { type: 'Household', id: householdId };
}

/**
 * Notes that a second person compared an account with the paper. Throws NotFound, NotAllowed, and WrongState for who
 * recorded it himself, an account that was checked, or one that a newer one took the place of.
 */
export async function verifyBankAccount(
  unit: UnitOfWork,
  { accountId }: VerifyBankAccountInput,
): Promise<CommandResult> {
  const before = await findAccount(unit, accountId);
  const householdId = before && (await householdOf(unit, before.personId));
  if (!householdId) throw notFound(ACCOUNT);
  await loadHousehold(unit, householdId, 'edit');
  const account = await findAccount(unit, accountId);
  if (account?.recordedBy === unit.actor.staffId) {
    throw wrongState('recorded', {
      zh: '登记账户的人不能自己核对，请由另一位经办人核对。',
      en: 'Who recorded an account cannot check it; somebody else must.',
    });
  }
  if (!account?.isCurrent || account.isVerified) {
    throw wrongState('done', {
      zh: '该账户已核对，或已被新账户取代。请刷新后再看。',
      en: 'This account was checked already, or a newer one took its place. Reload to see.',
    });
  }
  await unit.sql('update person_account set verified_by = $2, verified_at = now() where id = $1', [
    accountId,
    unit.actor.staffId,
  ]);
  return { type: 'Household', id: householdId };
}

async function householdOf({ sql }: UnitOfWork, personId: string): Promise<string | undefined> {
  if (!isUuid(personId)) return undefined;
  const [person] = await sql<{ id: string }>(
    'select coalesce(household_id, last_household_id) as id from person where id = $1',
    [personId],
  );
  return person?.id;
}

async function findAccount({ sql }: UnitOfWork, id: string) {
  if (!isUuid(id)) return undefined;
  const [account] = await sql<{ personId: string; recordedBy: string; isVerified: boolean; isCurrent: boolean }>(
    `select a.person_id as "personId", a.recorded_by as "recordedBy", a.verified_by is not null as "isVerified",
       not exists (select from person_account n where n.person_id = a.person_id and n.kind = a.kind and n.id > a.id) as "isCurrent"
     from person_account a where a.id = $1`,
    [id],
  );
  return account;
}
