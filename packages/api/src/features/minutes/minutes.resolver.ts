import { subject } from '@casl/ability';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import type { MeetingRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { MeetingResult } from '../review-meeting/review-meeting.resolver.js';
import { Minutes, MinutesPerson } from '../review-meeting/review-meeting.types.js';
import type { MinutesPersonRow } from '../review-meeting/write-minutes.js';
import { AnnexMinutesInput, NameSecretaryInput, SignMinutesInput } from './minutes.inputs.js';
import { SigningReader, type SigningRow } from './minutes.reader.js';
import { MinutesAnnex, MinutesSignature } from './minutes.types.js';
import { annexMinutes, nameSecretary, signMinutes } from './sign-minutes.js';

interface MinutesRoot {
  meetingId: string;
}

async function signingOf(context: Context, { meetingId }: MinutesRoot): Promise<SigningRow> {
  const signing = await reader(context, SigningReader).ofMeeting.load(meetingId);
  if (!signing) throw new Error(`no minutes of meeting ${meetingId}`);
  return signing;
}

const dated = <Row extends { at: string }>(row: Row) => ({ ...row, at: new Date(row.at) });

/** What stands below the text of minutes, and who may add to it. */
@Resolver(() => Minutes)
class MinutesResolver {
  @FieldResolver(() => MinutesPerson, { nullable: true })
  async secretary(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<MinutesPersonRow | null> {
    return (await signingOf(context, root)).secretary;
  }

  @FieldResolver(() => ID, { nullable: true })
  async secretaryId(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<string | null> {
    return (await signingOf(context, root)).secretaryId;
  }

  @FieldResolver(() => String, { description: 'SHA-256 of the text; whoever signs names it.' })
  async digest(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<string> {
    return (await signingOf(context, root)).digest;
  }

  @FieldResolver(() => [MinutesSignature])
  async signatures(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<MinutesSignature[]> {
    return (await signingOf(context, root)).signatures.map(dated);
  }

  @FieldResolver(() => [MinutesAnnex])
  async annexes(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<MinutesAnnex[]> {
    return (await signingOf(context, root)).annexes.map(dated);
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() root: MinutesRoot, @Ctx() context: Context): Promise<AllowedAction[]> {
    const { chairId, secretaryId, signatures } = await signingOf(context, root);
    const { ability, actor } = signedIn(context);
    const done = {
      name_secretary: signatures.some(({ role }) => role === 'secretary'),
      sign_minutes: signatures.some(({ staffId }) => staffId === actor.staffId),
      annex_minutes: false,
    };
    const meeting = subject('Meeting', { chairId, secretaryId });
    return Object.entries(done)
      .filter(([action, isDone]) => !isDone && ability.can(action, meeting as never))
      .map(([action]) => ({ action, allowed: true, reason: null }));
  }

  @Mutation(() => MeetingResult)
  nameSecretary(
    @Ctx() context: Context,
    @Arg('input', () => NameSecretaryInput) input: NameSecretaryInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'nameSecretary', input, nameSecretary, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  signMinutes(
    @Ctx() context: Context,
    @Arg('input', () => SignMinutesInput) input: SignMinutesInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'signMinutes', input, signMinutes, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }

  @Mutation(() => MeetingResult)
  annexMinutes(
    @Ctx() context: Context,
    @Arg('input', () => AnnexMinutesInput) input: AnnexMinutesInput,
  ): Promise<MeetingRow> {
    return answer(signedIn(context), 'annexMinutes', input, annexMinutes, (id) =>
      reader(context, MeetingReader).find(id),
    );
  }
}

export const minutesResolvers = [MinutesResolver] as const;
