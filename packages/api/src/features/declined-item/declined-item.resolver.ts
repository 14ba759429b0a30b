import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Context, reader } from '../../context.js';
import { byKey } from '../../platform/read.js';
import type { Program as PackProgram } from '../../policy/types.js';
import { ProposedItem } from '../agenda/agenda.types.js';
import type { RankedItem } from '../agenda/rank-agenda.js';
import { CaseReader, type CaseRow } from '../case/case.reader.js';
import { Case } from '../case/case.types.js';
import { Department, Program } from '../program/program.types.js';
import { mayHearItem } from '../review-meeting/hearing.js';
import type { AgendaItemRow } from '../review-meeting/meeting-rows.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { type DeclinedRow, readDeclined } from './declined-item.js';
import { DeclinedItem } from './declined-item.types.js';

class DeclinedReader {
  /** As far as the reader may see its case. */
  readonly item: DataLoader<string, DeclinedRow | undefined>;

  constructor(context: Context) {
    this.item = new DataLoader(async (ids) => {
      const found = await readDeclined(context.database.pool, ids);
      const cases = await reader(context, CaseReader).case.loadMany(found.map(({ caseId }) => caseId));
      const readable = found.filter((_, index) => cases[index] && !(cases[index] instanceof Error));
      return byKey(ids, readable, ({ packageItemId }) => packageItemId);
    });
  }
}

@Resolver(() => DeclinedItem)
class DeclinedItemResolver {
  @FieldResolver(() => Case)
  async case(@Root() { caseId }: DeclinedRow, @Ctx() context: Context): Promise<CaseRow | undefined> {
    return reader(context, CaseReader).case.load(caseId);
  }

  @FieldResolver(() => Program)
  program(@Root() { programCode }: DeclinedRow, @Ctx() { county }: Context): PackProgram {
    const program = county.program(programCode);
    if (!program) throw new Error(`The county pack has no program ${programCode}`);
    return program;
  }

  @FieldResolver(() => Department)
  department(@Root() { departmentCode }: DeclinedRow, @Ctx() { county }: Context): Department {
    return county.department(departmentCode);
  }
}

@Resolver(() => AgendaItem)
class DeclinedAgendaItemResolver {
  @FieldResolver(() => DeclinedItem, {
    nullable: true,
    description: 'What a department declined, of an item of this kind.',
  })
  async declined(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<DeclinedRow | undefined | null> {
    return item.packageItemId && mayHearItem(context.ability, item)
      ? reader(context, DeclinedReader).item.load(item.packageItemId)
      : null;
  }
}

@Resolver(() => ProposedItem)
class DeclinedProposedResolver {
  @FieldResolver(() => DeclinedItem, { nullable: true })
  async declined(@Root() item: RankedItem, @Ctx() context: Context): Promise<DeclinedRow | undefined | null> {
    return item.kind === 'declined' ? reader(context, DeclinedReader).item.load(item.id) : null;
  }
}

export const declinedItemResolvers = [
  DeclinedItemResolver,
  DeclinedAgendaItemResolver,
  DeclinedProposedResolver,
] as const;
