import { REGISTER_LEVELS, TASK_KINDS } from '@yimen/schema';
import { type Context, reader } from '../../context.js';
import type { County } from '../../platform/county.js';
import type { Bilingual as BilingualText } from '../../policy/types.js';
import { LeadershipReader } from './leadership.reader.js';
import type { FundingKind } from './leadership.types.js';

const OFF_REGISTER: BilingualText = { zh: '未列入台账', en: 'Not on the register' };

function levelName(key: string): BilingualText {
  return Object.hasOwn(REGISTER_LEVELS, key) ? REGISTER_LEVELS[key as keyof typeof REGISTER_LEVELS] : OFF_REGISTER;
}

/** Every kind of household with what it was promised or paid in a year, in the order of the register. */
export async function kindsOf(context: Context, year: number): Promise<FundingKind[]> {
  const found = await reader(context, LeadershipReader).kinds(year);
  const none = { spentFen: 0, households: 0, entries: 0 };
  return [...Object.keys(REGISTER_LEVELS), 'none'].map((key) => ({
    ...(found.find((row) => row.key === key) ?? { key, ...none }),
    label: levelName(key),
  }));
}

/** The step of a task: what everybody calls it, or the pack's name of what follows a refusal. */
export function stepName(county: County, kind: string): BilingualText {
  if (Object.hasOwn(TASK_KINDS, kind)) return TASK_KINDS[kind as keyof typeof TASK_KINDS];
  return county.pack.followUps.find(({ code }) => code === kind)?.name ?? { zh: kind, en: kind };
}
