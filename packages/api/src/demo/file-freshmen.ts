import { createBatch } from '../features/batch/create-batch.js';
import { submitBatchApplications } from '../features/batch/submit-applications.js';
import type { FactValue } from '../policy/types.js';
import type { Casework } from './casework.js';
import { FRESHMEN, type FreshmanApplication } from './freshmen.js';
import { Dice, IdNumbers, syntheticName } from './identity.js';
import { FIRST_KNOWN_NUMBER } from './known-families.js';

interface Student {
  name: string;
  idNumber: string;
  villageCode: string;
}

/** What a department verified of a student who applies for its program. */
const VERIFIED: Record<string, Record<string, FactValue>> = {
  'MCA-12': { hh_low_income_edge: true },
  'DPF-03': { disability_category: 'limb', disability_level: 3 },
  'VET-02': { veteran_family_student: true },
};

/** The freshmen batch of this year's August: 193 applications of seven departments, ready for a meeting. */
export async function fileFreshmen(work: Casework, today: string): Promise<void> {
  const year = today.slice(0, 4);
  const batchId = await work.act(
    'chair',
    'freshmen',
    { title: `${year}年困难大学新生助学`, groupCode: 'G_FRESHMAN', decisionDate: `${year}-08-25` },
    createBatch,
  );
  const students = makeStudents(work, Number(year));
  const departments = Map.groupBy(FRESHMEN, (one) => work.county.program(one.programCode)?.department ?? '');
  for (const [department, own] of departments) {
    const applicants = own.map((one) => applicantOf(students.get(one.student) as Student, one, year));
    const step = `freshmen:${department}`;
    await work.act(`manager-${department.toLowerCase()}`, step, { batchId, applicants }, submitBatchApplications);
  }
}

function makeStudents(work: Casework, year: number): Map<string, Student> {
  const dice = new Dice(year);
  const ids = new IdNumbers(FIRST_KNOWN_NUMBER);
  const villages = work.county.pack.townships.flatMap((township) => township.villages);
  const students = new Map<string, Student>();
  for (const { student } of FRESHMEN) {
    if (students.has(student)) continue;
    const birthDate = `${year - 18}-0${dice.between(1, 7)}-${dice.between(10, 28)}`;
    students.set(student, {
      name: syntheticName(dice),
      idNumber: ids.next(birthDate, dice.chance(0.5) ? 'male' : 'female'),
      villageCode: dice.pick(villages).code,
    });
  }
  return students;
}

function applicantOf(student: Student, one: FreshmanApplication, year: string) {
  const facts: Record<string, FactValue> = {
    hukou_in_county: true,
    enrolled_university_this_year: true,
    admission_level: one.admissionLevel,
    hardship_recognised_student: true,
    ...VERIFIED[one.programCode],
  };
  return {
    member: { name: student.name, idNumber: student.idNumber, relation: 'head' },
    villageCode: student.villageCode,
    programCode: one.programCode,
    appliedOn: `${year}-${one.day}`,
    amount: one.yuan,
    facts: Object.entries(facts).map(([code, value]) => ({
      code,
      value,
      source: '申请材料',
      observedOn: `${year}-${one.day}`,
    })),
  };
}
