import {
  CaseworkApplyDocument,
  CaseworkAssessmentDocument,
  type CaseworkAssessmentQuery,
  CaseworkCaseDocument,
  CaseworkComposeDocument,
  CaseworkFactsDocument,
  CaseworkLinesDocument,
  CaseworkOpenCaseDocument,
  CaseworkRegisterDocument,
  CaseworkRequestReviewDocument,
} from '@yimen/schema/documents';
import { expectOk, key, type Office } from '../testkit/client.js';
import { birthDateFor, maskedName, syntheticIdNumber } from '../testkit/people.js';
import type { CountyView } from './county-view.js';
import { decideByDepartments, holdMeeting } from './meeting.js';
import type { Report } from './report.js';
import type { Expectation, Facts, Scenario } from './scenario-file.js';

type Verdict = CaseworkAssessmentQuery['assessment']['fits'][number];

/** Registered facts come from the registry itself, never from a fact entry. */
const REGISTRY_FACTS = new Set(['age', 'sex', 'hh_size']);

/** Plays a scenario of one family: window, applications, package, meeting, department decisions; then its expectations. */
export async function playCase(office: Office, county: CountyView, scenario: Scenario, report: Report): Promise<void> {
  const played = await prepareCase(office, county, scenario);
  const approved = scenario.expected.filter((one) => one.program && one.decision === 'approve');
  const rejected = scenario.expected.filter((one) => one.program && one.decision === 'reject');
  const placesBefore = await placesLeft(office, county, scenario, rejected);
  for (const one of rejected) await apply(office, county, scenario, played.caseId, one.program as string);

  const clerk = await office.as('clerk');
  const before = await clerk.run(CaseworkCaseDocument, { id: played.caseId });
  expectOk(
    (
      await clerk.run(CaseworkRequestReviewDocument, {
        input: { key: key(), caseId: played.caseId, expectedVersion: before.case?.version ?? 0 },
      })
    ).requestReview,
    'Case',
  );
  const chair = await office.as('chair');
  const verdicts = await assess(office, played.caseId, scenario.standardsDate);
  if (approved.length > 0) {
    const composed = await chair.run(CaseworkComposeDocument, {
      input: {
        key: key(),
        caseId: played.caseId,
        expectedVersion: 0,
        decisionDate: scenario.standardsDate,
        selections: approved.map((one) => ({
          programCode: one.program as string,
          planOnly: one.amount_kind === 'plan_no_payment_yet',
          amount: one.amount_kind === 'band' && one.amount !== undefined ? String(one.amount) : null,
        })),
      },
    });
    if (composed.composePackage.__typename !== 'AidPackage') {
      report.hold(
        'aid package',
        false,
        approved.map((one) => one.program).join(' + '),
        JSON.stringify(composed.composePackage),
      );
      return;
    }
  }
  const departments = [...approved, ...rejected].map((one) => county.departmentOf(one.program as string));
  const refusal = rejected.map((one) => one.reason).join(';') || '不符合救助条件';
  await holdMeeting(office, {
    title: scenario.title,
    date: scenario.decisionDate,
    departments,
    caseIds: [played.caseId],
    batchIds: [],
    outcome: approved.length > 0 ? 'adopt' : 'refuse',
    reason: refusal,
  });
  if (approved.length > 0) await decideByDepartments(office, played.caseId);

  const after = (await chair.run(CaseworkCaseDocument, { id: played.caseId })).case;
  if (!after) throw new Error('The case is gone');
  for (const one of approved) checkApproved(report, one, after.package?.items ?? []);
  for (const one of rejected) checkRejected(report, one, verdicts, after.applications);
  for (const one of scenario.expected.filter((candidate) => candidate.action)) {
    await checkAction(office, county, scenario, report, one, played.caseId, rejected, placesBefore);
  }
  for (const one of scenario.expected.filter((candidate) => !candidate.program && !candidate.action)) {
    report.unsupported(String(one.result ?? one.decision ?? JSON.stringify(one)));
  }
}

async function prepareCase(office: Office, county: CountyView, scenario: Scenario): Promise<{ caseId: string }> {
  const clerk = await office.as('clerk');
  const { township, village } = county.placeOf(scenario.place, scenario.facts.hh_area_type);
  const facts: Facts = { ...scenario.defaults, ...scenario.facts };
  const age = Number(facts.age ?? county.likelyAge(facts));
  const sex = facts.sex === 'female' ? 'female' : 'male';
  const size = Math.max(1, Number(facts.hh_size ?? 1));
  const members = Array.from({ length: size }, (_unused, index) => {
    const birthDate = birthDateFor(index === 0 ? age : 40, scenario.decisionDate);
    const memberSex = index === 0 ? sex : index % 2 === 1 ? ('female' as const) : ('male' as const);
    return {
      name:
        index === 0
          ? maskedName(String(facts.person_zh ?? '申请人'))
          : `家人某${'甲乙丙丁戊己庚辛'[index - 1] ?? index}`,
      idNumber: syntheticIdNumber(birthDate, memberSex, index + 1),
      relation: index === 0 ? 'head' : index === 1 ? 'spouse' : 'child',
    };
  });
  const registered = expectOk(
    (
      await clerk.run(CaseworkRegisterDocument, {
        input: {
          key: key(),
          townshipCode: township.code,
          villageCode: village.code,
          address: scenario.place || village.name,
          areaType: typeof facts.hh_area_type === 'string' ? facts.hh_area_type : null,
          members,
        },
      })
    ).registerHousehold,
    'Household',
  );
  const personId = registered.members.find((member) => member.isHead)?.id ?? '';
  const known = county.factInputs(facts, personId).filter((fact) => !REGISTRY_FACTS.has(fact.code));
  const observedOn = scenario.decisionDate;
  const requestedOn = county.requestDay(scenario);
  expectOk(
    (
      await clerk.run(CaseworkFactsDocument, {
        input: {
          key: key(),
          householdId: registered.id,
          facts: known
            .filter((fact) => fact.scope !== 'case')
            .map(({ code, value, personId: id }) => ({
              code,
              value,
              personId: id ?? null,
              observedOn,
              source: scenario.title.slice(0, 60),
              verified: true,
            })),
        },
      })
    ).recordFacts,
    'Household',
  );
  const need = needOf(facts);
  const opened = expectOk(
    (
      await clerk.run(CaseworkOpenCaseDocument, {
        input: {
          key: key(),
          householdId: registered.id,
          beneficiaryId: personId,
          difficulty: county.difficultyOf(
            facts,
            scenario.expected.map((one) => one.program),
          ),
          whatHappened: scenario.events.map((event) => event.action).join('; ') || scenario.title,
          since: requestedOn,
          requestedOn,
          cost: need.cost,
          insurancePaid: need.insurancePaid,
          facts: known
            .filter((fact) => fact.scope === 'case')
            .map(({ code, value }) => ({
              code,
              value,
              observedOn,
              source: scenario.title.slice(0, 60),
              verified: true,
            })),
        },
      })
    ).openCase,
    'Case',
  );
  return { caseId: opened.id };
}

/** What the trouble costs and what insurance already paid, yuan; nothing when the facts do not say. */
function needOf(facts: Facts): { cost: string | null; insurancePaid: string | null } {
  const paid = Number(facts.med_insurance_paid_12m ?? 0);
  const total = facts.med_total_12m ?? (facts.med_oop_12m === undefined ? null : Number(facts.med_oop_12m) + paid);
  return { cost: total === null ? null : String(total), insurancePaid: total === null ? null : String(paid) };
}

async function assess(office: Office, caseId: string, decisionDate: string): Promise<Verdict[]> {
  const chair = await office.as('chair');
  const { assessment } = await chair.run(CaseworkAssessmentDocument, { caseId, decisionDate });
  return [...assessment.fits, ...assessment.needsFacts, ...assessment.doesNotFit];
}

async function apply(
  office: Office,
  county: CountyView,
  scenario: Scenario,
  caseId: string,
  programCode: string,
): Promise<void> {
  const clerk = await office.as('clerk');
  const appliedOn = county.requestDay(scenario);
  expectOk(
    (await clerk.run(CaseworkApplyDocument, { input: { key: key(), caseId, programCode, appliedOn } })).applyForProgram,
    'Case',
  );
}

async function placesLeft(
  office: Office,
  county: CountyView,
  scenario: Scenario,
  expected: Expectation[],
): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const { program } of expected) {
    if (!program) continue;
    const manager = await office.as('manager', county.departmentOf(program));
    const { budgetLines } = await manager.run(CaseworkLinesDocument, {
      year: Number(scenario.decisionDate.slice(0, 4)),
    });
    found.set(program, budgetLines.find((line) => line.program.code === program)?.placesLeft ?? null);
  }
  return found;
}

interface ItemView {
  status: string;
  amountFen?: number | null;
  minFen?: number | null;
  maxFen?: number | null;
  planOnly: boolean;
  program: { code: string };
  commitment?: { amountFen?: number | null; planOnly: boolean } | null;
}

function checkApproved(report: Report, expected: Expectation, items: readonly ItemView[]): void {
  const code = expected.program as string;
  const item = items.find((one) => one.program.code === code);
  if (!item) {
    report.hold(`${code} approve`, false, 'in the package, committed', 'not in the package');
    return;
  }
  report.hold(`${code} approve`, item.status === 'committed' && Boolean(item.commitment), 'committed', item.status);
  const yuan = item.amountFen === null || item.amountFen === undefined ? null : item.amountFen / 100;
  switch (expected.amount_kind) {
    case 'exact':
    case 'exact_after_dibao':
      report.check(`${code} amount`, expected.amount, yuan);
      report.check(`${code} committed`, expected.amount, (item.commitment?.amountFen ?? 0) / 100);
      break;
    case 'band': {
      const [min, max] = [(item.minFen ?? 0) / 100, (item.maxFen ?? 0) / 100];
      const wanted = Number(expected.amount);
      report.hold(
        `${code} band contains ${wanted}`,
        wanted >= min && wanted <= max && yuan === wanted,
        `${wanted} within the band`,
        `${yuan} in ${min}–${max}`,
      );
      break;
    }
    case 'plan_no_payment_yet':
      report.hold(
        `${code} on the plan`,
        item.planOnly && item.commitment?.planOnly === true && !item.commitment.amountFen,
        'a commitment without money',
        item.planOnly ? 'a commitment without money' : `${yuan}`,
      );
      break;
    case 'unknown':
    case 'seed_only':
    case undefined:
      break;
    default:
      report.unsupported(`${code}: amount kind ${expected.amount_kind}`);
  }
}

interface ApplicationView {
  program: { code: string };
  status: string;
  reason?: string | null;
}

function checkRejected(
  report: Report,
  expected: Expectation,
  verdicts: readonly Verdict[],
  applications: readonly ApplicationView[],
): void {
  const code = expected.program as string;
  const verdict = verdicts.find((one) => one.program.code === code);
  const why = (verdict?.reasons ?? []).map(
    (reason) => `${reason.text} [${reason.values.map((value) => `${value.name}=${value.text ?? '?'}`).join(', ')}]`,
  );
  report.hold(
    `${code} not eligible`,
    verdict?.outcome === 'NOT_ELIGIBLE',
    'NOT_ELIGIBLE',
    `${verdict?.outcome} ${why.join('; ')}`,
  );
  const application = applications.find((one) => one.program.code === code);
  report.hold(
    `${code} reject`,
    application?.status === 'refused' && Boolean(application.reason),
    'application refused with a reason',
    `${application?.status}: ${application?.reason ?? 'no reason'}`,
  );
}

async function checkAction(
  office: Office,
  county: CountyView,
  scenario: Scenario,
  report: Report,
  expected: Expectation,
  caseId: string,
  rejected: Expectation[],
  placesBefore: Map<string, number | null>,
): Promise<void> {
  const what = `${expected.action} ${expected.decision ?? ''}`.trim();
  if (expected.action === 'quota_return') {
    const places = await placesLeft(office, county, scenario, rejected);
    for (const [program, before] of placesBefore)
      report.check(`${what} (${program} places left)`, before, places.get(program));
    return;
  }
  const wanted: Record<string, string[]> = {
    notify: expected.decision === 'phone_and_written' ? ['refusal_phone', 'refusal_letter'] : [],
    follow_up: expected.decision ? [expected.decision] : [],
  };
  const kinds = wanted[expected.action as string];
  if (!kinds || kinds.length === 0) return report.unsupported(what);
  const tasks = await waitForTasks(office, caseId, kinds);
  report.check(what, kinds.join(' + '), kinds.filter((kind) => tasks.includes(kind)).join(' + '));
}

/** The worker adds tasks after the commit: asks again for a few seconds. */
async function waitForTasks(office: Office, caseId: string, kinds: readonly string[]): Promise<string[]> {
  const chair = await office.as('chair');
  for (let attempt = 0; ; attempt += 1) {
    const found = (await chair.run(CaseworkCaseDocument, { id: caseId })).case?.tasks.map((task) => task.kind) ?? [];
    if (attempt === 50 || kinds.every((kind) => found.includes(kind))) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
