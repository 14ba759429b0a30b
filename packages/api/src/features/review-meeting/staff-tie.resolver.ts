import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type Context, type SignedIn, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { rows } from '../../platform/read.js';
import { declareTie, endTie } from './declare-tie.js';
import { DeclareTieInput, EndTieInput } from './review-meeting.inputs.js';
import { StaffTie } from './review-meeting.types.js';

const StaffTieResult = resultUnion('StaffTieResult', StaffTie);

interface TieRow {
  id: string;
  kind: string;
  villageCode: string | null;
  relation: string | null;
  ended: boolean;
}

/** What one declared oneself: nobody else is told. */
async function readOwnTies({ database, actor, county }: SignedIn): Promise<StaffTie[]> {
  const found = await rows<TieRow>(
    database.pool,
    `select id, kind, village_code as "villageCode", relation, ended_at is not null as ended from staff_tie
      where staff_id = $1 order by id`,
    [actor.staffId],
  );
  return found.map(({ villageCode, ...tie }) => {
    const place = villageCode ? county.village(villageCode) : undefined;
    return { ...tie, village: place ? { zh: place.village.name, en: place.village.name } : null };
  });
}

const readOwnTie = async (context: SignedIn, id: string) => (await readOwnTies(context)).find((tie) => tie.id === id);

@Resolver(() => StaffTie)
export class StaffTieResolver {
  @Query(() => [StaffTie], { description: 'Villages and relatives that one declared oneself and that stand.' })
  async ownTies(@Ctx() context: Context): Promise<StaffTie[]> {
    return (await readOwnTies(signedIn(context))).filter(({ ended }) => !ended);
  }

  @Mutation(() => StaffTieResult)
  declareTie(@Ctx() context: Context, @Arg('input', () => DeclareTieInput) input: DeclareTieInput): Promise<StaffTie> {
    const actor = signedIn(context);
    return answer(actor, 'declareTie', input, declareTie, (id) => readOwnTie(actor, id));
  }

  @Mutation(() => StaffTieResult)
  endTie(@Ctx() context: Context, @Arg('input', () => EndTieInput) input: EndTieInput): Promise<StaffTie> {
    const actor = signedIn(context);
    return answer(actor, 'endTie', input, endTie, (id) => readOwnTie(actor, id));
  }
}
