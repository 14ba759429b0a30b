import { subject } from '@casl/ability';
import { nextStatus } from '@yimen/schema';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { notFound } from '../../platform/errors.js';
import type { AllowedAction } from '../../platform/graphql/shared.types.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import type { GivenAid } from '../../policy/compose-package.js';
import { heldAgainst } from '../../policy/top-up.js';
import type { Bilingual, Verdict as PolicyVerdict } from '../../policy/types.js';
import { difficultyByCode, programsOf } from '../case/difficulties.js';
import { factDefinition } from '../program/fact-definition.js';
import type { SelectionInput } from './aid-package.inputs.js';
import { type ItemRow, PACKAGE_FIELDS, type PackageRow } from './aid-package.reader.js';
import { assessCase, type CaseToAssess, changeForCase, decisionDateOf } from './assess-case.js';
import { blockingFacts } from './blocking-facts.js';
import { mayComposeNow, readSelection, refuseProblems } from './compose-package.js';
import { itemsOf } from './package-items.js';
import { traceWords } from './trace-words.js';
import { VOTING } from './voted-on.js';
import { whatChanged } from './what-changed.js';

interface ReadableCase extends CaseToAssess {
  difficulty: string;
  status: string;
  townshipCode: string;
  departmentCodes: string[];
}

const CASE = { zh: '个案', en: 'case' };

/** A case whose package the reader may see. Throws NotFound. */
export async function readableCase(context: Context, caseId: string): Promise<ReadableCase> {
  if (!isUuid(caseId)) throw notFound(CASE);
  const params: unknown[] = [caseId];
  const access = accessSql(context.ability, 'read', 'Package', PACKAGE_FIELDS, params);
  const [row] = await rows<ReadableCase>(
    context.database.pool,
    `select c.id, c.household_id as "householdId", c.beneficiary_id as "beneficiaryId", c.cost_fen as "costFen",
            c.insurance_paid_fen as "insurancePaidFen", c.difficulty, c.status, c.township_code as "townshipCode",
            c.department_codes as "departmentCodes"
       from case_file c where c.id = $1 and ${access}`,
    params,
  );
  if (!row) throw notFound(CASE);
  return row;
}

function verdictView({ locale }: Context, county: County, verdict: PolicyVerdict) {
  const words = traceWords(county, locale);
  return {
    ...verdict,
    trace: words.node(verdict.trace),
    reasons: verdict.reasons.map(words.node),
    amount: words.amount(verdict.amount),
    program: county.program(verdict.programCode),
    missingFacts: verdict.missingFacts.map(factDefinition),
    assumed: verdict.assumedStandards.length > 0,
  };
}

/** The facts to ask, the most telling for this difficulty first. */
function wantedOf({ county }: Context, verdicts: readonly PolicyVerdict[], file: ReadableCase) {
  const difficulty = difficultyByCode(file.difficulty);
  const inQuestion = difficulty ? programsOf(county.pack, difficulty).map(({ code }) => code) : [];
  return blockingFacts(verdicts, new Set(inQuestion)).map(({ code, member, programs }) => {
    const fact = factDefinition(code);
    return {
      fact,
      personId: fact.scope === 'person' ? (member?.personId ?? file.beneficiaryId) : null,
      programs: programs.map((program) => county.program(program)),
    };
  });
}

/** Why a program that fits cannot be chosen: what the household was given already, by name and rule. */
function barredBy({ pack, program }: County, verdict: PolicyVerdict, given: readonly GivenAid[]): Bilingual | null {
  const claimed = program(verdict.programCode);
  if (!claimed || verdict.outcome !== 'ELIGIBLE') return null;
  const against = heldAgainst(pack, { program: claimed, personId: null, amountFen: verdict.amount.fen }, given);
  if (!against) return null;
  const name = program(against.program)?.name ?? { zh: against.program, en: against.program };
  return { zh: `已有“${name.zh}”：${against.words.zh}`, en: `Already given: ${name.en}. ${against.words.en}` };
}

/** Every program judged for a case, what its draft package grants taken into account. Throws NotFound. */
export async function viewAssessment(context: Context, caseId: string, decisionDate: string | null | undefined) {
  const file = await readableCase(context, caseId);
  const sql = poolSql(context.database.pool);
  const [draft] = await sql<{ selections: PackageRow['selections']; decisionDate: string }>(
    'select selections, decision_date as "decisionDate" from aid_package where case_id = $1',
    [caseId],
  );
  const on = decisionDate ?? draft?.decisionDate ?? (await decisionDateOf(sql, caseId, today()));
  const { verdicts, given } = await assessCase(sql, context.county, file, on, draft?.selections ?? []);
  const county = context.county.on(on);
  const of = (outcome: string) =>
    verdicts
      .filter((verdict) => verdict.outcome === outcome)
      .map((verdict) => ({ ...verdictView(context, county, verdict), barred: barredBy(county, verdict, given) }));
  return {
    decisionDate: on,
    fits: of('ELIGIBLE'),
    needsFacts: of('NEEDS_FACTS'),
    doesNotFit: of('NOT_ELIGIBLE'),
    wanted: wantedOf(context, verdicts, file),
  };
}

/**
 * What a selection would make of a case's package, and of the budget lines it draws on, for those who compose it;
 * nothing is written. Throws NotFound, NotAllowed, InvalidInput, AmountOutOfBand.
 */
export async function viewPreview(
  context: Context,
  caseId: string,
  selectionInputs: readonly SelectionInput[],
  decisionDate: string | null | undefined,
): Promise<PackageRow> {
  const file = await readableCase(context, caseId);
  assertCan(context, 'compose', 'Package', file);
  const sql = poolSql(context.database.pool);
  const check = new InputCheck();
  const on = decisionDate ? check.day('decisionDate', decisionDate) : await decisionDateOf(sql, caseId, today());
  const selections = selectionInputs.map((selection, index) => readSelection(check, selection, index));
  check.done();
  const [draft] = await sql<{ id: string; selections: PackageRow['selections'] }>(
    'select id, selections from aid_package where case_id = $1',
    [caseId],
  );
  const before = { choices: draft?.selections ?? [], items: draft ? await itemsOf(sql, draft.id) : [] };
  const { choices, composition, verdicts } = await changeForCase(
    sql,
    context.county,
    file,
    on as string,
    selections,
    before,
  );
  refuseProblems(composition.problems);
  const id = `preview-${caseId}`;
  const items = composition.items.map((item, index): ItemRow => {
    const { cappedBy, department, ...rest } = item;
    return {
      ...rest,
      id: `${id}-${item.programCode}`,
      packageId: id,
      caseId,
      departmentCode: department,
      personId: file.beneficiaryId,
      position: index + 1,
      status: 'proposed',
      hold: 'none',
      cappedByZh: cappedBy?.zh ?? null,
      cappedByEn: cappedBy?.en ?? null,
      ruleVersion: verdicts.find(({ programCode }) => programCode === item.programCode)?.ruleVersion ?? null,
      dueOn: null,
    };
  });
  return {
    id,
    caseId,
    version: 0,
    status: 'draft',
    decisionDate: on as string,
    selections: choices,
    setAside: [],
    effects: whatChanged(context.county.on(on as string).pack, before, composition),
    coverage: composition.coverage,
    adoptedAt: null,
    caseStatus: file.status,
    townshipCode: file.townshipCode,
    departmentCodes: file.departmentCodes,
    items,
  };
}

/** What the reader may do with a package now. @param votedOn whether votes have been cast on it */
export function packageActions(context: Context, row: PackageRow, votedOn: boolean): AllowedAction[] {
  const record = { townshipCode: row.townshipCode, status: row.caseStatus, departmentCodes: row.departmentCodes };
  if (!context.ability.can('compose', subject('Package', record) as never)) return [];
  const open = row.status === 'draft' && mayComposeNow(row.caseStatus);
  const why = open ? VOTING : { zh: '方案已作出决定。', en: 'The package has been decided.' };
  const allowed = open && !votedOn;
  return [{ action: 'compose', allowed, reason: allowed ? null : context.locale === 'en' ? why.en : why.zh }];
}

/** What the reader may do with an item now: its own department confirms or declines it. */
export function itemActions(context: Context, item: ItemRow): AllowedAction[] {
  const own = context.ability.can('decide', subject('PackageItem', { departmentCode: item.departmentCode }) as never);
  if (!own || nextStatus('PackageItem', item.status, 'confirm') === undefined) return [];
  return ['confirm', 'decline'].map((action) => ({ action, allowed: true, reason: null }));
}
