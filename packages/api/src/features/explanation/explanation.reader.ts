import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import type { CliffHousehold } from '../../policy/cliff.js';
import type { FactBag } from '../../policy/types.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { AID_FIELDS, HOUSEHOLD_FIELDS } from '../registry/household-access.js';

/** A member with everything known of him and his household. */
export interface KnownMember {
  personId: string;
  birthDate: string;
  facts: FactBag;
}

/** What rules ask of the people of a household, for those who may read its facts. */
export class ExplanationReader {
  constructor(private readonly context: Context) {}

  /**
   * The members of a household, the head first, with what is known of each on a day (YYYY-MM-DD); facts of cases are not
   * among it. Throws NotFound, also when the reader may not see the household.
   */
  async members(householdId: string, on: string): Promise<KnownMember[]> {
    const { ability, database } = this.context;
    const params: unknown[] = [householdId];
    const access = accessSql(ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
    const people = isUuid(householdId)
      ? await rows<{ personId: string; birthDate: string }>(
          database.pool,
          `select p.id as "personId", p.birth_date as "birthDate" from person p join household h on h.id = p.household_id
            where h.id = $1 and ${access} order by (p.id = h.head_person_id) desc, p.birth_date, p.id`,
          params,
        )
      : [];
    if (people.length === 0) throw notFound({ zh: '家庭', en: 'household' });
    const subjects = people.map(({ personId }) => ({ householdId, personId }));
    const bags = await loadFactBags(poolSql(database.pool), subjects, on);
    return people.map((person, index) => ({ ...person, facts: bags[index] as FactBag }));
  }

  /**
   * The support of a household that runs on a day and that the reader may see, a yearly payment of this year included;
   * and whether there may be more that he may not see. Reached from a readable household only.
   */
  async held(householdId: string, on: string): Promise<{ held: CliffHousehold['held']; isPartial: boolean }> {
    const { ability, database } = this.context;
    const params: unknown[] = [householdId, on];
    const access = accessSql(ability, 'read', 'AidRecord', AID_FIELDS, params);
    const held = await rows<{ programCode: string; personId: string | null; fen: number }>(
      database.pool,
      `select distinct on (a.program_code, a.person_id) a.program_code as "programCode", a.person_id as "personId",
              coalesce(a.amount_fen, 0)::float8 as fen
         from aid_record a join household h on h.id = a.household_id
        where a.household_id = $1 and not a.plan_only and a.granted_on <= $2::date
          and (a.ended_on is null or a.ended_on >= $2::date)
          and (a.period = 'monthly' or a.period = 'yearly' and extract(year from a.granted_on) = extract(year from $2::date))
          and ${access}
        order by a.program_code, a.person_id, a.granted_on desc, a.id desc`,
      params,
    );
    return { held, isPartial: !(await this.seesAllAid(householdId)) };
  }

  /** Whether the reader may see aid of any department; tells nothing of what aid there is. */
  private async seesAllAid(householdId: string): Promise<boolean> {
    const params: unknown[] = [householdId];
    const access = accessSql(
      this.context.ability,
      'read',
      'AidRecord',
      { ...HOUSEHOLD_FIELDS, departmentCode: { sql: 'null::text' } },
      params,
    );
    const found = await rows(
      this.context.database.pool,
      `select from household h where h.id = $1 and ${access}`,
      params,
    );
    return found.length > 0;
  }
}
