import { Field, ID, ObjectType } from 'type-graphql';
import { DateText } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true })
export class LetterSection {
  @Field(() => Bilingual, { nullable: true })
  heading!: Bilingual | null;
  @Field(() => [Bilingual])
  lines!: Bilingual[];
}

@ObjectType({ simpleResolvers: true, description: 'The answer of all departments to a family, in plain words.' })
export class CaseLetter {
  @Field(() => String)
  caseNumber!: string;
  @Field(() => String)
  name!: string;
  @Field(() => [LetterSection])
  sections!: LetterSection[];
  @Field(() => [Bilingual], { description: 'The same as it is said on the telephone.' })
  script!: Bilingual[];
  @Field(() => Bilingual, { description: 'Who signs.' })
  committee!: Bilingual;
  @Field(() => DateText, { description: 'Today: the letter is worked out anew each time.' })
  writtenOn!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a family is told in writing when its monthly aid changes.' })
export class AidNotice {
  @Field(() => ID)
  householdId!: string;
  @Field(() => String, { description: 'exit, ended, waits or changed' })
  kind!: string;
  @Field(() => Bilingual)
  title!: Bilingual;
  @Field(() => [LetterSection])
  sections!: LetterSection[];
  @Field(() => Bilingual, { description: 'The department, which signs.' })
  signedBy!: Bilingual;
  @Field(() => DateText, { description: 'Today: the notice is worked out anew each time.' })
  writtenOn!: string;
}
