import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { DateText, Json } from '../../platform/graphql/scalars.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { rowOf, rowsOf, when } from '../../platform/level.js';
import type { Effect as PolicyEffect } from '../../policy/compose-package.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { DECISION_ON_ITEM, findCommitment } from '../department-decision/decision.reader.js';
import { Department, Program } from '../program/program.types.js';
import { PERSON_NAMED } from '../registry/registry.reader.js';
import { Person } from '../registry/registry.types.js';
import { ComposePackageInput, SelectionInput } from './aid-package.inputs.js';
import {
  AidPackageReader,
  ITEMS_OF_PACKAGE,
  type ItemRow,
  type LineOutlookRow,
  type PackageRow,
} from './aid-package.reader.js';
import {
  AidPackage,
  Assessment,
  Commitment,
  CompositionProblem,
  Coverage,
  DepartmentDecision,
  Effect,
  LineOutlook,
  PackageItem,
} from './aid-package.types.js';
import { composeDraft } from './compose-package.js';
import { itemActions, packageActions, viewAssessment, viewPreview } from './package-views.js';

const PackageResult = resultUnion('PackageResult', AidPackage);

@Resolver(() => Effect)
class EffectResolver {
  @FieldResolver(() => Program)
  program(@Root() effect: PolicyEffect, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(effect.programCode);
  }

  @FieldResolver(() => String, { nullable: true })
  keptProgramCode(@Root() effect: PolicyEffect): string | null {
    return effect.keptProgram;
  }
}

@Resolver(() => PackageItem)
class PackageItemResolver {
  @FieldResolver(() => Program)
  program(@Root() item: ItemRow, @Ctx() { county }: Context): PackProgram | undefined {
    return county.program(item.programCode);
  }

  @FieldResolver(() => Department)
  department(@Root() item: ItemRow, @Ctx() { county }: Context): Department {
    return county.department(item.departmentCode);
  }

  @FieldResolver(() => Person)
  person(@Root() item: ItemRow, @Ctx() context: Context) {
    return rowOf(context, PERSON_NAMED, item.personId);
  }

  @FieldResolver(() => Bilingual, { nullable: true })
  cappedBy(@Root() item: ItemRow): Bilingual | null {
    return item.cappedByZh && item.cappedByEn ? { zh: item.cappedByZh, en: item.cappedByEn } : null;
  }

  @FieldResolver(() => Json, { nullable: true })
  verdict(@Root() item: ItemRow, @Ctx() context: Context): Promise<unknown> {
    return reader(context, AidPackageReader).verdict.load(item.id);
  }

  @FieldResolver(() => DateText, { nullable: true })
  deadline(@Root() item: ItemRow): string | null {
    return item.dueOn;
  }

  @FieldResolver(() => DepartmentDecision, { nullable: true })
  decision(@Root() item: ItemRow, @Ctx() context: Context) {
    return item.status === 'proposed' ? null : rowOf(context, DECISION_ON_ITEM, item.id);
  }

  @FieldResolver(() => Commitment, { nullable: true })
  commitment(@Root() item: ItemRow, @Ctx() context: Context): unknown {
    if (item.status === 'proposed') return null;
    return when(findCommitment(context, item.id), (commitment) => {
      const name = context.county.program(item.programCode)?.name;
      return commitment && { ...commitment, lineLabel: commitment.lineLabel ?? name, planOnly: item.planOnly };
    });
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() item: ItemRow, @Ctx() context: Context): AllowedAction[] {
    return itemActions(context, item);
  }
}

@Resolver(() => AidPackage)
class AidPackageResolver {
  @Query(() => Assessment, {
    description: 'All 48 programs judged for a case on a date, what the draft package grants taken into account.',
  })
  async assessment(
    @Ctx() context: Context,
    @Arg('caseId', () => ID) caseId: string,
    @Arg('decisionDate', () => DateText, { nullable: true }) decisionDate?: string | null,
  ): Promise<unknown> {
    return viewAssessment(signedIn(context), caseId, decisionDate);
  }

  @Query(() => AidPackage, { description: 'What a selection would do, written nowhere.' })
  async previewPackage(
    @Ctx() context: Context,
    @Arg('caseId', () => ID) caseId: string,
    @Arg('selections', () => [SelectionInput]) selections: SelectionInput[],
    @Arg('decisionDate', () => DateText, { nullable: true }) decisionDate?: string | null,
  ): Promise<PackageRow> {
    return viewPreview(signedIn(context), caseId, selections, decisionDate);
  }

  @Mutation(() => PackageResult)
  async composePackage(
    @Ctx() context: Context,
    @Arg('input', () => ComposePackageInput) input: ComposePackageInput,
  ): Promise<PackageRow> {
    const packages = reader(context, AidPackageReader);
    return answer(signedIn(context), 'composePackage', input, composeDraft, (id) => packages.find(id));
  }

  @FieldResolver(() => [PackageItem])
  items(@Root() row: PackageRow, @Ctx() context: Context): ItemRow[] | Promise<ItemRow[]> {
    return row.items ?? rowsOf(context, ITEMS_OF_PACKAGE, row.id);
  }

  /** A stored package has no problems: what cannot stand is refused when it is composed. */
  @FieldResolver(() => [CompositionProblem])
  problems(): CompositionProblem[] {
    return [];
  }

  @FieldResolver(() => Coverage)
  coverage(@Root() row: PackageRow, @Ctx() { county }: Context): Coverage {
    const segments = row.coverage.segments.map(({ programCode, department, fen }) => ({
      programCode,
      programName: county.program(programCode)?.name ?? { zh: programCode, en: programCode },
      departmentCode: department,
      fen,
    }));
    return { ...row.coverage, segments };
  }

  @FieldResolver(() => [Program])
  setAside(@Root() row: PackageRow, @Ctx() { county }: Context): PackProgram[] {
    return row.setAside.flatMap((code) => county.program(code) ?? []);
  }

  @FieldResolver(() => [LineOutlook])
  async lines(@Root() row: PackageRow, @Ctx() context: Context): Promise<LineOutlookRow[]> {
    return reader(context, AidPackageReader).linesOf(row, await this.items(row, context));
  }

  @FieldResolver(() => [AllowedAction])
  async allowedActions(@Root() row: PackageRow, @Ctx() context: Context): Promise<AllowedAction[]> {
    const inReview = row.caseStatus === 'in_review';
    return packageActions(context, row, inReview && (await reader(context, AidPackageReader).votedOn.load(row.caseId)));
  }
}

export const aidPackageResolvers = [AidPackageResolver, PackageItemResolver, EffectResolver] as const;
