import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import { proposeRemedy, type Remedy } from '../../policy/propose-remedy.js';
import { type DecidedItem, monthsAfter, type ReplayedItem, replayPackage } from '../../policy/replay-package.js';
import type { FactBag, FactValue } from '../../policy/types.js';
import type { StoredSelection } from '../aid-package/aid-package.entity.js';
import { givenOn } from '../aid-package/assess-case.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { STANDS } from '../registry/project-facts.js';
import { remedyRules } from './remedy-rules.js';

/** An adopted package with its case. */
export interface AdoptedPackage {
  packageId: string;
  caseId: string;
  caseNumber: string;
  householdId: string;
  beneficiaryId: string;
  ownerId: string;
  townshipCode: string;
  costFen: number | null;
  insurancePaidFen: number;
  decisionDate: string;
  adoptedAt: string;
  selections: StoredSelection[];
}

/** A fact learnt since the decision that the program asks. */
export interface LearntFact {
  code: string;
  value: FactValue | null;
  /** What was known at the decision. */
  former: FactValue | null;
  observedOn: string;
  recordedOn: string;
}

/** An item whose amount differs, as a review keeps it. */
export interface ReviewedItem extends ReplayedItem {
  remedy: Remedy;
  /** What meetings decided about it before, if they did: fen too much, less fen too little. */
  settledFen?: number;
  facts: LearntFact[];
  /** The day from which other rules or figures are in force than at the decision, as far as months differ since. */
  rulesFrom: string | null;
}

const PACKAGE = `select k.id as "packageId", c.id as "caseId", c.number as "caseNumber", c.household_id as "householdId",
    c.beneficiary_id as "beneficiaryId", c.owner_id as "ownerId", c.township_code as "townshipCode", c.cost_fen as "costFen",
    c.insurance_paid_fen as "insurancePaidFen", k.decision_date as "decisionDate", k.adopted_at as "adoptedAt", k.selections
  from aid_package k join case_file c on c.id = k.case_id where k.status = 'adopted'`;

/** The adopted package of a case; undefined when there is none. */
export async function findAdopted(sql: Sql, caseId: string): Promise<AdoptedPackage | undefined> {
  const [found] = await sql<AdoptedPackage>(`${PACKAGE} and c.id = $1`, [caseId]);
  return found;
}

/** What departments have not declined, with the last day of monthly aid that has ended. */
const DECIDED = `select i.program_code as "programCode", i.period, case when i.plan_only then null else i.amount_fen end as "amountFen",
    a.ended_on as "endedOn", (select coalesce(json_agg(json_build_object('from', to_char(x.from_month, 'YYYY-MM'), 'fen', x.fen)
      order by x.id), '[]') from payment_schedule s join payment_amount x on x.schedule_id = s.id
      where s.aid_record_id = a.id and s.kind = 'monthly') as changes
  from package_item i left join aid_record a on a.package_item_id = i.id
  where i.package_id = $1 and i.status in ('awaiting_decision', 'committed') order by i.position`;

/** Replays the package of a case through a day (YYYY-MM-DD): the items that differ, each with why and a remedy. */
export async function replayCase(
  sql: Sql,
  county: County,
  adopted: AdoptedPackage,
  through: string,
): Promise<ReviewedItem[]> {
  const { packageId, decisionDate, costFen, insurancePaidFen } = adopted;
  const file = { id: adopted.caseId, householdId: adopted.householdId, beneficiaryId: adopted.beneficiaryId };
  const decided = await sql<DecidedItem>(DECIDED, [packageId]);
  if (decided.length === 0) return [];
  const isMonthly = decided.some(({ period }) => period === 'monthly') || choosesMonthly(county, adopted);
  const days = [decisionDate, ...(isMonthly ? monthsAfter(decisionDate, through) : [])];
  const bags = new Map<string, FactBag>();
  for (const day of days) bags.set(day, await factsOn(sql, adopted, day));
  const declined = await declinedPrograms(sql, packageId);
  const replayed = replayPackage({
    decisionDate,
    through,
    choices: adopted.selections,
    need: { costFen, insurancePaidFen },
    alreadyGiven: await givenOn(sql, county.on(decisionDate), file, decisionDate, packageId),
    decided,
    rulesOn: (day) => county.on(day),
    factsOn: (day) => bags.get(day) as FactBag,
  }).filter(({ programCode }) => !declined.has(programCode));
  const learnt = await learntSince(sql, adopted, through);
  const settled = await settledBefore(sql, packageId);
  return replayed
    .map((item) => reviewed(county, adopted, item, learnt, settled.get(item.programCode) ?? 0))
    .filter(({ settledFen, remedy }) => !settledFen || remedy.kind !== 'none');
}

/** What meetings have decided about the items of a package: fen too much less fen too little, by program. */
async function settledBefore(sql: Sql, packageId: string): Promise<Map<string, number>> {
  const found = await sql<{ code: string; fen: number }>(
    `select i.program_code as code, sum(case r.direction when 'over' then r.amount_fen else -r.amount_fen end)::bigint as fen
     from remedy r join package_item i on i.id = r.package_item_id
     where i.package_id = $1 and r.status = 'adopted' group by 1`,
    [packageId],
  );
  return new Map(found.map(({ code, fen }) => [code, fen]));
}

function choosesMonthly(county: County, { selections }: AdoptedPackage): boolean {
  return selections.some(({ programCode }) => county.program(programCode)?.period === 'monthly');
}

async function declinedPrograms(sql: Sql, packageId: string): Promise<Set<string>> {
  const found = await sql<{ code: string }>(
    `select program_code as code from package_item where package_id = $1 and status = 'declined'`,
    [packageId],
  );
  return new Set(found.map(({ code }) => code));
}

/** What was true on a day as it is known now; what the decision knew counts too, whenever it was observed. */
function factsOn(sql: Sql, adopted: AdoptedPackage, day: string): Promise<FactBag> {
  const { householdId, beneficiaryId: personId, caseId, decisionDate, adoptedAt } = adopted;
  return loadFactBag(sql, { householdId, personId, caseId }, day, { aidOn: decisionDate, knownBy: adoptedAt });
}

function reviewed(
  county: County,
  { decisionDate }: AdoptedPackage,
  item: ReplayedItem,
  learnt: readonly LearntFact[],
  settledFen: number,
): ReviewedItem {
  const asked = new Set(county.on(decisionDate).judge.factsOf(item.programCode));
  return {
    ...item,
    ...(settledFen !== 0 && { settledFen }),
    remedy: proposeRemedy(item, remedyRules(county, item.programCode), settledFen),
    facts: learnt.filter(({ code }) => asked.has(code)),
    rulesFrom: rulesChanged(county, decisionDate, item),
  };
}

/** The first month that differs in which the texts or the figures are others than on the day of the decision. */
function rulesChanged(county: County, decisionDate: string, { months, programCode }: ReplayedItem): string | null {
  const then = figuresOn(county, decisionDate, programCode);
  const found = months.find(({ month }) => figuresOn(county, `${month}-01`, programCode) !== then);
  return found && `${found.month}-01` > decisionDate ? `${found.month}-01` : null;
}

/** The version of a program's texts and the figures that they name, as they stand on a day. */
function figuresOn(county: County, day: string, programCode: string): string {
  const { pack, program: find } = county.on(day);
  const program = find(programCode);
  if (!program) return '';
  const { rule, amount, variants } = program;
  const texts = [rule, amount.formula, amount.min, amount.max, ...variants.flatMap((one) => [one.rule, one.formula])];
  const named = new Set(texts.filter((text) => text !== undefined));
  // A term's own text names others; a set tells what was added while it is walked.
  for (const text of named) for (const term of pack.terms) if (text.includes(term.name)) named.add(term.expression);
  const figures = pack.standards
    .filter(({ name }) => [...named].some((text) => text.includes(name)))
    .map(({ values }) => values.find(({ from, to }) => from <= day && (to === null || day <= to))?.value);
  return JSON.stringify([program.version, figures]);
}

/** What was observed until a day and recorded after the decision, the latest of each fact, with what was known before. */
function learntSince(sql: Sql, adopted: AdoptedPackage, through: string): Promise<LearntFact[]> {
  return sql<LearntFact>(
    `select distinct on (o.fact) o.fact as code, o.value, o.observed_on as "observedOn",
       to_char(o.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "recordedOn",
       (select f.value from observation f where f.fact = o.fact and f.recorded_at <= $4
          and f.household_id = o.household_id and f.person_id is not distinct from o.person_id
          and f.case_id is not distinct from o.case_id
        order by f.observed_on desc, f.recorded_at desc limit 1) as former
     from observation o
     where (o.household_id = $1 and o.person_id is null and o.case_id is null or o.person_id = $2 or o.case_id = $3)
       and o.recorded_at > $4 and o.observed_on <= $5::date and ${STANDS}
     order by o.fact, o.observed_on desc, o.recorded_at desc`,
    [adopted.householdId, adopted.beneficiaryId, adopted.caseId, adopted.adoptedAt, through],
  );
}
