import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import { type ChangedPackage, changePackage, type StandingPackage } from '../../policy/change-package.js';
import {
  type Choice,
  type Composition,
  type CompositionInput,
  composePackage,
  type GivenAid,
  judgeForPackage,
  type PackageSituation,
  type PackageVerdict,
} from '../../policy/compose-package.js';
import { withGapLeft } from '../../policy/gap-left.js';
import type { FactBag } from '../../policy/types.js';
import { loadFactBag } from '../registry/fact-bag.js';

/** What the composer needs of a case. */
export interface CaseToAssess {
  id: string;
  householdId: string;
  beneficiaryId: string;
  /** Fen. */
  costFen: number | null;
  insurancePaidFen: number;
}

export interface CaseAssessment {
  facts: FactBag;
  given: readonly GivenAid[];
  verdicts: PackageVerdict[];
}

/** All programs judged for a case on a day, with what the chosen programs grant taken into account. */
export async function assessCase(
  sql: Sql,
  county: County,
  file: CaseToAssess,
  on: string,
  choices: readonly Choice[],
): Promise<CaseAssessment> {
  const ruled = county.on(on);
  const situation = await loadSituation(sql, ruled, file, on);
  const facts = withGapLeft(ruled, situation, choices);
  const given = situation.alreadyGiven;
  return { facts, given, verdicts: judgeForPackage(ruled.judge, ruled.pack, facts, on, choices, given) };
}

function needOf({ costFen, insurancePaidFen }: CaseToAssess): CompositionInput['need'] {
  return { costFen, insurancePaidFen };
}

/** What is known of a case on a day, its loss, and what its household was given already. */
export async function loadSituation(
  sql: Sql,
  county: County,
  file: CaseToAssess,
  on: string,
): Promise<PackageSituation> {
  const ids = { householdId: file.householdId, personId: file.beneficiaryId, caseId: file.id };
  const facts = await loadFactBag(sql, ids, on);
  return { facts, on, need: needOf(file), alreadyGiven: await givenOn(sql, county, file, on) };
}

interface AidRow {
  programCode: string;
  amountFen: number | null;
  /** null for aid of no case. */
  sameCase: boolean | null;
}

/**
 * What was given for this case and the rounds before it, and what the household holds or had this year, on a day: to the
 * beneficiary, or to whichever member it was paid when the program aids the household. What was paid back by that day was
 * not given; what a meeting let go was, since the family keeps it. Without a case (`id` null) nothing is of it.
 * @param exceptPackageId a package that does not count, since it is looked at itself
 */
export async function givenOn(
  sql: Sql,
  county: County,
  file: Pick<CaseToAssess, 'householdId' | 'beneficiaryId'> & { id: string | null },
  on: string,
  exceptPackageId: string | null = null,
): Promise<GivenAid[]> {
  const forHouseholds = county.pack.programs.filter(({ unit }) => unit === 'household').map(({ code }) => code);
  const found = await sql<AidRow>(
    `with recursive round (id) as (
       select $2::uuid union select c.former_case_id from case_file c join round r on r.id = c.id
        where c.former_case_id is not null)
     select program_code as "programCode", aid_fen_on(aid_record, $4::date) as "amountFen",
       case_id in (select id from round) as "sameCase"
       from aid_record
      where household_id = $1 and (person_id is null or person_id = $3 or program_code = any($5)) and not plan_only and granted_on <= $4::date
        and (package_item_id is null or $6::uuid is null
          or package_item_id not in (select id from package_item where package_id = $6))
        and (case_id in (select id from round)
          or (period in ('monthly', 'ongoing') and (ended_on is null or ended_on >= $4::date))
          or period = 'once'
          or extract(year from granted_on) = extract(year from $4::date))`,
    [file.householdId, file.id, file.beneficiaryId, on, forHouseholds, exceptPackageId],
  );
  return found.map((aid) => ({
    programCode: aid.programCode,
    fen: Number(aid.amountFen ?? 0),
    againstLoss: county.program(aid.programCode)?.againstLoss ?? false,
    sameEvent: aid.sameCase ?? false,
  }));
}

/** Judges and composes a selection for a case on a day; nothing is written. */
export async function composeForCase(
  sql: Sql,
  county: County,
  file: CaseToAssess,
  on: string,
  choices: readonly Choice[],
): Promise<CaseAssessment & { composition: Composition }> {
  const assessment = await assessCase(sql, county, file, on, choices);
  const composition = composePackage({
    pack: county.on(on).pack,
    verdicts: assessment.verdicts,
    choices,
    need: needOf(file),
    alreadyGiven: assessment.given,
  });
  return { ...assessment, composition };
}

/** Composes a changed selection for a case on a day, against the package as it stood; nothing is written. */
export async function changeForCase<C extends Choice>(
  sql: Sql,
  county: County,
  file: CaseToAssess,
  on: string,
  choices: readonly C[],
  before: StandingPackage,
): Promise<ChangedPackage<C>> {
  const ruled = county.on(on);
  return changePackage(ruled, await loadSituation(sql, ruled, file, on), choices, before);
}

/** The day a case is decided: that of its planned or open meeting, else `otherwise`. */
export async function decisionDateOf(sql: Sql, caseId: string, otherwise: string): Promise<string> {
  const [meeting] = await sql<{ day: string }>(
    `select to_char(m.scheduled_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
       from agenda_item i join review_meeting m on m.id = i.meeting_id
      where i.case_id = $1 and m.status in ('planned', 'open') and i.status in ('queued', 'in_discussion')
      order by m.scheduled_at limit 1`,
    [caseId],
  );
  return meeting?.day ?? otherwise;
}
