import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { DuplicateDecisionInput } from './duplicate.inputs.js';
import { PAIR_FROM } from './duplicate-access.js';

/** A pair as the write path loads it, with where its people are, or were last. */
export interface Pair {
  id: string;
  version: number;
  status: string;
  firstId: string;
  secondId: string;
  firstTownship: string;
  secondTownship: string;
}

const DONE = {
  zh: '这两条记录已处理过，请刷新后查看。',
  en: 'These two records were dealt with already; reload to see.',
};

/**
 * Loads a pair with a lock to decide on it. Throws NotFound, NotAllowed, StaleVersion, WrongState, and InvalidInput
 * without a reason. Answers the pair and the reason.
 */
export async function loadPair(
  unit: UnitOfWork,
  input: Omit<DuplicateDecisionInput, 'key'>,
  action: 'merge' | 'differ' | 'undo',
): Promise<{ pair: Pair; reason: string }> {
  const [pair] = isUuid(input.pairId)
    ? await unit.sql<Pair>(
        `select d.id, d.version, d.status, a.id as "firstId", b.id as "secondId", ha.township_code as "firstTownship",
           hb.township_code as "secondTownship" from ${PAIR_FROM} where d.id = $1 for update of d, a, b`,
        [input.pairId],
      )
    : [];
  if (!pair || !unit.ability.can('read', subject('DuplicatePair', { ...pair }) as never)) {
    throw notFound({ zh: '疑似重复', en: 'pair' });
  }
  assertCan(unit, 'decide', 'DuplicatePair', pair);
  assertVersion(pair, input.expectedVersion);
  assertTransition('DuplicatePair', pair.status, action, DONE);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' });
  check.done();
  return { pair, reason: reason as string };
}

/** Writes what was decided of a pair. */
export async function decidePair(unit: UnitOfWork, pair: Pair, status: string, reason: string | null): Promise<void> {
  await unit.sql(
    `update duplicate_pair set status = $2, reason = $3, version = version + 1,
       decided_by = case when $2 <> 'open' then $4::uuid end, decided_at = case when $2 <> 'open' then now() end
     where id = $1`,
    [pair.id, status, reason, unit.actor.staffId],
  );
}
