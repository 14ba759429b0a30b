import { Ctx, Query, Resolver } from 'type-graphql';
import { type Context, signedIn } from '../../context.js';
import type { LedgerCheck as Found } from '../../ledger/check-ledger.js';
import { lastResult } from '../job/last-result.js';
import { LedgerCheck } from './funding.types.js';
import { LEDGER_CHECK } from './ledger-check.jobs.js';

@Resolver(() => LedgerCheck)
export class LedgerCheckResolver {
  @Query(() => LedgerCheck, { nullable: true, description: 'None before the first, and for whom it does not concern.' })
  async ledgerCheck(@Ctx() context: Context): Promise<LedgerCheck | undefined> {
    const { ability, database } = signedIn(context);
    if (!ability.can('read', 'LedgerCheck')) return undefined;
    const last = await lastResult<Found>(database.pool, LEDGER_CHECK);
    if (!last) return undefined;
    const { result, checkedAt } = last;
    const wrong = [...result.broken, ...result.unbalanced].map(({ label, year }) => ({ label, year }));
    return {
      checkedAt,
      transfers: result.transfers,
      unlinked: result.unlinked,
      broken: result.broken.length,
      unbalanced: result.unbalanced.length,
      lines: [...new Map(wrong.map((one) => [`${one.year} ${one.label.zh}`, one])).values()],
    };
  }
}
