import DataLoader from 'dataloader';
import type { Context, SignedIn } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { grouped, rows } from '../../platform/read.js';
import type { RevealedAccount } from './bank-account.types.js';

export interface AccountRow {
  id: string;
  personId: string;
  kind: string;
  bank: string;
  holder: string;
  last4: string;
  reason: string;
  document: string | null;
  recordedById: string;
  recordedBy: string;
  recordedAt: Date;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  isCurrent: boolean;
  townshipCode: string;
  payers: string[];
}

/** SQL of the departments that give aid to a person `p` of a household `h`, or to all of it. */
const PAYERS = `array(select distinct g.department_code from aid_record g where not g.plan_only
  and (g.person_id = p.id or g.person_id is null and g.household_id = h.id) order by 1)`;

/** What abilities ask of an account, as SQL over its person `p` and household `h`. */
export const ACCOUNT_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'h.township_code' },
  payers: { sql: PAYERS, array: true },
};

/** An account `a` with its person and where he is, or was last. */
export const ACCOUNT_FROM = `person_account a join person p on p.id = a.person_id
  join household h on h.id = coalesce(p.household_id, p.last_household_id)`;
export const ACCOUNT_ACCESS_COLUMNS = `h.township_code as "townshipCode", ${PAYERS} as payers`;

/** Accounts of people as far as the reader may know of them; their numbers stay sealed. */
export class BankAccountReader {
  readonly ofPerson = new DataLoader<string, AccountRow[]>(async (ids) => {
    const { ability, database } = this.context;
    const params: unknown[] = [ids];
    const access = accessSql(ability, 'read', 'BankAccount', ACCOUNT_FIELDS, params);
    const text = `select a.id, a.person_id as "personId", a.kind, a.bank, a.holder, a.last4, a.reason, a.document,
        a.recorded_by as "recordedById", s.name as "recordedBy", a.recorded_at as "recordedAt", v.name as "verifiedBy",
        a.verified_at as "verifiedAt", ${ACCOUNT_ACCESS_COLUMNS},
        not exists (select from person_account n where n.person_id = a.person_id and n.kind = a.kind
          and n.id > a.id) as "isCurrent"
      from ${ACCOUNT_FROM} join staff s on s.id = a.recorded_by left join staff v on v.id = a.verified_by
      where a.person_id = any($1) and ${access} order by a.id desc`;
    return grouped(ids, await rows<AccountRow>(database.pool, text, params), (row) => row.personId);
  });

  constructor(private readonly context: Context) {}
}

/** The account that the actor has just said he reads; undefined a quarter of an hour later, or where it was another. */
export async function findRevealedAccount(
  { database, actor, ability }: SignedIn,
  readingId: string,
): Promise<RevealedAccount | undefined> {
  const params: unknown[] = [readingId, actor.staffId];
  const access = accessSql(ability, 'reveal', 'BankAccount', ACCOUNT_FIELDS, params);
  const [account] = await rows<{ readingId: string; id: string; bank: string; holder: string; sealed: Buffer }>(
    database.pool,
    `select r.id as "readingId", a.id, a.bank, a.holder, a.number_sealed as sealed
     from ${ACCOUNT_FROM} join identity_reading r on r.account_id = a.id
     where r.id = $1 and r.read_by = $2 and r.read_at > now() - interval '15 minutes' and ${access}`,
    params,
  );
  if (!account) return undefined;
  const place = { table: 'person_account', column: 'number_sealed', rowId: account.id };
  return {
    id: account.readingId,
    accountId: account.id,
    bank: account.bank,
    holder: account.holder,
    number: database.vault.open(account.sealed, place),
  };
}
