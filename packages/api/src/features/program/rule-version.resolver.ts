import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { today } from '../../platform/clock.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { DateText } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { contentOf, type ProgramContent } from '../../policy/program-content.js';
import type { Program as PackProgram } from '../../policy/types.js';
import type { TaskRow } from '../task/task.reader.js';
import { Task } from '../task/task.types.js';
import { ruleName, type StoredFigure } from './load-rule.js';
import { discardRuleVersion, returnRuleVersion, submitRuleVersion } from './move-rule.js';
import { Department, Program } from './program.types.js';
import { publishRuleVersion } from './publish-rule.js';
import { problemAnswer, problemsOf, typedContent } from './rule-content.js';
import { reachOf } from './rule-reach.js';
import {
  PublishRuleVersionInput,
  ReturnRuleVersionInput,
  RuleContentInput,
  RuleVersionActionInput,
  SaveProgramVersionInput,
  SaveStandardVersionInput,
} from './rule-version.inputs.js';
import { lastDayOf, phaseOf, RuleVersionReader, type RuleVersionRow } from './rule-version.reader.js';
import { FigureContent, RuleContent, RuleProblem, RuleReach, RuleVersion } from './rule-version.types.js';
import { saveProgramVersion } from './save-program-version.js';
import { saveStandardVersion } from './save-standard-version.js';
import { isSecondPerson } from './second-person.js';

const RuleVersionResult = resultUnion('RuleVersionResult', RuleVersion);

const found = (context: Context) => (id: string) => reader(context, RuleVersionReader).find(id);

/** Whether the reader writes rules of a department. */
export function maySave(context: Context, departmentCode: string): boolean {
  return context.ability.can('save', subject('RuleVersion', { departmentCode, status: 'draft' }) as never);
}

/** Texts with the names of the program's parts. */
function withNames(program: PackProgram | undefined, content: ProgramContent): RuleContent {
  const nameOf = (parts: readonly { code: string; name: Bilingual }[] | undefined, code: string): Bilingual =>
    parts?.find((part) => part.code === code)?.name ?? { zh: code, en: code };
  return {
    ...content,
    variants: content.variants.map((part) => ({ ...part, name: nameOf(program?.variants, part.code) })),
    subBenefits: content.subBenefits.map((part) => ({ ...part, name: nameOf(program?.subBenefits, part.code) })),
  };
}

@Resolver(() => RuleVersion)
class RuleVersionResolver {
  @Query(() => RuleVersion, { nullable: true })
  ruleVersion(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<RuleVersionRow | undefined> {
    return found(signedIn(context))(id);
  }

  @Mutation(() => RuleVersionResult)
  saveProgramVersion(
    @Ctx() context: Context,
    @Arg('input', () => SaveProgramVersionInput) input: SaveProgramVersionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'saveProgramVersion', input, saveProgramVersion, found(context));
  }

  @Mutation(() => RuleVersionResult)
  saveStandardVersion(
    @Ctx() context: Context,
    @Arg('input', () => SaveStandardVersionInput) input: SaveStandardVersionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'saveStandardVersion', input, saveStandardVersion, found(context));
  }

  @Mutation(() => RuleVersionResult)
  submitRuleVersion(
    @Ctx() context: Context,
    @Arg('input', () => RuleVersionActionInput) input: RuleVersionActionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'submitRuleVersion', input, submitRuleVersion, found(context));
  }

  @Mutation(() => RuleVersionResult)
  returnRuleVersion(
    @Ctx() context: Context,
    @Arg('input', () => ReturnRuleVersionInput) input: ReturnRuleVersionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'returnRuleVersion', input, returnRuleVersion, found(context));
  }

  @Mutation(() => RuleVersionResult)
  publishRuleVersion(
    @Ctx() context: Context,
    @Arg('input', () => PublishRuleVersionInput) input: PublishRuleVersionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'publishRuleVersion', input, publishRuleVersion, found(context));
  }

  @Mutation(() => RuleVersionResult)
  discardRuleVersion(
    @Ctx() context: Context,
    @Arg('input', () => RuleVersionActionInput) input: RuleVersionActionInput,
  ): Promise<RuleVersionRow> {
    return answer(signedIn(context), 'discardRuleVersion', input, discardRuleVersion, found(context));
  }

  @FieldResolver(() => Bilingual)
  name(@Root() row: RuleVersionRow, @Ctx() { county }: Context): Bilingual {
    return ruleName(county, row.kind, row.code);
  }

  @FieldResolver(() => Department)
  department(@Root() row: RuleVersionRow, @Ctx() { county }: Context): Department {
    return county.department(row.departmentCode);
  }

  @FieldResolver(() => String)
  phase(@Root() row: RuleVersionRow): string {
    return phaseOf(row, today());
  }

  @FieldResolver(() => DateText, { nullable: true })
  effectiveTo(@Root() row: RuleVersionRow): string | null {
    return lastDayOf(row);
  }

  @FieldResolver(() => RuleContent, { nullable: true })
  content(@Root() row: RuleVersionRow, @Ctx() { county }: Context): RuleContent | null {
    return row.kind === 'program' ? withNames(county.program(row.code), row.content as ProgramContent) : null;
  }

  @FieldResolver(() => FigureContent, { nullable: true })
  figure(@Root() row: RuleVersionRow): FigureContent | null {
    return row.kind === 'standard' ? (row.content as StoredFigure) : null;
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() row: RuleVersionRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, actor, locale } = signedIn(context);
    const { departmentCode, status, authoredBy, submittedBy } = row;
    const record = subject('RuleVersion', { departmentCode, status }) as never;
    const possible = ['save', 'submit', 'publish', 'return', 'discard'].filter(
      (action) => nextStatus('RuleVersion', status, action) !== undefined && ability.can(action, record),
    );
    const isOwn = !authoredBy || !isSecondPerson({ departmentCode, authoredBy, submittedBy }, actor.staffId);
    const reason =
      locale === 'en'
        ? 'A colleague of the department publishes what you wrote.'
        : '您起草或提交的，须由本部门同事发布。';
    return possible.map((action) => {
      const allowed = action !== 'publish' || !isOwn;
      return { action, allowed, reason: allowed ? null : reason };
    });
  }
}

@Resolver(() => Program)
class ProgramRuleResolver {
  @FieldResolver(() => RuleContent, { description: 'The texts in force today.' })
  content(@Root() program: PackProgram): RuleContent {
    return withNames(program, contentOf(program));
  }

  @FieldResolver(() => [RuleVersion], { description: 'The newest first; the last one is the county pack.' })
  versions(@Root() program: PackProgram, @Ctx() context: Context): Promise<RuleVersionRow[]> {
    return reader(context, RuleVersionReader).ofProgram(program.code);
  }

  @FieldResolver(() => RuleVersion, { nullable: true, description: 'What its department has not published yet.' })
  openVersion(@Root() program: PackProgram, @Ctx() context: Context): Promise<RuleVersionRow | undefined> {
    return reader(context, RuleVersionReader).open('program', program.code);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the reader writes its rule.' })
  maySave(@Root() program: PackProgram, @Ctx() context: Context): boolean {
    return maySave(context, program.department);
  }

  @Query(() => [RuleProblem], {
    nullable: true,
    description:
      "What keeps texts of a program from being judged on a day; null for who does not write the program's rule.",
  })
  checkRule(
    @Ctx() context: Context,
    @Arg('programCode', () => String) programCode: string,
    @Arg('content', () => RuleContentInput) input: RuleContentInput,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): RuleProblem[] | null {
    const { county, locale } = signedIn(context);
    const program = county.program(programCode);
    if (!program || !maySave(context, program.department)) return null;
    const content = typedContent(program, input);
    return problemsOf(county, program, content, on ?? today()).map((one) => problemAnswer(content, one, locale));
  }

  @Query(() => RuleReach, {
    nullable: true,
    description: 'Null for who may not count the program, for texts with problems, and once something newer was asked.',
  })
  ruleReach(
    @Ctx() context: Context,
    @Arg('programCode', () => String) programCode: string,
    @Arg('content', () => RuleContentInput) input: RuleContentInput,
    @Arg('on', () => DateText, { nullable: true }) on?: string | null,
  ): Promise<RuleReach | null> {
    const here = signedIn(context);
    const program = here.county.program(programCode);
    return program ? reachOf(here, program, typedContent(program, input), on ?? today()) : Promise.resolve(null);
  }
}

@Resolver(() => Task)
class RuleTaskResolver {
  @FieldResolver(() => RuleVersion, { nullable: true, description: 'The version that the task is about.' })
  ruleVersion(@Root() task: TaskRow, @Ctx() context: Context): Promise<RuleVersionRow | undefined> | null {
    return task.ruleVersionId ? found(context)(task.ruleVersionId) : null;
  }
}

export const ruleVersionResolvers = [RuleVersionResolver, ProgramRuleResolver, RuleTaskResolver] as const;
