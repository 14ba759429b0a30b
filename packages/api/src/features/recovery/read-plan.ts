import { addDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { InputCheck } from '../../platform/parse.js';

export interface PlanTerms {
  months: number | null;
  percent: number | null;
  firstDueOn: string | null;
}

interface TypedPlan {
  kind: string;
  months?: number | null;
  percent?: number | null;
  firstDueOn?: string | null;
}

interface PlanRules {
  /** Monthly aid that goes on. */
  runs: boolean;
  /** The most that the county keeps back of a month of this program. */
  setsOffPercent: number;
  /** Where the plan stands in the input; '' at its top. */
  path: string;
}

const MOST_MONTHS = 60;
const MOST_DAYS_AHEAD = 730;

/** How money is to come back, as typed: by monthly parts, or out of coming aid. Problems go to `check`. */
export function readPlan(check: InputCheck, input: TypedPlan, { runs, setsOffPercent, path }: PlanRules): PlanTerms {
  const at = (field: string) => (path ? `${path}.${field}` : field);
  const terms: PlanTerms = { months: null, percent: null, firstDueOn: null };
  if (input.kind !== 'instalments' && input.kind !== 'set_off') return terms;
  if (input.firstDueOn) {
    const day = check.day(at('firstDueOn'), input.firstDueOn) ?? null;
    if (day && (day < today() || day > addDays(today(), MOST_DAYS_AHEAD)))
      check.add(at('firstDueOn'), {
        zh: '首期日期应在今天之后两年以内。',
        en: 'The first day lies within the two years from today.',
      });
    terms.firstDueOn = day;
  }
  if (input.kind === 'instalments') {
    const months = input.months ?? 1;
    if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
      check.add(at('months'), {
        zh: `期数应为 1 至 ${MOST_MONTHS}。`,
        en: `There are 1 to ${MOST_MONTHS} instalments.`,
      });
    return { ...terms, months };
  }
  const percent = input.percent ?? setsOffPercent;
  if (!runs)
    check.add(at('kind'), {
      zh: '该救助不是仍在按月发放的救助，无从抵扣。',
      en: 'This is no monthly aid that goes on; there is nothing to keep back from.',
    });
  else if (setsOffPercent === 0)
    check.add(at('kind'), {
      zh: '该救助用于基本生活，不得抵扣。',
      en: 'The family lives on this aid; nothing of it is kept back.',
    });
  else if (!Number.isInteger(percent) || percent < 1 || percent > setsOffPercent)
    check.add(at('percent'), {
      zh: `每月最多抵扣 ${setsOffPercent}%。`,
      en: `At most ${setsOffPercent}% of a month is kept back.`,
    });
  return { ...terms, percent };
}
