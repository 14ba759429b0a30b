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
import { type SheetColumns, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import { RegisterReader, type SpellRow } from './register.reader.js';

const PAGE = 100;

const levelName = (level: string) => (level === OFF_REGISTER ? '新进入' : REGISTER_LEVELS[level as RegisterLevel].zh);

const COLUMNS: SheetColumns<SpellRow> = {
  保障层级: ({ level }) => levelName(level),
  乡镇: ({ townshipCode }, { county }) => county.township(townshipCode)?.name.zh ?? townshipCode,
  '村（社区）': ({ villageCode }, { county }) => county.village(villageCode)?.village.name ?? villageCode,
  户编号: ({ householdCode }) => householdCode,
  姓名: ({ personName }) => personName,
  人数: ({ people }) => people,
  原层级: ({ cameFrom }) => levelName(cameFrom),
  进入日期: ({ beganOn }) => beganOn,
  原因: ({ reason }) => REGISTER_REASONS[reason as RegisterReason].zh,
  说明: ({ note }) => note,
  来源: ({ source }) => REGISTER_SOURCES[source as RegisterSource].zh,
};

/** GET with the filter in the address: who stands on the register, as a workbook. */
export function exportRegister(context: Context, request: Request, response: Response): Promise<void> {
  const filter = textsOf(request, ['level', 'township', 'on', 'cameFrom', 'since']);
  return sendWorkbook(context, response, (reader) => {
    if (!reader.ability.can('read', 'Register'))
      throw notAllowed({
        zh: '您的岗位只看统计数，不看名单。',
        en: 'Your post sees how many there are, not who they are.',
      });
    const register = new RegisterReader(reader);
    return {
      file: 'low-income-register',
      sheet: '低收入人口台账',
      columns: COLUMNS,
      pages: (after) => register.spells(filter, PAGE, after),
      audit: { command: 'exportRegister', input: filter, of: { type: 'Staff', id: reader.actor.staffId } },
    };
  });
}
