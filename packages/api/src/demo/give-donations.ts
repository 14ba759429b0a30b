import { recordDonation } from '../features/donation/record-donation.js';
import { findLine } from '../ledger/ledger.js';
import type { Casework } from './casework.js';

interface Given {
  by: string;
  program: string;
  source: string;
  donor?: string;
  publishesName?: boolean;
  amount: string;
  /** MM-DD. */
  on: string;
  document: string;
  wish?: { words: string; rule: string; until?: string };
}

/** What the Red Cross was given before the year's cases: one gift with a wish, some without. */
const EARLY: Given[] = [
  {
    by: 'manager-rc',
    program: 'RC-01',
    source: 'foundation',
    donor: '延安某公益基金会',
    publishesName: true,
    amount: '40000',
    on: '01-08',
    document: '捐赠协议第3号',
    wish: { words: '只用于患重特大疾病或遭遇急难的群众', rule: '重特大疾病 or 遭遇急难' },
  },
  {
    by: 'manager-rc',
    program: 'RC-01',
    source: 'crowdfunding',
    donor: '某公益平台“大病别怕”项目',
    publishesName: true,
    amount: '18600.50',
    on: '01-15',
    document: '平台结算单 0115',
  },
  {
    by: 'manager-rc',
    program: 'RC-01',
    source: 'anonymous',
    amount: '2000',
    on: '01-20',
    document: '银行回单 0120',
  },
];

/** What the charity was given since, for children of whom none has been found yet. */
const LATE: Given[] = [
  {
    by: 'manager-cha',
    program: 'CHA-02',
    source: 'person',
    donor: '李某善',
    publishesName: false,
    amount: '10000',
    on: '01-26',
    document: '银行回单 0126',
    wish: {
      words: '只用于患先天性心脏病的儿童',
      rule: '年龄 <= 14 and 病种 = "先天性心脏病"',
      until: '12-31',
    },
  },
];

/** Donations of the year, those before the cases or those after them. `day` is YYYY-MM-DD. */
export async function giveDonations(work: Casework, day: string, when: 'early' | 'late'): Promise<void> {
  const year = day.slice(0, 4);
  for (const { by, program, on, wish, donor, publishesName, ...gift } of when === 'early' ? EARLY : LATE) {
    const receivedOn = [`${year}-${on}`, day].sort()[0] as string;
    const line = await findLine(work.sql, program, Number(year));
    if (!line) throw new Error(`No budget line of ${program} in ${year}`);
    const given = {
      ...gift,
      lineId: line.id,
      donor: donor ?? null,
      publishesName: publishesName ?? false,
      receivedOn,
      wish: wish ? { ...wish, until: wish.until ? `${year}-${wish.until}` : null } : null,
    };
    await work.act(by, `donation:${gift.document}`, given, recordDonation);
  }
}
