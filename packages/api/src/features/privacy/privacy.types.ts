import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

/** A person's numbers in full, as read once for a purpose. */
@ObjectType({ simpleResolvers: true, description: "A person's numbers in full, as read once for a purpose." })
export class RevealedIdentity {
  @Field(() => ID, { description: 'Of the reading.' })
  id!: string;
  @Field(() => ID)
  personId!: string;
  @Field(() => String)
  idNumber!: string;
  @Field(() => String, { nullable: true })
  phone!: string | null;
}

/** Somebody read a person's numbers in full. */
@ObjectType({ simpleResolvers: true, description: "Somebody read a person's numbers in full." })
export class IdentityReading {
  @Field(() => ID)
  id!: string;
  @Field(() => ID, { nullable: true, description: 'null: of a name to look into, of whom only a list knows.' })
  personId!: string | null;
  @Field(() => String)
  personName!: string;
  @Field(() => ID, { nullable: true })
  householdId!: string | null;
  @Field(() => String)
  readBy!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => Instant)
  readAt!: Date;
  @Field(() => String)
  purpose!: string;
  @Field(() => Boolean, { description: 'The account for aid was read; otherwise identity and telephone.' })
  ofAccount!: boolean;
  @Field(() => Boolean, { description: 'The name behind an amount was read, and nothing else.' })
  ofAmount!: boolean;
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class IdentityReadingConnection {
  @Field(() => [IdentityReading])
  nodes!: IdentityReading[];
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  nextCursor!: string | null;
}
