import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true })
export class Bilingual {
  @Field(() => String)
  zh!: string;
  @Field(() => String)
  en!: string;
}

/** Something the signed-in person may do now with a record; `reason` says why not when `allowed` is false. */
@ObjectType({
  simpleResolvers: true,
  description:
    'Something the signed-in person may do now with a record; `reason` says why not when `allowed` is false.',
})
export class AllowedAction {
  @Field(() => String)
  action!: string;
  @Field(() => Boolean)
  allowed!: boolean;
  @Field(() => String, { nullable: true })
  reason!: string | null;
}
