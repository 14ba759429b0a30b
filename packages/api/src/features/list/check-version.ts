import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { checkColumns, type ListColumn } from './entry-values.js';

export interface NewListVersion {
  /** Names the list: a new one is made, a known one goes on. */
  code: string;
  title: string;
  departmentCode: string;
  /** What one entry stands for: `person`, or `household`, which any of its members may stand for. */
  unit: string;
  columns: readonly { code: string; name: string; type: string }[];
  /** Codes of the departments that may read it; left as they are unless given. */
  sharedWith?: readonly string[] | null;
  /** The day of which it tells, YYYY-MM-DD. */
  asOf: string;
  /** It names everybody: whoever it does not name is no longer on the list. Otherwise it adds and corrects. */
  whole: boolean;
  /** From where it came, such as the name of the file. */
  source: string;
}

/** A list as a new version of it is begun. */
export interface ListRow {
  id: string;
  title: string;
  departmentCode: string;
  unit: string;
  currentNumber: number;
  asOf: string | null;
  entries: number;
  columns: ListColumn[];
  sharedWith: string[];
}

interface CheckedVersion {
  /** undefined: a new list. */
  list: ListRow | undefined;
  check: InputCheck;
  title: string;
  source: string;
  asOf: string;
}

const LIST = { zh: '名单', en: 'list' };
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;

/**
 * Looks at a version that is to be begun and keeps its list for this transaction; `check` has noted every problem. Throws
 * NotFound when the list is closed to the actor, NotAllowed when he may not keep it.
 */
export async function checkVersion(unit: UnitOfWork, input: NewListVersion): Promise<CheckedVersion> {
  const list = await lockList(unit, input.code.trim());
  assertCan(unit, 'keep', 'KeptList', { departmentCode: list?.departmentCode ?? input.departmentCode });
  const check = new InputCheck();
  if (!CODE.test(input.code.trim()))
    check.add('code', {
      zh: '名单代码由字母、数字、下划线组成，最多50个字符。',
      en: 'The code of a list has letters, digits and underscores, at most 50.',
    });
  const title = check.text('title', input.title, { zh: '名单名称', en: 'title of the list' }, 100) ?? '';
  const source = check.text('source', input.source, { zh: '来源', en: 'source' }, 200) ?? '';
  if (input.unit !== 'person' && input.unit !== 'household')
    check.add('unit', { zh: '请选择按人还是按户。', en: 'Choose whether it lists people or households.' });
  else if (list && list.unit !== input.unit)
    check.add('unit', {
      zh: '名单按人还是按户不能更改，请新建名单。',
      en: 'A list of people does not become one of households; make a new list.',
    });
  checkColumns(check, input.columns);
  for (const [index, code] of (input.sharedWith ?? []).entries())
    if (!unit.county.pack.departments.some((department) => department.code === code))
      check.add(`sharedWith.${index}`, { zh: `没有部门“${code}”。`, en: `There is no department "${code}".` });
  const asOf = checkDay(check, input.asOf, list);
  return { list, check, title, source, asOf };
}

function checkDay(check: InputCheck, text: string, list: ListRow | undefined): string {
  const asOf = check.day('asOf', text) ?? '';
  if (asOf > today())
    check.add('asOf', { zh: '名单日期不能晚于今天。', en: 'The day of a list cannot lie in the future.' });
  if (asOf && list?.asOf && list.entries > 0 && asOf < list.asOf)
    check.add('asOf', {
      zh: `已有 ${list.asOf} 的名单，不能再登记更早的。`,
      en: `The list of ${list.asOf} is kept already; an earlier one cannot follow it.`,
    });
  return asOf;
}

/** The list of a code, locked; two who make one at once queue. Throws NotFound when it is closed to the actor. */
async function lockList(unit: UnitOfWork, code: string): Promise<ListRow | undefined> {
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`list:${code}`]);
  const [list] = await unit.sql<ListRow>(
    `select l.id, l.title, l.department_code as "departmentCode", l.unit, l.current_number as "currentNumber",
       l.shared_with as "sharedWith", l.columns, v.as_of as "asOf", coalesce(v.entries, 0) as entries
     from kept_list l left join kept_list_version v on v.list_id = l.id and v.number = l.current_number
     where l.code = $1 for update of l`,
    [code],
  );
  if (list && !unit.ability.can('read', subject('KeptList', { ...list }) as never)) throw notFound(LIST);
  return list;
}
