import type { UnitOfWork } from '../../platform/run-command.js';
import { proposeRemedy } from '../../policy/propose-remedy.js';
import { overpaidDues } from '../../policy/recovery.js';
import { remedyRules } from '../second-round/remedy-rules.js';
import type { ReviewedItem } from '../second-round/replay-case.js';
import { madeDues } from './made-dues.js';

interface Proposal {
  itemId: string;
  direction: 'over' | 'under';
  fen: number;
  kind: string;
  months: number | null;
  percent: number | null;
  reason: string | null;
}

interface Given {
  itemId: string;
  programCode: string;
}

/** What is let go by default, told as such. */
const SMALL = '数额较小，免于追回';

/**
 * What a further round begins with: for each part that was paid too much or too little the remedy that the review
 * proposed, of what was made due so far. Answers how many there are.
 */
export async function proposeRemedies(
  unit: Pick<UnitOfWork, 'sql' | 'county'>,
  caseId: string,
  reviewId: string,
): Promise<number> {
  const { sql } = unit;
  const [review] = await sql<{ items: ReviewedItem[]; packageId: string }>(
    'select items, package_id as "packageId" from package_review where id = $1',
    [reviewId],
  );
  if (!review) throw new Error(`No review ${reviewId}`);
  const given = await sql<Given>(
    `select i.id as "itemId", i.program_code as "programCode" from package_item i
     join aid_record a on a.package_item_id = i.id where i.package_id = $1`,
    [review.packageId],
  );
  const proposals: Proposal[] = [];
  for (const item of review.items) {
    const aid = given.find(({ programCode }) => programCode === item.programCode);
    const proposal = aid && (await proposalOf(unit, item, aid.itemId));
    if (proposal) proposals.push(proposal);
  }
  await sql(
    `insert into remedy (case_id, review_id, position, package_item_id, direction, amount_fen, kind, months, percent, reason)
     select $1, $2, r.place, r."itemId", r.direction, r.fen, r.kind, r.months, r.percent, r.reason
     from rows from (jsonb_to_recordset($3::jsonb) as ("itemId" uuid, direction text, fen bigint, kind text, months int,
       percent int, reason text)) with ordinality as r ("itemId", direction, fen, kind, months, percent, reason, place)`,
    [caseId, reviewId, JSON.stringify(proposals)],
  );
  return proposals.length;
}

async function proposalOf(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  item: ReviewedItem,
  itemId: string,
): Promise<Proposal | undefined> {
  const rules = remedyRules(county, item.programCode);
  const { kind: found, fen: differs } = item.remedy;
  if (found === 'ask_facts' || found === 'none') return undefined;
  const none = { months: null, percent: null, reason: null };
  if (found === 'pay_difference') return { itemId, direction: 'under', fen: differs, kind: found, ...none };
  const parts = overpaidDues(item.months, await madeDues(sql, itemId), differs);
  const fen = parts.reduce((sum, part) => sum + part.fen, 0);
  if (fen === 0) return undefined;
  const { kind, months } = proposeRemedy({ ...item, overFen: fen, underFen: 0 }, rules);
  return {
    itemId,
    direction: 'over',
    fen,
    kind,
    months: kind === 'instalments' ? months : null,
    percent: kind === 'set_off' ? rules.setsOffPercent : null,
    reason: kind === 'waive' ? SMALL : null,
  };
}
