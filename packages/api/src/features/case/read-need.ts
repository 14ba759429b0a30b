import type { InputCheck } from '../../platform/parse.js';

const FIRST_DAY = '2004-01-01';

export interface NeedInput {
  whatHappened: string;
  since: string;
  requestedOn: string;
  /** Yuan as typed; empty or null = not known. */
  cost?: string | null;
  insurancePaid?: string | null;
}

export interface ReadNeed {
  whatHappened: string;
  since: string;
  requestedOn: string;
  costFen: number | null;
  insurancePaidFen: number;
}

/**
 * Reads a need, noting every problem: the trouble begins no later than the request, the request is no later than today
 * and insurance pays no more than the cost. Undefined when there was a problem.
 */
export function readNeed(check: InputCheck, input: NeedInput, today: string): ReadNeed | undefined {
  const before = check.problems.length;
  const whatHappened = check.text(
    'whatHappened',
    input.whatHappened,
    { zh: '困难情况', en: 'description of the difficulty' },
    2000,
  );
  const since = check.day('since', input.since);
  const requestedOn = check.day('requestedOn', input.requestedOn);
  const costFen = input.cost?.trim() ? check.yuan('cost', input.cost) : null;
  const insurancePaidFen = input.insurancePaid?.trim() ? check.yuan('insurancePaid', input.insurancePaid) : 0;
  if (requestedOn !== undefined && (requestedOn > today || requestedOn < FIRST_DAY)) {
    check.add('requestedOn', {
      zh: `求助日期应在 ${FIRST_DAY} 至今天之间。`,
      en: `The day of the request lies between ${FIRST_DAY} and today.`,
    });
  }
  if (since !== undefined && requestedOn !== undefined && since > requestedOn) {
    check.add('since', { zh: '困难开始日期不能晚于求助日期。', en: 'The difficulty cannot begin after the request.' });
  }
  if (insurancePaidFen && typeof costFen !== 'undefined' && insurancePaidFen > (costFen ?? 0)) {
    check.add('insurancePaid', {
      zh: costFen === null ? '已填报销金额，请同时填写总费用。' : '保险已报销不能超过总费用，请核对两项金额。',
      en:
        costFen === null
          ? 'Insurance paid something: enter the total cost too.'
          : 'Insurance cannot have paid more than the cost; check both amounts.',
    });
  }
  if (check.problems.length > before) return undefined;
  return { whatHappened, since, requestedOn, costFen, insurancePaidFen } as ReadNeed;
}
