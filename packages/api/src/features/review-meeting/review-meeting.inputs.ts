import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class PlanMeetingInput {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  scheduledAt!: string;
  @Field(() => String)
  place!: string;
  @Field(() => ID, { nullable: true })
  chairId?: string | null;
  @Field(() => [ID])
  memberIds!: string[];
  @Field(() => [ID])
  caseIds!: string[];
  @Field(() => [ID])
  batchIds!: string[];
  @Field(() => [ID], { nullable: true, description: 'Package items that their departments declined.' })
  packageItemIds?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'All of these in the order of the agenda.' })
  order?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Why it is an emergency session; none for an ordinary meeting.' })
  emergencyReason?: string | null;
}

@InputType()
export class AddAgendaItemInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => ID, { nullable: true })
  caseId?: string | null;
  @Field(() => ID, { nullable: true })
  batchId?: string | null;
  @Field(() => ID, { nullable: true, description: 'An item that its department declined.' })
  packageItemId?: string | null;
}

@InputType()
export class MeetingActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class AttendanceInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => ID)
  staffId!: string;
  @Field(() => Boolean)
  present!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Present in another open meeting too, knowingly.' })
  alsoElsewhere?: boolean | null;
}

@InputType()
export class NameSubstituteInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => ID, { nullable: true, description: 'The member who cannot come; oneself when left out.' })
  memberId?: string | null;
  @Field(() => ID, { description: 'Somebody of the same department.' })
  substituteId!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class SettleSubstituteInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => ID)
  memberId!: string;
  @Field(() => String, { description: 'accept, decline, withdraw' })
  action!: string;
}

@InputType()
export class ChoosePresiderInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => ID, { description: 'A member in the room who does not stand aside.' })
  staffId!: string;
}

@InputType()
export class UnanimousInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int, { description: 'The `subjectVersion` of the item as it was put to the vote.' })
  subjectVersion!: number;
}

@InputType()
export class PauseMeetingInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class ClosePartInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => Boolean, { description: 'true: closed to all but those in the room; false: open again.' })
  closed!: boolean;
}

@InputType()
export class AgendaItemActionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
export class DecideItemInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String)
  reason!: string;
}

@InputType({ description: 'Something that somebody does until the item comes back.' })
export class ItemTaskInput {
  @Field(() => String)
  title!: string;
  @Field(() => ID, { description: 'Somebody on the meeting, or who first received the case.' })
  assigneeId!: string;
  @Field(() => String, { description: 'YYYY-MM-DD' })
  dueOn!: string;
}

@InputType({ description: 'A few members who look into a case and report an opinion back.' })
export class SubgroupInput {
  @Field(() => [ID])
  memberIds!: string[];
  @Field(() => String)
  question!: string;
  @Field(() => String, { description: 'YYYY-MM-DD' })
  dueOn!: string;
}

@InputType()
export class DeferItemInput extends DecideItemInput {
  @Field(() => [ItemTaskInput], { nullable: true })
  tasks?: ItemTaskInput[] | null;
  @Field(() => SubgroupInput, { nullable: true })
  subgroup?: SubgroupInput | null;
}

@InputType({ description: 'A department whose part of the package the meeting does not adopt.' })
export class RefusedPartInput {
  @Field(() => String)
  departmentCode!: string;
  @Field(() => String)
  reason!: string;
}

@InputType()
export class AdoptItemInput extends AgendaItemActionInput {
  @Field(() => [RefusedPartInput], { nullable: true })
  refusedParts?: RefusedPartInput[] | null;
}

@InputType()
export class ReportSubgroupInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  subgroupId!: string;
  @Field(() => String, { description: '5–2000 characters' })
  text!: string;
}

@InputType()
export class OpinionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => ID, { nullable: true })
  staffId?: string | null;
  @Field(() => String)
  stance!: string;
  @Field(() => String)
  text!: string;
}

@InputType()
export class AskItemQuestionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => String)
  text!: string;
}

@InputType()
export class AnswerItemQuestionInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  questionId!: string;
  @Field(() => String)
  text!: string;
}

@InputType()
export class VoteInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => ID, { nullable: true })
  staffId?: string | null;
  @Field(() => Int, { description: 'The `subjectVersion` of the item that the voter has before him.' })
  subjectVersion!: number;
  @Field(() => String)
  choice!: string;
}

@InputType()
export class SecretVoteInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int, { description: 'The `subjectVersion` of the item that the voter has before him.' })
  subjectVersion!: number;
  @Field(() => String, { description: 'for, against, abstain; kept nowhere beside who voted' })
  secretChoice!: string;
}

@InputType()
export class ChooseBallotInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => Int)
  expectedVersion!: number;
  @Field(() => String, { description: 'open or secret' })
  ballot!: string;
}

@InputType()
export class RecuseInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  itemId!: string;
  @Field(() => ID, { nullable: true })
  staffId?: string | null;
  @Field(() => String, { description: 'kin, same_village, own_recommendation, other' })
  ground!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Who presides in place of a chair; by the committee’s order when left out.',
  })
  presiderId?: string | null;
}

@InputType()
export class DeclareTieInput {
  @Field(() => String)
  key!: string;
  @Field(() => String, { nullable: true })
  villageCode?: string | null;
  @Field(() => String, { nullable: true })
  idNumber?: string | null;
  @Field(() => String, { nullable: true })
  relation?: string | null;
}

@InputType()
export class EndTieInput {
  @Field(() => String)
  key!: string;
  @Field(() => ID)
  tieId!: string;
}
