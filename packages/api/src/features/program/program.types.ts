import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateText } from '../../platform/graphql/scalars.js';
import { Bilingual } from '../../platform/graphql/shared.types.js';

@ObjectType({ simpleResolvers: true })
export class Department {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
}

@ObjectType({ simpleResolvers: true })
export class Village {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  kind!: string;
}

@ObjectType({ simpleResolvers: true })
export class Township {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => [Village])
  villages!: Village[];
}

@ObjectType({ simpleResolvers: true })
export class EnumOption {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  zh!: string;
  @Field(() => String)
  en!: string;
}

@ObjectType({ simpleResolvers: true })
export class FactDefinition {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => String)
  scope!: string;
  @Field(() => String)
  type!: string;
  @Field(() => Bilingual, { nullable: true })
  unit!: Bilingual | null;
  @Field(() => Boolean)
  money!: boolean;
  @Field(() => [EnumOption])
  options!: EnumOption[];
  @Field(() => [String])
  verifiedBy!: string[];
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class StandardFigure {
  @Field(() => String)
  code!: string;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Bilingual)
  unit!: Bilingual;
  @Field(() => Float)
  value!: number;
  @Field(() => DateText)
  from!: string;
  @Field(() => DateText, { nullable: true })
  to!: string | null;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  source!: string;
}

@ObjectType({ simpleResolvers: true })
export class Program {
  @Field(() => String)
  code!: string;
  @Field(() => Int, { description: 'Number of the rule version in force; 1 is the county pack.' })
  version!: number;
  @Field(() => Bilingual)
  name!: Bilingual;
  @Field(() => Department)
  department!: Department;
  @Field(() => Bilingual)
  category!: Bilingual;
  @Field(() => String)
  form!: string;
  @Field(() => String)
  period!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => String)
  rule!: string;
  @Field(() => Bilingual)
  ruleInWords!: Bilingual;
  @Field(() => String)
  amountKind!: string;
  @Field(() => String, { nullable: true })
  amountFormula!: string | null;
  @Field(() => [Bilingual])
  funds!: Bilingual[];
  @Field(() => [Bilingual])
  groups!: Bilingual[];
  @Field(() => Bilingual)
  deadline!: Bilingual;
  @Field(() => [Bilingual])
  evidence!: Bilingual[];
  @Field(() => Bilingual)
  concurrencyWords!: Bilingual;
  @Field(() => Boolean)
  assumed!: boolean;
  @Field(() => Boolean)
  planAllowed!: boolean;
  @Field(() => String)
  source!: string;
}
