import type { County } from '../../platform/county.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { standardOn } from '../../policy/standards.js';
import type {
  Bilingual,
  CountyPack,
  Deadline,
  ExclusivityGroup,
  Program,
  Standard,
  StandardValue,
} from '../../policy/types.js';
import type { StandardFigure } from './program.types.js';

const UNITS: Record<Deadline['unit'], Bilingual> = {
  working_days: { zh: '个工作日', en: 'working days' },
  days: { zh: '日', en: 'days' },
  hours: { zh: '小时', en: 'hours' },
};

/** A deadline in words: its step and its length. */
export function deadlineWords(pack: CountyPack, code: string): Bilingual {
  const deadline = deadlineOf({ pack }, code);
  const { name, value } = deadline;
  const unit = UNITS[deadline.unit];
  return { zh: `${name.zh}：${value}${unit.zh}内`, en: `${name.en}: within ${value} ${unit.en}` };
}

/** The exclusivity groups of a program: its own, and optional ones that the county switched on. */
export function groupsOf(pack: CountyPack, program: Program): ExclusivityGroup[] {
  return pack.groups.filter((group) => group.enabled && group.members.includes(program.code));
}

/** One value of a standard, with its name and unit. */
export function figureOf(
  { code, name, nameEn, unit, unitEn }: Standard,
  { value, from, to, kind, source }: StandardValue,
): StandardFigure {
  return { code, name: { zh: name, en: nameEn }, unit: { zh: unit, en: unitEn }, value, from, to, kind, source };
}

/** The figures that a program's rule and amounts use on a day, in the order of the rule. */
export function figuresOf(county: County, programCode: string, on: string): StandardFigure[] {
  return county.judge.standardsOf(programCode).flatMap((code) => {
    const standard = county.pack.standards.find((one) => one.code === code);
    const figure = standard && standardOn(standard, on);
    if (!standard || !figure) return [];
    return [figureOf(standard, figure)];
  });
}

const users = new WeakMap<County, Map<string, Program[]>>();

/** The programs whose rule or amounts use a standard, directly or through terms; in the order of the pack. */
export function programsUsing(county: County, standardCode: string): Program[] {
  let byStandard = users.get(county);
  if (!byStandard) {
    byStandard = new Map();
    for (const program of county.pack.programs) {
      for (const code of county.judge.standardsOf(program.code)) {
        byStandard.set(code, [...(byStandard.get(code) ?? []), program]);
      }
    }
    users.set(county, byStandard);
  }
  return byStandard.get(standardCode) ?? [];
}

/** Whether one of those figures is assumed on that day. */
export function isAssumed(county: County, programCode: string, on: string): boolean {
  return figuresOf(county, programCode, on).some((figure) => figure.kind === 'assumed');
}
