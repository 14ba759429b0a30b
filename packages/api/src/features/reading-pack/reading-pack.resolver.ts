import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Context, reader, signedIn } from '../../context.js';
import { answer } from '../../platform/graphql/results.js';
import { Instant } from '../../platform/graphql/scalars.js';
import { byKey, grouped, rows } from '../../platform/read.js';
import { BatchReader } from '../batch/batch.reader.js';
import { CaseReader } from '../case/case.reader.js';
import { mayHearItem } from '../review-meeting/hearing.js';
import type { AgendaItemRow } from '../review-meeting/meeting-rows.js';
import { MeetingReader } from '../review-meeting/review-meeting.reader.js';
import { AgendaItemResult } from '../review-meeting/review-meeting.resolver.js';
import { AgendaItem } from '../review-meeting/review-meeting.types.js';
import { type Change, changesOf, type ReadingRow, readReadings } from './item-changes.js';
import { markItemRead } from './mark-item-read.js';
import { MarkItemReadInput } from './reading-pack.inputs.js';
import { ItemChange } from './reading-pack.types.js';

class ReadingReader {
  /** The reader's own last reading, by item. */
  readonly own: DataLoader<string, ReadingRow | undefined>;
  /** Names of those who read an item. */
  readonly names: DataLoader<string, { itemId: string; name: string }[]>;

  constructor(context: Context) {
    const { pool } = context.database;
    const { staffId } = signedIn(context).actor;
    this.own = new DataLoader(async (ids) =>
      byKey(ids, await readReadings(pool, staffId, ids), ({ itemId }) => itemId),
    );
    this.names = new DataLoader(async (ids) =>
      grouped(
        ids,
        await rows<{ itemId: string; name: string }>(
          pool,
          `select distinct r.agenda_item_id as "itemId", s.name from item_reading r join staff s on s.id = r.staff_id
            where r.agenda_item_id = any($1) order by s.name`,
          [ids],
        ),
        ({ itemId }) => itemId,
      ),
    );
  }
}

@Resolver(() => AgendaItem)
class ItemReadingResolver {
  @FieldResolver(() => Instant, { nullable: true, description: 'When the reader himself read it last.' })
  async lastReadAt(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<Date | null> {
    return (await reader(context, ReadingReader).own.load(item.id))?.at ?? null;
  }

  @FieldResolver(() => [ItemChange], { description: 'What changed since the reader read it; none before he did.' })
  async changesSinceRead(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<Change[]> {
    const reading = await reader(context, ReadingReader).own.load(item.id);
    return reading && (await readsSubject(item, context)) ? changesOf(reading) : [];
  }

  @FieldResolver(() => [String], { description: 'Names of those who read it.' })
  async readBy(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<string[]> {
    return (await reader(context, ReadingReader).names.load(item.id)).map(({ name }) => name);
  }

  @Mutation(() => AgendaItemResult, { description: 'A member has read an item before the meeting.' })
  markItemRead(
    @Ctx() context: Context,
    @Arg('input', () => MarkItemReadInput) input: MarkItemReadInput,
  ): Promise<AgendaItemRow> {
    return answer(signedIn(context), 'markItemRead', input, markItemRead, (id) =>
      reader(context, MeetingReader).item.load(id),
    );
  }
}

/** Whether the reader may see what an item is about. */
async function readsSubject(item: AgendaItemRow, context: Context): Promise<boolean> {
  const { caseId, batchId } = item;
  if (!mayHearItem(context.ability, item)) return false;
  if (caseId) return (await reader(context, CaseReader).case.load(caseId)) !== undefined;
  return batchId !== null && (await reader(context, BatchReader).batch.load(batchId)) !== undefined;
}

export const readingPackResolvers = [ItemReadingResolver] as const;
