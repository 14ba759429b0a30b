import { PLACES_BY_ROLE } from '@yimen/schema';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { getStaff, IdentityReader, type StaffRow } from './identity.reader.js';
import { RoleCard, Staff, Viewer } from './identity.types.js';
import { unitName } from './unit-name.js';

@Resolver(() => Staff)
export class StaffResolver {
  @FieldResolver(() => Bilingual)
  title(@Root() staff: StaffRow): Bilingual {
    return { zh: staff.titleZh, en: staff.titleEn };
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() staff: StaffRow, @Ctx() context: Context): Department | null {
    return staff.departmentCode ? context.county.department(staff.departmentCode) : null;
  }

  @FieldResolver(() => Bilingual)
  orgUnitName(@Root() staff: StaffRow, @Ctx() context: Context): Bilingual {
    return unitName(context.county, staff.orgUnitCode);
  }
}

@Resolver()
export class IdentityResolver {
  @Query(() => Viewer, { nullable: true })
  async viewer(@Ctx() context: Context): Promise<Viewer | null> {
    if (!context.actor) return null;
    const staff = await getStaff(context, context.actor.staffId);
    const own: string[] = [...PLACES_BY_ROLE[context.actor.role]];
    const places = context.actor.standsIn && !own.includes('meetings') ? ['meetings', ...own] : own;
    return { staff: staff as unknown as Staff, places, demo: context.config.demo, today: today() };
  }

  @Query(() => [RoleCard])
  async roleCards(@Ctx() context: Context): Promise<RoleCard[]> {
    const cards = await reader(context, IdentityReader).roleCards();
    return cards.map((card) => ({
      staffId: card.id,
      username: card.username,
      name: card.name,
      role: card.role,
      title: { zh: card.titleZh, en: card.titleEn },
      departmentCode: card.departmentCode,
      departmentName: card.departmentCode ? context.county.department(card.departmentCode).name : null,
      orgUnitName: unitName(context.county, card.orgUnitCode),
    }));
  }

  @Query(() => [Staff])
  async committee(@Ctx() context: Context): Promise<StaffRow[]> {
    signedIn(context);
    return reader(context, IdentityReader).committee();
  }
}
