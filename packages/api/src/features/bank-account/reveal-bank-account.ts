import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkPurpose } from '../privacy/reveal-identity.js';
import type { RevealBankAccountInput } from './bank-account.inputs.js';
import { ACCOUNT_ACCESS_COLUMNS, ACCOUNT_FROM } from './bank-account.reader.js';

/**
 * Notes that the actor reads an account number in full, and for what; the answer shows it. Throws InvalidInput, NotFound,
 * NotAllowed.
 */
export async function revealBankAccount(unit: UnitOfWork, input: RevealBankAccountInput): Promise<CommandResult> {
  const [account] = isUuid(input.accountId)
    ? await unit.sql<{ personId: string; townshipCode: string; payers: string[] }>(
        `select p.id as "personId", ${ACCOUNT_ACCESS_COLUMNS} from ${ACCOUNT_FROM} where a.id = $1`,
        [input.accountId],
      )
    : [];
  if (!account || !unit.ability.can('read', subject('BankAccount', { ...account }) as never)) {
    throw notFound({ zh: '账户', en: 'account' });
  }
  assertCan(unit, 'reveal', 'BankAccount', account);
  const note = checkPurpose(input);
  const [reading] = await unit.sql<{ id: string }>(
    `insert into identity_reading (person_id, account_id, read_by, purpose, note) values ($1, $2, $3, $4, $5)
     returning id`,
    [account.personId, input.accountId, unit.actor.staffId, input.purpose, note],
  );
  return { type: 'IdentityReading', id: reading?.id as string };
}
