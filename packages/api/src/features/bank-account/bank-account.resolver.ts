import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { type HouseholdRow, type PersonRow, RegistryReader } from '../registry/registry.reader.js';
import { HouseholdResult } from '../registry/registry.resolver.js';
import { Person } from '../registry/registry.types.js';
import { RecordBankAccountInput, RevealBankAccountInput, VerifyBankAccountInput } from './bank-account.inputs.js';
import { type AccountRow, BankAccountReader, findRevealedAccount } from './bank-account.reader.js';
import { BankAccount, RevealedAccount } from './bank-account.types.js';
import { recordBankAccount, verifyBankAccount } from './record-bank-account.js';
import { revealBankAccount } from './reveal-bank-account.js';

const RevealedAccountResult = resultUnion('RevealedAccountResult', RevealedAccount);

@Resolver(() => Person)
export class PersonAccountsResolver {
  @FieldResolver(() => [BankAccount], {
    description: 'The newest first; for whoever may read identities, and for departments that pay.',
  })
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

  @Mutation(() => RevealedAccountResult, { description: 'Reads an account number in full; the reading is kept.' })
  revealBankAccount(
    @Ctx() context: Context,
    @Arg('input', () => RevealBankAccountInput) input: RevealBankAccountInput,
  ): Promise<RevealedAccount> {
    return answer(signedIn(context), 'revealBankAccount', input, revealBankAccount, (id) =>
      findRevealedAccount(signedIn(context), id),
    );
  }

  @FieldResolver(() => [AllowedAction], { description: '`reveal`: read the number in full; `verify`: check it.' })
  allowedActions(@Root() account: AccountRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, locale, actor } = signedIn(context);
    const { isCurrent, verifiedBy, recordedById, townshipCode, payers } = account;
    const actions: AllowedAction[] = [];
    if (ability.can('reveal', subject('BankAccount', { townshipCode, payers }) as never))
      actions.push({ action: 'reveal', allowed: true, reason: null });
    if (isCurrent && !verifiedBy && ability.can('edit', subject('Household', { townshipCode }) as never)) {
      const own = recordedById === actor.staffId;
      const reason = locale === 'en' ? 'Somebody else must check it' : '须由另一位经办人核对';
      actions.push({ action: 'verify', allowed: !own, reason: own ? reason : null });
    }
    return actions;
  }
}

export const bankAccountResolvers = [PersonAccountsResolver, BankAccountResolver] as const;
