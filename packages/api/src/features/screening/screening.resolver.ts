import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { DateText } from '../../platform/graphql/scalars.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { Program } from '../program/program.types.js';
import { ScreeningReader } from './screening.reader.js';
import { CountyFit } from './screening.types.js';

@Resolver(() => Program)
export class ScreeningResolver {
  @FieldResolver(() => CountyFit, { nullable: true })
  countyFit(
    @Root() program: PackProgram,
    @Ctx() context: Context,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): Promise<CountyFit | null> {
    return reader(signedIn(context), ScreeningReader).countyFit(program.code, on ?? today());
  }
}
