import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import type { DonationFilter } from './donation.inputs.js';
import type { DonationMonth, DonationShare } from './donation.types.js';
import { GIVEN_OF_DONATION, LEFT_OF_DONATION, USED_OF_DONATION, WISH_OF_DONATION } from './gifts.js';

export interface DonationRow {
  id: string;
  number: string;
  departmentCode: string;
  kind: string;
  source: string;
  donor: string | null;
  publishesName: boolean;
  amountFen: number;
  usedFen: number;
  leftFen: number;
  people: number;
  receivedOn: string;
  lineId: string | null;
  lineLabel: Bilingual | null;
  document: string;
  recordedBy: string;
  wishWords: string | null;
  wishUntil: string | null;
  version: number;
}

export interface WishRow {
  position: number;
  donationId: string;
  words: string | null;
  rule: string | null;
  townshipCode: string | null;
  isPair: boolean;
  until: string | null;
  document: string;
  recordedBy: string;
  recordedAt: Date;
}

/** The most donations of a year that are shown. */
const MOST = 500;
const FIELDS = { departmentCode: { sql: 'd.department_code' } };

/** Donations that the actor may see; givers who do not want to be told are named inside their organisation only. */
export class DonationReader {
  readonly wishes = this.loader<WishRow>(
    `select w.position, w.donation_id as "donationId", w.words, w.rule, w.township_code as "townshipCode",
       w.person_id is not null as "isPair", w.until, w.document, s.name as "recordedBy", w.recorded_at as "recordedAt"
     from donation_wish w join staff s on s.id = w.recorded_by
     where w.donation_id = any($1) order by w.donation_id, w.position desc`,
  );

  /** What was given of a donation by months, without a name. */
  readonly months = this.loader<DonationMonth & { donationId: string }>(
    `select g.donation_id as "donationId", to_char(g."on", 'YYYY-MM') as month, sum(g.fen)::bigint as fen,
       count(distinct g.who)::int as people
     from ${GIVEN_OF_DONATION} g where g.donation_id = any($1) group by 1, 2 order by 1, 2`,
  );

  /** Of whose donations the parts of packages were given; whoever may see the part may see this. */
  readonly ofItem = new DataLoader<string, (DonationShare & { itemId: string })[]>(async (itemIds) =>
    grouped(
      itemIds,
      await rows<DonationShare & { itemId: string }>(
        this.context.database.pool,
        `select d.id as "donationId", a.package_item_id as "itemId", d.number, case when d.publishes_name then d.donor end as donor,
           (select w.words from donation_wish w where w.donation_id = d.id and w.recorded_at <= u.used_at
             order by w.position desc limit 1) as "wishWords", u.fen
         from donation_given u join aid_record a on a.id = u.aid_record_id join donation d on d.id = u.donation_id
         where a.package_item_id = any($1) and u.fen > 0 order by d.number`,
        [itemIds.filter(isUuid)],
      ),
      ({ itemId }) => itemId,
    ),
  );

  constructor(private readonly context: Context) {}

  /** The newest first. */
  donations({ year, departmentCode, lineId }: DonationFilter): Promise<DonationRow[]> {
    return this.read(
      '($1::int is null or d.year = $1) and ($2::text is null or d.department_code = $2) and ($3::uuid is null or d.line_id = $3)',
      [year ?? null, departmentCode ?? null, lineId && isUuid(lineId) ? lineId : null],
    );
  }

  async find(id: string): Promise<DonationRow | undefined> {
    const [donation] = isUuid(id) ? await this.read('d.id = $1', [id]) : [];
    return donation;
  }

  private read(condition: string, params: unknown[]): Promise<DonationRow[]> {
    const { ability, database } = this.context;
    const access = accessSql(ability, 'read', 'Donation', FIELDS, params);
    const names = accessSql(ability, 'name', 'Donation', FIELDS, params);
    return rows<DonationRow>(
      database.pool,
      `select d.id, d.number, d.department_code as "departmentCode", d.kind, d.source,
         case when d.publishes_name or ${names} then d.donor end as donor, d.publishes_name as "publishesName",
         d.amount_fen as "amountFen", ${USED_OF_DONATION} as "usedFen", ${LEFT_OF_DONATION} as "leftFen",
         (select count(distinct g.who) from ${GIVEN_OF_DONATION} g where g.donation_id = d.id)::int as people,
         d.received_on as "receivedOn", d.line_id as "lineId",
         case when l.id is not null then json_build_object('zh', l.label_zh, 'en', l.label_en) end as "lineLabel", d.document, s.name as "recordedBy",
         w.words as "wishWords", w.until as "wishUntil", d.version
       from donation d left join budget_line l on l.id = d.line_id join staff s on s.id = d.recorded_by ${WISH_OF_DONATION}
       where ${condition} and ${access} order by d.received_on desc, d.id desc limit ${MOST}`,
      params,
    );
  }

  private loader<Row extends { donationId: string }>(text: string): DataLoader<string, Row[]> {
    return new DataLoader<string, Row[]>(async (ids) =>
      grouped(ids, await rows<Row>(this.context.database.pool, text, [ids]), ({ donationId }) => donationId),
    );
  }
}
