import { subject } from '@casl/ability';
import { MATCH_REPEATS } from '@yimen/schema';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { SaveMatchInput } from './match.inputs.js';
import { readSources } from './match-source.js';

export interface LockedMatch {
  id: string;
  title: string;
  departmentCode: string | null;
  unit: string;
  version: number;
}

const MATCH = { zh: '项比对', en: 'match' };

/**
 * Keeps a match: whom it finds is in every source of `all` and in none of `none` (R65). Runs so far stay as they were.
 * Throws InvalidInput with every problem, NotAllowed, NotFound, StaleVersion.
 */
export async function saveMatch(unit: UnitOfWork, input: SaveMatchInput): Promise<CommandResult> {
  const { actor, sql } = unit;
  const known = input.matchId ? await lockMatch(unit, input.matchId, 'save') : undefined;
  if (known) assertVersion(known, input.expectedVersion ?? 0);
  else assertCan(unit, 'save', 'ListMatch', { departmentCode: actor.departmentCode });
  const check = new InputCheck();
  const title = check.text('title', input.title, { zh: '比对名称', en: 'title of the match' }, 100);
  if (input.unit !== 'person' && input.unit !== 'household')
    check.add('unit', { zh: '请选择按人还是按户比对。', en: 'Choose whether it finds people or households.' });
  if (!Object.hasOwn(MATCH_REPEATS, input.repeats))
    check.add('repeats', { zh: '请选择多久比对一次。', en: 'Choose how often it is run.' });
  if (input.all.length === 0) check.add('all', { zh: '请至少选择一个来源。', en: 'Choose at least one source.' });
  const all = await readSources(unit, check, input.all, 'all');
  const none = await readSources(unit, check, input.none, 'none');
  check.done();
  const values = [title, input.unit, JSON.stringify({ all, none }), input.repeats];
  if (known) {
    await sql(
      `update list_match set title = $2, unit = $3, definition = $4::jsonb, repeats = $5, version = version + 1
       where id = $1`,
      [known.id, ...values],
    );
    return { type: 'ListMatch', id: known.id };
  }
  const [made] = await sql<{ id: string }>(
    `insert into list_match (title, unit, definition, repeats, department_code, author_id)
     values ($1, $2, $3::jsonb, $4, $5, $6) returning id`,
    [...values, actor.departmentCode, actor.staffId],
  );
  return { type: 'ListMatch', id: made?.id as string };
}

/** Loads a match with a lock to do `action` with it. Throws NotFound when it is closed to the actor, NotAllowed. */
export async function lockMatch(unit: UnitOfWork, id: string, action: string): Promise<LockedMatch> {
  const [match] = isUuid(id)
    ? await unit.sql<LockedMatch>(
        `select id, title, department_code as "departmentCode", unit, version from list_match where id = $1 for update`,
        [id],
      )
    : [];
  if (!match || !unit.ability.can('read', subject('ListMatch', { ...match }) as never)) throw notFound(MATCH);
  assertCan(unit, action, 'ListMatch', match);
  return match;
}
