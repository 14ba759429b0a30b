import { dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addTask } from '../task/add-task.js';
import type { SendNamesInput } from './match.inputs.js';
import { lockMatch } from './save-match.js';

/** From sending a name to its result. */
const DISCOVERY = 'DL_DISCOVERY';

/**
 * Sends the names of a match's latest run to their townships, each to be looked into by a day (R66). A name that is
 * being looked into, or that was and has stayed since, is not sent again; one without a township is not sent.
 * Throws NotFound, NotAllowed, InvalidInput, and WrongState when the run is not the latest or nobody is left to send.
 */
export async function sendNames(unit: UnitOfWork, input: SendNamesInput): Promise<CommandResult> {
  const { sql, county, actor } = unit;
  const run = await getRun(unit, input.runId);
  const match = await lockMatch(unit, run.matchId, 'send');
  await assertLatest(unit, run);
  const townships = checkTownships(unit, input.townships);
  const day = today();
  const due = dueOn(day, deadlineOf(county, DISCOVERY));
  const sent = await sql<{ townshipCode: string }>(
    `insert into discovery (match_id, run_id, mark, person_id, household_id, entry_id, township_code, village_code,
       sent_on, sent_by, due_on, status)
     select $1, $2, n.mark, n.person_id, n.household_id, n.entry_id, n.township_code, n.village_code, $3, $4, $5, 'open'
     from list_match_name n
     where n.run_id = $2 and n.township_code = any($6) and not exists (
       select from discovery d where d.match_id = $1 and d.mark = n.mark and (d.status = 'open' or not n.fresh))
     returning township_code as "townshipCode"`,
    [match.id, run.id, day, actor.staffId, due, townships],
  );
  if (sent.length === 0)
    throw wrongState('sent', {
      zh: '没有可下发的人：这些人已下发，或名单中没有其所在乡镇。',
      en: 'Nobody is left to send: they were sent before, or their township is not known.',
    });
  const counts = Map.groupBy(sent, ({ townshipCode }) => townshipCode);
  for (const [townshipCode, names] of [...counts].sort()) {
    await addTask(sql, {
      kind: 'discovery',
      zh: `核查名单：${match.title}（${names.length} ${match.unit === 'person' ? '人' : '户'}）`,
      en: `Look into the list: ${match.title} (${names.length})`,
      townshipCode,
      dueOn: due,
      origin: discoveryOrigin(run.id, townshipCode, actor.staffId, input.key),
      listMatchId: match.id,
    });
  }
  return { type: 'ListMatch', id: match.id };
}

function discoveryOrigin(runId: string, townshipCode: string, staffId: string, key: string): string {
  return `list_match:${runId}:${townshipCode}:${staffId}:${key}`;
}

interface Run {
  id: string;
  matchId: string;
}

async function getRun(unit: UnitOfWork, id: string): Promise<Run> {
  const [run] = isUuid(id)
    ? await unit.sql<Run>('select id, match_id as "matchId" from list_match_run where id = $1', [id])
    : [];
  if (!run) throw notFound({ zh: '次比对', en: 'run of the match' });
  return run;
}

async function assertLatest(unit: UnitOfWork, { id, matchId }: Run): Promise<void> {
  const [latest] = await unit.sql<{ id: string }>(
    'select id from list_match_run where match_id = $1 order by completed_at desc, id desc limit 1',
    [matchId],
  );
  if (latest?.id !== id)
    throw wrongState('superseded', {
      zh: '已有更新的比对结果，请按最新结果下发。',
      en: 'There is a newer run; send the names of that one.',
    });
}

function checkTownships({ county }: UnitOfWork, codes: readonly string[] | null | undefined): string[] {
  if (!codes) return county.pack.townships.map(({ code }) => code);
  const check = new InputCheck();
  for (const [index, code] of codes.entries())
    if (!county.township(code))
      check.add(`townships.${index}`, { zh: `没有乡镇“${code}”。`, en: `There is no township "${code}".` });
  check.done();
  return [...codes];
}
