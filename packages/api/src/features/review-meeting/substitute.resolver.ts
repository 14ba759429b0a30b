import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import DataLoader from 'dataloader';
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { grouped, rows } from '../../platform/read.js';
import { getStaff, readStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import type { MeetingRow, MemberRow } from './meeting-rows.js';
import { nameSubstitute, settleSubstitute } from './name-substitute.js';
import { NameSubstituteInput, SettleSubstituteInput } from './review-meeting.inputs.js';
import { MeetingReader } from './review-meeting.reader.js';
import { MeetingResult } from './review-meeting.resolver.js';
import { Meeting, MeetingMember } from './review-meeting.types.js';

@ObjectType({ simpleResolvers: true, description: 'Who sits in a member’s place at a meeting, or is proposed to.' })
export class Substitution {
  @Field(() => Staff)
  member!: Staff;
  @Field(() => Staff)
  substitute!: Staff;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { description: 'proposed, accepted, declined, withdrawn' })
  status!: string;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

interface SubstitutionRow {
  meetingId: string;
  memberId: string;
  substituteId: string;
  reason: string;
  status: string;
  chairId: string;
  meetingStatus: string;
}

/** Substitutions, reached only from a meeting that the reader may see; and who might sit in a member's place. */
class SubstitutionReader {
  readonly ofMeeting: DataLoader<string, SubstitutionRow[]>;

  constructor(private readonly context: Context) {
    this.ofMeeting = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<SubstitutionRow>(
          context.database.pool,
          `select n.meeting_id as "meetingId", n.member_id as "memberId", n.substitute_id as "substituteId", n.reason,
                  n.status, m.chair_id as "chairId", m.status as "meetingStatus"
             from meeting_substitution n join review_meeting m on m.id = n.meeting_id
            where n.meeting_id = any($1) order by n.at, n.id`,
          [ids],
        ),
        (row) => row.meetingId,
      ),
    );
  }

  /** Staff in service of a member's department who are not on the meeting. */
  async possible({ meetingId, staffId }: MemberRow): Promise<StaffRow[]> {
    const { pool } = this.context.database;
    const found = await rows<{ id: string }>(
      pool,
      `select s.id from staff s join staff m on m.id = $2 and m.department_code = s.department_code
        where s.active and s.role in ('member', 'manager')
          and not exists (select from meeting_member x where x.meeting_id = $1 and x.staff_id = s.id)
        order by s.name`,
      [meetingId, staffId],
    );
    return readStaff(
      pool,
      found.map(({ id }) => id),
    );
  }
}

@Resolver(() => Substitution)
class SubstitutionResolver {
  @FieldResolver(() => Staff)
  member(@Root() { memberId }: SubstitutionRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, memberId);
  }

  @FieldResolver(() => Staff)
  substitute(@Root() { substituteId }: SubstitutionRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> {
    return getStaff(context, substituteId);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() row: SubstitutionRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, actor } = signedIn(context);
    if (row.meetingStatus === 'closed') return [];
    const settles = ability.can('settle_substitute', subject('Meeting', { chairId: row.chairId }) as never);
    const actions = settles ? ['accept', 'decline', 'withdraw'] : actor.staffId === row.memberId ? ['withdraw'] : [];
    return actions
      .filter((action) => nextStatus('Substitution', row.status, action) !== undefined)
      .map((action) => ({ action, allowed: true, reason: null }));
  }
}

@Resolver(() => MeetingMember)
class StandingInResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'In whose place he sits.' })
  standsFor(@Root() { standsFor }: MemberRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> | null {
    return standsFor ? getStaff(context, standsFor) : null;
  }

  @FieldResolver(() => [Staff], {
    description: 'Who might sit in his place; told to himself and to the meeting’s chair.',
  })
  async possibleSubstitutes(@Root() member: MemberRow, @Ctx() context: Context): Promise<StaffRow[]> {
    const { ability, actor } = signedIn(context);
    if (member.role !== 'member') return [];
    const meeting = await reader(context, MeetingReader).find(member.meetingId);
    const settles = meeting && ability.can('settle_substitute', subject('Meeting', { ...meeting }) as never);
    const own = actor.staffId === member.staffId;
    return settles || own ? reader(context, SubstitutionReader).possible(member) : [];
  }
}

@Resolver(() => Meeting)
class SubstitutingResolver {
  @FieldResolver(() => [Substitution])
  substitutions(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<SubstitutionRow[]> {
    return reader(context, SubstitutionReader).ofMeeting.load(meeting.id);
  }

  @Mutation(() => MeetingResult)
  nameSubstitute(
    @Ctx() context: Context,
    @Arg('input', () => NameSubstituteInput) input: NameSubstituteInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'nameSubstitute', input, nameSubstitute, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  settleSubstitute(
    @Ctx() context: Context,
    @Arg('input', () => SettleSubstituteInput) input: SettleSubstituteInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'settleSubstitute', input, settleSubstitute, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }
}

export const substituteResolvers = [SubstitutionResolver, StandingInResolver, SubstitutingResolver] as const;
