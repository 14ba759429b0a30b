import { Field, ObjectType } from 'type-graphql';
import { Instant } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true, description: 'What changed of an item since the reader read it.' })
export class ItemChange {
  @Field(() => Instant, { nullable: true, description: 'null where only the versions tell.' })
  at!: Date | null;
  @Field(() => Bilingual)
  words!: Bilingual;
}
