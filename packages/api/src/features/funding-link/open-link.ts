import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import { rows } from '../../platform/read.js';
import { FundingReader } from '../funding/funding.reader.js';
import { fundingSummary } from '../funding/funding-summary.js';
import { compareYears, townshipTiles } from '../leadership/compare-years.js';
import { kindsOf } from '../leadership/kinds-and-steps.js';
import { LeadershipReader } from '../leadership/leadership.reader.js';
import { fundingOutlook } from '../leadership/outlook.js';
import { WaitingReader } from '../waiting/waiting.reader.js';
import { linkIdOf } from './link-token.js';

/** Whoever holds a link sees what a leader sees on his page; there is no way from it to a list. */
const GUEST: Actor = { staffId: '', name: '', role: 'leader', departmentCode: null, townshipCode: null };

interface Opened {
  title: string;
  year: number;
  expiresAt: Date;
  state: 'open' | 'expired' | 'revoked';
}

/** What a token shows: the numbers of its year while it is open, else why not. Every opening is kept. */
export async function openLink(context: Context, token: string): Promise<unknown> {
  const { config, database } = context;
  const linkId = linkIdOf(config.authSecret, token);
  const [link] = linkId
    ? await rows<Opened>(
        database.pool,
        `select title, year, expires_at as "expiresAt", case when revoked_at is not null then 'revoked'
           when expires_at <= clock_timestamp() then 'expired' else 'open' end as state
         from funding_link where id = $1`,
        [linkId],
      )
    : [];
  if (link?.state !== 'open') return { state: link?.state ?? 'unknown', numbers: null };
  await database.pool.query('insert into funding_link_opening (link_id) values ($1)', [linkId]);
  const guest: Context = { ...context, actor: GUEST, ability: defineAbilitiesFor(GUEST), instances: new Map() };
  return { state: link.state, numbers: await numbersOf(guest, link) };
}

async function numbersOf(guest: Context, { title, year, expiresAt }: Opened): Promise<unknown> {
  const unmet = reader(guest, WaitingReader);
  const [summary, outlook, waiting, hardship, late, tiles, kinds, years] = await Promise.all([
    fundingSummary(guest, reader(guest, FundingReader), year),
    fundingOutlook(guest, year),
    unmet.programs(year),
    unmet.hardship(),
    reader(guest, LeadershipReader).late(today()),
    townshipTiles(guest, year, {}),
    kindsOf(guest, year),
    compareYears(guest, year),
  ]);
  const { totals, byFund } = summary;
  return {
    ...{ title, year, expiresAt, asOf: today(), totals, byFund, outlook, waiting, late, tiles, kinds, years },
    hardship: { ...hardship, aboveFen: unmet.aboveFen },
  };
}
