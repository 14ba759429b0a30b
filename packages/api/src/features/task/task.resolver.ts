import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer, resultUnion } from '../../platform/graphql/results.js';
import { AllowedAction, Bilingual } from '../../platform/graphql/shared.types.js';
import { Department } from '../program/program.types.js';
import { completeTask } from './complete-task.js';
import { doneByItsDeed } from './task.entity.js';
import { TaskActionInput } from './task.inputs.js';
import { TaskReader, type TaskRow } from './task.reader.js';
import { Task } from './task.types.js';

const TaskResult = resultUnion('TaskResult', Task);

@Resolver(() => Task)
export class TaskResolver {
  @Query(() => [Task])
  tasks(@Ctx() context: Context): Promise<TaskRow[]> {
    return reader(signedIn(context), TaskReader).mine();
  }

  @Query(() => [Task], { description: 'What departments have still to decide of what meetings adopted, by deadline.' })
  decisionsDue(@Ctx() context: Context): Promise<TaskRow[]> {
    return reader(signedIn(context), TaskReader).decisionsDue();
  }

  @Mutation(() => TaskResult)
  completeTask(@Ctx() context: Context, @Arg('input', () => TaskActionInput) input: TaskActionInput): Promise<TaskRow> {
    return answer(signedIn(context), 'completeTask', input, completeTask, (id) =>
      reader(context, TaskReader).task.load(id),
    );
  }

  @FieldResolver(() => Bilingual)
  title(@Root() task: TaskRow): Bilingual {
    return { zh: task.titleZh, en: task.titleEn };
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() task: TaskRow, @Ctx() { county }: Context): Department | null {
    return task.departmentCode ? county.department(task.departmentCode) : null;
  }

  @FieldResolver(() => Boolean)
  givenToMe(@Root() task: TaskRow, @Ctx() context: Context): boolean {
    return task.assigneeId === signedIn(context).actor.staffId;
  }

  @FieldResolver(() => Int)
  workingDaysLeft(@Root() task: TaskRow, @Ctx() context: Context): number {
    return reader(context, TaskReader).workingDaysLeft(task.dueOn);
  }

  @FieldResolver(() => [AllowedAction])
  allowedActions(@Root() task: TaskRow, @Ctx() context: Context): AllowedAction[] {
    const { ability, actor } = signedIn(context);
    const { departmentCode, townshipCode } = task;
    const mine =
      task.assigneeId === actor.staffId ||
      ability.can('complete', subject('Task', { departmentCode, townshipCode }) as never);
    if (!mine || nextStatus('Task', task.status, 'complete') === undefined || doneByItsDeed(task.kind)) return [];
    return [{ action: 'complete', allowed: true, reason: null }];
  }
}

export const taskResolvers = [TaskResolver] as const;
