import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import DataLoader from 'dataloader';
import { Arg, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { DateText, Instant } from '../../platform/graphql/scalars.js';
import { AllowedAction } from '../../platform/graphql/shared.types.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import type { CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { getStaff, type StaffRow } from '../identity/identity.reader.js';
import { Staff } from '../identity/identity.types.js';
import { reportSubgroup } from './report-subgroup.js';
import { ReportSubgroupInput } from './review-meeting.inputs.js';

@ObjectType({ simpleResolvers: true, description: 'A few members who look into a case that a meeting deferred.' })
export class Subgroup {
  @Field(() => ID)
  id!: string;
  @Field(() => [Staff])
  members!: Staff[];
  @Field(() => String)
  question!: string;
  @Field(() => DateText)
  dueOn!: string;
  @Field(() => String, { description: 'open, reported' })
  status!: string;
  @Field(() => String, { nullable: true })
  report!: string | null;
  @Field(() => Staff, { nullable: true })
  reportedBy!: Staff | null;
  @Field(() => Instant, { nullable: true })
  reportedAt!: Date | null;
  @Field(() => [AllowedAction])
  allowedActions!: AllowedAction[];
}

const SubgroupResult = resultUnion('SubgroupResult', Subgroup);

interface SubgroupRow {
  id: string;
  caseId: string;
  memberIds: string[];
  question: string;
  dueOn: string;
  status: string;
  report: string | null;
  reportedBy: string | null;
  reportedAt: Date | null;
}

const MEMBERS = 'array(select m.staff_id::text from subgroup_member m where m.subgroup_id = g.id)';

/** Subgroups of cases, as far as the reader may see them; reached from a case that he may see. */
class SubgroupReader {
  readonly ofCase = new DataLoader<string, SubgroupRow[]>(async (ids) =>
    grouped(ids, await this.read('g.case_id', ids), ({ caseId }) => caseId),
  );
  readonly byId = new DataLoader<string, SubgroupRow | undefined>(async (ids) =>
    byKey(ids, await this.read('g.id', ids), ({ id }) => id),
  );

  constructor(private readonly context: Context) {}

  private read(column: string, ids: readonly string[]): Promise<SubgroupRow[]> {
    const params: unknown[] = [ids];
    const fields = { memberIds: { sql: MEMBERS, array: true as const } };
    const access = accessSql(this.context.ability, 'read', 'Subgroup', fields, params);
    return rows<SubgroupRow>(
      this.context.database.pool,
      `select g.id, g.case_id as "caseId", ${MEMBERS} as "memberIds", g.question, g.due_on::text as "dueOn",
              case when g.report is null then 'open' else 'reported' end as status, g.report,
              g.reported_by as "reportedBy", g.reported_at as "reportedAt"
         from subgroup g where ${column} = any($1) and ${access} order by g.at`,
      params,
    );
  }
}

@Resolver(() => Subgroup)
class SubgroupResolver {
  @FieldResolver(() => [Staff])
  members(@Root() { memberIds }: SubgroupRow, @Ctx() context: Context): Promise<StaffRow[]> {
    return Promise.all(memberIds.map(async (id) => getStaff(context, id)));
  }

  @FieldResolver(() => Staff, { nullable: true })
  reportedBy(@Root() { reportedBy }: SubgroupRow, @Ctx() context: Context): StaffRow | Promise<StaffRow> | null {
    return reportedBy ? getStaff(context, reportedBy) : null;
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() { status, memberIds }: SubgroupRow, @Ctx() context: Context): AllowedAction[] {
    const may = signedIn(context).ability.can('report', subject('Subgroup', { memberIds }) as never);
    if (!may || nextStatus('Subgroup', status, 'report') === undefined) return [];
    return [{ action: 'report', allowed: true, reason: null }];
  }

  @Mutation(() => SubgroupResult)
  reportSubgroup(
    @Ctx() context: Context,
    @Arg('input', () => ReportSubgroupInput) input: ReportSubgroupInput,
  ): Promise<SubgroupRow> {
    return answer(signedIn(context), 'reportSubgroup', input, reportSubgroup, (id) =>
      reader(context, SubgroupReader).byId.load(id),
    );
  }
}

@Resolver(() => Case)
class CaseSubgroupsResolver {
  @FieldResolver(() => [Subgroup], { description: 'What members were asked to look into, and what they reported.' })
  subgroups(@Root() file: CaseRow, @Ctx() context: Context): Promise<SubgroupRow[]> {
    return reader(context, SubgroupReader).ofCase.load(file.id);
  }
}

export const subgroupResolvers = [SubgroupResolver, CaseSubgroupsResolver] as const;
