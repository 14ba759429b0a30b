import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { PackageItem } from '../aid-package/aid-package.types.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';
import { BudgetLine } from '../funding/funding.types.js';
import { Department } from '../program/program.types.js';
import { changeDonorWish } from './change-wish.js';
import { ChangeDonorWishInput, DonationFilter, RecordDonationInput } from './donation.inputs.js';
import { DonationReader, type DonationRow, type WishRow } from './donation.reader.js';
import { Donation, DonationMonth, DonationShare, DonorWish } from './donation.types.js';
import { recordDonation, takesDonations } from './record-donation.js';

const DonationResult = resultUnion('DonationResult', Donation);

const readAgain = (context: Context) => (id: string) => reader(context, DonationReader).find(id);

@Resolver(() => Donation)
class DonationResolver {
  @Query(() => [Donation], { description: 'The newest first.' })
  donations(
    @Ctx() context: Context,
    @Arg('filter', () => DonationFilter) filter: DonationFilter,
  ): Promise<DonationRow[]> {
    return reader(signedIn(context), DonationReader).donations(filter);
  }

  @Query(() => Donation, { nullable: true })
  async donation(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<DonationRow | null> {
    return (await reader(signedIn(context), DonationReader).find(id)) ?? null;
  }

  @Query(() => [BudgetLine], { description: "This year's lines into which the actor may record donations." })
  async linesForDonations(@Ctx() context: Context): Promise<LineRow[]> {
    const { ability, county } = signedIn(context);
    const lines = await reader(context, FundingReader).lines([Number(today().slice(0, 4))]);
    const mayRecord = ({ departmentCode }: LineRow) =>
      ability.can('record', subject('Donation', { departmentCode }) as never);
    return lines.filter((line) => !line.closedOn && mayRecord(line) && takesDonations(county, line));
  }

  @Mutation(() => DonationResult, { description: 'Raises a budget line by money that was given.' })
  recordDonation(
    @Ctx() context: Context,
    @Arg('input', () => RecordDonationInput) input: RecordDonationInput,
  ): Promise<DonationRow> {
    return answer(signedIn(context), 'recordDonation', input, recordDonation, readAgain(context));
  }

  @Mutation(() => DonationResult, { description: "By the giver's letter; what was given before stays." })
  changeDonorWish(
    @Ctx() context: Context,
    @Arg('input', () => ChangeDonorWishInput) input: ChangeDonorWishInput,
  ): Promise<DonationRow> {
    return answer(signedIn(context), 'changeDonorWish', input, changeDonorWish, readAgain(context));
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: DonationRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }

  @FieldResolver(() => [DonorWish])
  wishes(@Root() { id }: DonationRow, @Ctx() context: Context): Promise<WishRow[]> {
    return reader(context, DonationReader).wishes.load(id);
  }

  @FieldResolver(() => [DonationMonth])
  months(@Root() { id }: DonationRow, @Ctx() context: Context): Promise<DonationMonth[]> {
    return reader(context, DonationReader).months.load(id);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() donation: DonationRow, @Ctx() context: Context): AllowedAction[] {
    const { departmentCode, leftFen } = donation;
    const may = context.ability.can('change_wish', subject('Donation', { departmentCode }) as never);
    return may && leftFen > 0 ? [{ action: 'change_wish', allowed: true, reason: null }] : [];
  }
}

@Resolver(() => DonorWish)
class DonorWishResolver {
  @FieldResolver(() => Bilingual, { nullable: true })
  township(@Root() { townshipCode }: WishRow, @Ctx() { county }: Context): Bilingual | null {
    return (townshipCode && county.township(townshipCode)?.name) || null;
  }
}

@Resolver(() => PackageItem)
class ItemDonationsResolver {
  @FieldResolver(() => [DonationShare], { description: 'Of whose donations it was given.' })
  donations(@Root() { id }: { id: string }, @Ctx() context: Context): Promise<DonationShare[]> {
    return reader(context, DonationReader).ofItem.load(id);
  }
}

export const donationResolvers = [DonationResolver, DonorWishResolver, ItemDonationsResolver] as const;
