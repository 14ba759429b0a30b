import {
  CaseworkBatchDocument,
  type CaseworkBatchQuery,
  CaseworkCreateBatchDocument,
  CaseworkDecideBatchDocument,
  CaseworkFundingDocument,
  CaseworkSubmitBatchDocument,
} from '@yimen/schema/documents';
import { expectOk, key, type Office } from '../testkit/client.js';
import { birthDateFor, syntheticIdNumber } from '../testkit/people.js';
import type { CountyView } from './county-view.js';
import { holdMeeting } from './meeting.js';
import type { Report } from './report.js';
import type { Expectation, Scenario, ScenarioApplication } from './scenario-file.js';

type Batch = NonNullable<CaseworkBatchQuery['batch']>;

/** Plays a batch of applications of several departments on one agenda item; then its expectations. */
export async function playBatch(office: Office, county: CountyView, scenario: Scenario, report: Report): Promise<void> {
  const chair = await office.as('chair');
  const groupCode = scenario.given.find((one) => one.program.startsWith('G_'))?.program;
  if (!groupCode) throw new Error('A batch scenario names its exclusivity group in given_in_seed');
  const created = expectOk(
    (
      await chair.run(CaseworkCreateBatchDocument, {
        input: { key: key(), title: scenario.title, groupCode, decisionDate: scenario.standardsDate },
      })
    ).createBatch,
    'Batch',
  );
  const departments = [...new Set(scenario.applications.map((one) => county.departmentOf(one.program)))];
  const students = [...new Set(scenario.applications.map((one) => one.student))];
  for (const department of departments) {
    const manager = await office.as('manager', department);
    const own = scenario.applications.filter((one) => county.departmentOf(one.program) === department);
    expectOk(
      (
        await manager.run(CaseworkSubmitBatchDocument, {
          input: {
            key: key(),
            batchId: created.id,
            applicants: own.map((one) => applicant(county, scenario, one, students.indexOf(one.student))),
          },
        })
      ).submitBatchApplications,
      'Batch',
    );
  }
  await holdMeeting(office, {
    title: scenario.title,
    date: scenario.decisionDate,
    departments,
    caseIds: [],
    batchIds: [created.id],
    outcome: 'adopt',
    reason: '',
  });
  for (const department of departments) {
    const manager = await office.as('manager', department);
    expectOk(
      (
        await manager.run(CaseworkDecideBatchDocument, {
          input: { key: key(), batchId: created.id, outcome: 'confirmed' },
        })
      ).decideBatch,
      'Batch',
    );
  }
  const batch = (await chair.run(CaseworkBatchDocument, { id: created.id })).batch;
  if (!batch) throw new Error('The batch is gone');
  for (const expected of scenario.expected) checkBatch(report, expected, batch);
  await checkCommitted(office, scenario, report, batch);
}

/** Application fields that the county's dictionary knows are facts of the student. */
function applicant(county: CountyView, scenario: Scenario, application: ScenarioApplication, index: number) {
  const { student, program, applied, amount, ...rest } = application;
  const nested = (rest.facts ?? {}) as Record<string, unknown>;
  const facts = county.factInputs({ ...rest, ...nested }, '').map(({ code, value }) => ({ code, value }));
  const birthDate = birthDateFor(18, scenario.decisionDate);
  const sex = index % 2 === 0 ? ('male' as const) : ('female' as const);
  return {
    member: {
      name: `学生某${student.slice(-3)}`,
      idNumber: syntheticIdNumber(birthDate, sex, index),
      relation: 'head',
    },
    villageCode: county.placeOf(scenario.place, 'rural').village.code,
    programCode: program,
    appliedOn: applied,
    amount: String(amount),
    facts,
  };
}

function checkBatch(report: Report, expected: Expectation, batch: Batch): void {
  const figures: Record<string, number> = {
    applications: batch.applications,
    unique_students: batch.uniquePersons,
    duplicate_students: batch.duplicatePersons,
    removed_applications: batch.removedApplications,
    ineligible: batch.ineligible,
    paid_students: batch.paidPersons,
    paid_amount: batch.paidFen / 100,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (name in figures) report.check(name, value, figures[name]);
    else if (name === 'by_department')
      checkDepartments(report, value as Record<string, { students: number; amount: number }>, batch);
    else if (name === 'tie_rule') checkTies(report, String(value), batch);
    else if (!['decision', 'reason'].includes(name)) report.unsupported(name);
  }
}

function checkDepartments(
  report: Report,
  expected: Record<string, { students: number; amount: number }>,
  batch: Batch,
): void {
  for (const [code, wanted] of Object.entries(expected)) {
    const got = batch.byDepartment.find((one) => one.department.code === code);
    report.check(
      `${code}`,
      `${wanted.students} students, ${wanted.amount} yuan`,
      `${got?.students ?? 0} students, ${(got?.fen ?? 0) / 100} yuan`,
    );
  }
}

/** Of equal amounts the earliest application must have stayed. */
function checkTies(report: Report, rule: string, batch: Batch): void {
  const kept = new Map(batch.rows.filter((row) => row.result === 'kept').map((row) => [row.personKey, row]));
  const ties = batch.rows.filter(
    (row) => row.result === 'displaced' && kept.get(row.personKey)?.amountFen === row.amountFen,
  );
  const wrong = ties.filter((row) => (kept.get(row.personKey)?.appliedOn ?? '') > row.appliedOn);
  report.check(`tie rule (${rule})`, `${ties.length} ties, 0 wrong`, `${ties.length} ties, ${wrong.length} wrong`);
}

async function checkCommitted(office: Office, scenario: Scenario, report: Report, batch: Batch): Promise<void> {
  const leader = await office.as('leader');
  const { fundingSummary } = await leader.run(CaseworkFundingDocument, {
    year: Number(scenario.standardsDate.slice(0, 4)),
  });
  report.check('committed from the funds, yuan', batch.paidFen / 100, fundingSummary.totals.committedFen / 100);
}
