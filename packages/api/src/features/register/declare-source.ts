import { subject } from '@casl/ability';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { followList } from './follow-list.js';
import type { DeclareRegisterSourceInput } from './register.inputs.js';
import { isLevel, registerKeeper } from './register-level.js';

interface DeclaredList {
  id: string;
  version: number;
  departmentCode: string;
  sharedWith: string[];
  columns: { code: string; type: string }[];
}

/**
 * Declares that a list moves the register, to one level or to the level that one of its columns names, or that it does so
 * no more. Whoever keeps the register says so; the list in force is followed at once. Throws NotFound, NotAllowed,
 * StaleVersion, InvalidInput.
 */
export async function declareRegisterSource(
  unit: UnitOfWork,
  input: DeclareRegisterSourceInput,
): Promise<CommandResult> {
  const [list] = isUuid(input.listId)
    ? await unit.sql<DeclaredList>(
        `select id, version, department_code as "departmentCode", shared_with as "sharedWith", columns
         from kept_list where id = $1 and current_number > 0 for update`,
        [input.listId],
      )
    : [];
  if (!list || !unit.ability.can('read', subject('KeptList', { ...list }) as never)) {
    throw notFound({ zh: '名单', en: 'list' });
  }
  assertCan(unit, 'record', 'Register', { departmentCode: registerKeeper(unit.county), townshipCode: null });
  assertVersion(list, input.expectedVersion);
  const { level, column, clearedColumn } = checkSource(list, input);
  await unit.sql(
    `update kept_list set register_level = $2, register_column = $3, register_cleared_column = $4, version = version + 1
     where id = $1`,
    [list.id, level, column, clearedColumn],
  );
  await followList(unit, list.id);
  return { type: 'KeptList', id: list.id };
}

function checkSource({ columns }: DeclaredList, input: DeclareRegisterSourceInput) {
  const check = new InputCheck();
  const [level, column] = [input.level || null, input.column || null];
  const clearedColumn = level || column ? input.clearedColumn || null : null;
  if (level && column)
    check.add('column', {
      zh: '固定层级与层级列只能选一项。',
      en: 'Choose one level for all, or the column that names it; not both.',
    });
  if (level && !isLevel(level)) check.add('level', { zh: '请选择保障层级。', en: 'Choose the level.' });
  if (column && !columns.some(({ code, type }) => code === column && type === 'text'))
    check.add('column', { zh: '请选择名单中的一个文字列。', en: 'Choose a text column of the list.' });
  if (clearedColumn && !columns.some(({ code, type }) => code === clearedColumn && type === 'boolean'))
    check.add('clearedColumn', { zh: '请选择名单中的一个是否列。', en: 'Choose a yes-or-no column of the list.' });
  check.done();
  return { level, column, clearedColumn };
}
