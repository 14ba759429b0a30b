import {
  JobDocument,
  KeepListDocument,
  ListMatchDocument,
  SaveMatchDocument,
  type SaveMatchInput,
  StartMatchDocument,
} from '@yimen/schema/documents';
import { type Client, expectOk, key } from '../testkit/client.js';
import { makeDay, type Person } from './many-people.js';

const SLICE = 5000;
const PATIENCE_MS = 60_000;

export interface ListToKeep {
  code: string;
  title: string;
  departmentCode: string;
  sharedWith: string[];
  /** Names of the columns that say yes or no. */
  columns: string[];
  people: readonly (Person & { says: Record<string, boolean> })[];
}

/** Hands in a list, in as many parts as it needs. */
export async function handIn(keeper: Client, { people, columns, ...list }: ListToKeep): Promise<void> {
  for (let start = 0; start < people.length; start += SLICE) {
    const input = {
      ...list,
      key: key(),
      unit: 'person',
      columns: columns.map((code) => ({ code, name: code, type: 'boolean' })),
      asOf: makeDay(),
      whole: start === 0,
      source: list.title,
      entries: people.slice(start, start + SLICE).map(({ idNumber, name, townshipCode, says }) => ({
        idNumber,
        name,
        townshipCode,
        attributes: Object.entries(says).map(([column, says]) => ({ column, value: says ? '是' : '否' })),
      })),
    };
    expectOk((await keeper.run(KeepListDocument, { input })).keepList, 'KeptList');
  }
}

/** Saves a match, runs it, and answers its id and its run's, with how many it found. */
export async function runMatch(
  client: Client,
  match: Pick<SaveMatchInput, 'title' | 'all' | 'none'>,
): Promise<{ matchId: string; runId: string; names: number }> {
  const input = { ...match, key: key(), unit: 'person', repeats: 'none' };
  const { id: matchId } = expectOk((await client.run(SaveMatchDocument, { input })).saveMatch, 'ListMatch');
  const started = await client.run(StartMatchDocument, { input: { key: key(), matchId } });
  const { id } = expectOk(started.startMatch, 'Job');
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const { job } = await client.run(JobDocument, { id });
    if (job?.status === 'succeeded') break;
    if (job?.status === 'failed') throw new Error(`The match failed: ${JSON.stringify(job.error)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const run = (await client.run(ListMatchDocument, { id: matchId })).listMatch?.runs[0];
  if (!run) throw new Error('The match did not end in time');
  return { matchId, runId: run.id, names: run.names };
}
