import { subject } from '@casl/ability';
import { LIST_OPERATORS, type ListOperator, REGISTER_LEVELS } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { dibaoDepartment } from '../../platform/deadlines.js';
import type { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { parseFeel } from '../../policy/feel-parse.js';
import { findSqlProblem } from '../../policy/feel-sql.js';
import { namesOfPack } from '../../policy/parsed-pack.js';
import { inChinese } from '../../policy/rule-words.js';
import type { Bilingual } from '../../policy/types.js';
import { type ListColumn, readAttribute } from '../list/entry-values.js';
import type { MatchSourceInput } from './match.inputs.js';

export interface ListCondition {
  column: string;
  operator: ListOperator;
  /** Null where the operator needs none. */
  value: string | number | boolean | null;
}

/** People or households that a match joins: those on a list, at a level of the register, with a program, or of whom a rule holds. */
export type MatchSource =
  | { kind: 'list'; listId: string; conditions: ListCondition[] }
  | { kind: 'level'; levels: string[] }
  | { kind: 'program'; programs: string[] }
  | { kind: 'rule'; rule: string };

/** Whom a match finds: in every source of `all`, and in none of `none`. */
export interface MatchDefinition {
  all: MatchSource[];
  none: MatchSource[];
}

const MOST_SOURCES = 6;
const MOST_CONDITIONS = 10;
const LONGEST_RULE = 2000;

/**
 * Reads the sources of a question, noting every problem below `path`. Lists must be open to the actor; levels, rules and
 * other departments' programs are for those who read the low-income register.
 */
export async function readSources(
  unit: Pick<UnitOfWork, 'sql' | 'ability' | 'county' | 'actor'>,
  check: InputCheck,
  sources: readonly MatchSourceInput[],
  path: string,
): Promise<MatchSource[]> {
  if (sources.length > MOST_SOURCES) {
    check.add(path, { zh: `最多 ${MOST_SOURCES} 个来源。`, en: `At most ${MOST_SOURCES} sources.` });
    return [];
  }
  const read: MatchSource[] = [];
  for (const [index, source] of sources.entries()) {
    const found = await readSource(unit, check, source, `${path}.${index}`);
    if (found) read.push(found);
  }
  return read;
}

async function readSource(
  unit: Pick<UnitOfWork, 'sql' | 'ability' | 'county' | 'actor'>,
  check: InputCheck,
  source: MatchSourceInput,
  path: string,
): Promise<MatchSource | undefined> {
  if (source.kind === 'list') return readListSource(unit, check, source, path);
  const { ability, county, actor } = unit;
  const codes = [...new Set(source.codes ?? [])];
  const own =
    source.kind === 'program' && codes.every((code) => county.program(code)?.department === actor.departmentCode);
  const keeper = subject('Register', { departmentCode: dibaoDepartment(county) });
  if (
    !own &&
    !(
      ability.can('read', keeper as never) &&
      ability.can('save', subject('ListMatch', { departmentCode: actor.departmentCode }) as never)
    )
  ) {
    check.add(path, {
      zh: '只有低收入人口台账的主管部门和召集人可以按此比对。',
      en: 'Only the department of the low-income register and the chair may match by this.',
    });
    return undefined;
  }
  switch (source.kind) {
    case 'level':
      return checkCodes(check, `${path}.codes`, codes, (code) => Object.hasOwn(REGISTER_LEVELS, code), LEVEL)
        ? { kind: 'level', levels: codes }
        : undefined;
    case 'program':
      return checkCodes(check, `${path}.codes`, codes, (code) => county.program(code) !== undefined, PROGRAM)
        ? { kind: 'program', programs: codes }
        : undefined;
    case 'rule':
      return readRuleSource(unit, check, source.rule?.trim() ?? '', `${path}.rule`);
    default:
      check.add(`${path}.kind`, { zh: '请选择来源的类型。', en: 'Choose the kind of source.' });
      return undefined;
  }
}

const LEVEL: Bilingual = { zh: '保障层级', en: 'level' };
const PROGRAM: Bilingual = { zh: '救助项目', en: 'program' };

function checkCodes(
  check: InputCheck,
  path: string,
  codes: readonly string[],
  exists: (code: string) => boolean,
  what: Bilingual,
): boolean {
  if (codes.length === 0) check.add(path, { zh: `请选择${what.zh}。`, en: `Choose at least one ${what.en}.` });
  const unknown = codes.filter((code) => !exists(code));
  for (const code of unknown)
    check.add(path, { zh: `没有${what.zh}“${code}”。`, en: `There is no ${what.en} "${code}".` });
  return codes.length > 0 && unknown.length === 0;
}

async function readListSource(
  unit: Pick<UnitOfWork, 'sql' | 'ability'>,
  check: InputCheck,
  source: MatchSourceInput,
  path: string,
): Promise<MatchSource | undefined> {
  const [list] = await unit.sql<{ id: string; columns: ListColumn[]; departmentCode: string; sharedWith: string[] }>(
    `select id, columns, department_code as "departmentCode", shared_with as "sharedWith" from kept_list
     where code = $1 and current_number > 0`,
    [source.list ?? ''],
  );
  if (!list || !unit.ability.can('read', subject('KeptList', { ...list }) as never)) {
    check.add(`${path}.list`, { zh: '请选择您可以查看的名单。', en: 'Choose a list that is open to you.' });
    return undefined;
  }
  const given = source.conditions ?? [];
  const before = check.problems.length;
  if (given.length > MOST_CONDITIONS)
    check.add(`${path}.conditions`, {
      zh: `最多 ${MOST_CONDITIONS} 个条件。`,
      en: `At most ${MOST_CONDITIONS} conditions.`,
    });
  const conditions = given.flatMap(({ column: code, operator, value }, index): ListCondition[] => {
    const at = `${path}.conditions.${index}`;
    const column = list.columns.find((one) => one.code === code);
    if (!column) {
      check.add(`${at}.column`, { zh: `名单没有“${code}”这一列。`, en: `The list has no column "${code}".` });
      return [];
    }
    if (!Object.hasOwn(LIST_OPERATORS, operator)) {
      check.add(`${at}.operator`, { zh: '请选择比较方式。', en: 'Choose how to compare.' });
      return [];
    }
    if (operator === 'is_unknown') return [{ column: code, operator, value: null }];
    const read = readAttribute(check, `${at}.value`, column, value ?? '');
    if (read === null) check.add(`${at}.value`, { zh: '请填写比较的值。', en: 'Enter the value to compare with.' });
    return [{ column: code, operator: operator as ListOperator, value: read }];
  });
  return check.problems.length > before ? undefined : { kind: 'list', listId: list.id, conditions };
}

function readRuleSource(
  { county }: Pick<UnitOfWork, 'county'>,
  check: InputCheck,
  rule: string,
  path: string,
): MatchSource | undefined {
  if (rule === '' || rule.length > LONGEST_RULE) {
    check.add(path, {
      zh: `请填写条件，最多 ${LONGEST_RULE} 个字。`,
      en: `Enter the condition, at most ${LONGEST_RULE} characters.`,
    });
    return undefined;
  }
  const on = today();
  const { parsed } = county.on(on);
  const { ast, problems } = parseFeel(rule, namesOfPack(parsed.pack));
  const problem = ast ? findSqlProblem(ast, parsed.vocabulary, on, 'truth') : problems[0];
  if (ast && !problem) return { kind: 'rule', rule };
  const message = problem?.message ?? '';
  const place = (problem?.from ?? 0) + 1;
  check.add(path, {
    zh: `第 ${place} 个字：${inChinese(message)}。`,
    en: `At character ${place}: ${message}.`,
  });
  return undefined;
}
