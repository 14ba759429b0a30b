import {
  OFF_REGISTER,
  REGISTER_LEVELS,
  REGISTER_REASONS,
  REGISTER_SOURCES,
  type RegisterLevel,
  type RegisterReason,
  type RegisterSource,
} from '@yimen/schema';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { notAllowed } from '../../platform/errors.js';
import { type SheetColumn, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import { RegisterReader, type SpellRow } from './register.reader.js';

const PAGE = 100;

const levelName = (level: string) =>
  level === OFF_REGISTER ? { zh: '新进入', en: 'Newly entered' } : REGISTER_LEVELS[level as RegisterLevel];

const COLUMNS: SheetColumn<SpellRow>[] = [
  { heading: { zh: '保障层级', en: 'Level' }, cell: ({ level }, { tell }) => tell(levelName(level)) },
  {
    heading: { zh: '乡镇', en: 'Township' },
    cell: ({ townshipCode }, { county, tell }) => {
      const township = county.township(townshipCode);
      return township ? tell(township.name) : townshipCode;
    },
  },
  {
    heading: { zh: '村（社区）', en: 'Village' },
    cell: ({ villageCode }, { county }) => county.village(villageCode)?.village.name ?? villageCode,
  },
  { heading: { zh: '户编号', en: 'Household' }, cell: ({ householdCode }) => householdCode },
  { heading: { zh: '姓名', en: 'Name' }, cell: ({ personName }) => personName },
  { heading: { zh: '人数', en: 'People' }, cell: ({ people }) => people },
  { heading: { zh: '原层级', en: 'Came from' }, cell: ({ cameFrom }, { tell }) => tell(levelName(cameFrom)) },
  { heading: { zh: '进入日期', en: 'Since' }, cell: ({ beganOn }) => beganOn },
  {
    heading: { zh: '原因', en: 'Reason' },
    cell: ({ reason }, { tell }) => tell(REGISTER_REASONS[reason as RegisterReason]),
  },
  { heading: { zh: '说明', en: 'Note' }, cell: ({ note }) => note },
  {
    heading: { zh: '来源', en: 'Source' },
    cell: ({ source }, { tell }) => tell(REGISTER_SOURCES[source as RegisterSource]),
  },
];

/** GET with the filter in the address: who stands on the register, as a workbook. */
export function exportRegister(context: Context, request: Request, response: Response): Promise<void> {
  const filter = textsOf(request, ['level', 'township', 'on', 'cameFrom', 'since']);
  return sendWorkbook(context, request, response, (reader) => {
    if (!reader.ability.can('read', 'Register'))
      throw notAllowed({
        zh: '您的岗位只看统计数，不看名单。',
        en: 'Your post sees how many there are, not who they are.',
      });
    const register = new RegisterReader(reader);
    return {
      file: 'low-income-register',
      sheet: { zh: '低收入人口台账', en: 'Low-income register' },
      columns: COLUMNS,
      pages: (after) => register.spells(filter, PAGE, after),
      audit: { command: 'exportRegister', input: filter, of: { type: 'Staff', id: reader.actor.staffId } },
    };
  });
}
