import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { answer } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { grouped, rows } from '../../platform/read.js';
import { type HouseholdRow, type PersonRow, RegistryReader } from '../registry/registry.reader.js';
import { HouseholdResult } from '../registry/registry.resolver.js';
import { Person } from '../registry/registry.types.js';
import { RecordBankAccountInput, VerifyBankAccountInput } from './bank-account.inputs.js';
import { BankAccount } from './bank-account.types.js';
import { recordBankAccount, verifyBankAccount } from './record-bank-account.js';

interface AccountRow {
  id: string;
  personId: string;
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
}

/** Accounts of people, for those who may read identities of their township; their numbers stay sealed. */
class BankAccountReader {
  readonly ofPerson = new DataLoader<string, AccountRow[]>(async (ids) => {
    const { ability, database } = this.context;
    const params: unknown[] = [ids];
    const access = accessSql(ability, 'read', 'Identity', { townshipCode: { sql: 'h.township_code' } }, params);
    const text = `select a.id, a.person_id as "personId", a.bank, a.holder, a.last4, a.reason, a.document,
        a.recorded_by as "recordedById", s.name as "recordedBy", a.recorded_at as "recordedAt", v.name as "verifiedBy",
        a.verified_at as "verifiedAt", h.township_code as "townshipCode",
        not exists (select from person_account n where n.person_id = a.person_id and n.id > a.id) as "isCurrent"
      from person_account a join person p on p.id = a.person_id
      join household h on h.id = coalesce(p.household_id, p.last_household_id)
      join staff s on s.id = a.recorded_by left join staff v on v.id = a.verified_by
      where a.person_id = any($1) and ${access} order by a.id desc`;
    return grouped(ids, await rows<AccountRow>(database.pool, text, params), (row) => row.personId);
  });

  constructor(private readonly context: Context) {}
}

@Resolver(() => Person)
export class PersonAccountsResolver {
  @FieldResolver(() => [BankAccount], { description: 'The newest first; only for whoever may read identities.' })
  accounts(@Root() person: PersonRow, @Ctx() context: Context): Promise<AccountRow[]> {
    return reader(context, BankAccountReader).ofPerson.load(person.id);
  }
}

@Resolver(() => BankAccount)
export class BankAccountResolver {
  @Mutation(() => HouseholdResult)
  recordBankAccount(
    @Ctx() context: Context,
    @Arg('input', () => RecordBankAccountInput) input: RecordBankAccountInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'recordBankAccount', input, recordBankAccount, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @Mutation(() => HouseholdResult)
  verifyBankAccount(
    @Ctx() context: Context,
    @Arg('input', () => VerifyBankAccountInput) input: VerifyBankAccountInput,
  ): Promise<HouseholdRow> {
    return answer(signedIn(context), 'verifyBankAccount', input, verifyBankAccount, (id) =>
      reader(context, RegistryReader).find(id),
    );
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() account: AccountRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, locale, actor } = signedIn(context);
    const { isCurrent, verifiedBy, recordedById, townshipCode } = account;
    if (!isCurrent || verifiedBy || !ability.can('edit', subject('Household', { townshipCode }) as never)) return [];
    const own = recordedById === actor.staffId;
    const reason = locale === 'en' ? 'Somebody else must check it' : '须由另一位经办人核对';
    return [{ action: 'verify', allowed: !own, reason: own ? reason : null }];
  }
}

export const bankAccountResolvers = [PersonAccountsResolver, BankAccountResolver] as const;
