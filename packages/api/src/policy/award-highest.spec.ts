import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocateByPlaces } from './allocation/allocate.js';
import type { AwardLine } from './allocation/allocation.types.js';
import { type BatchApplication, batchProblem, resolveBatch } from './award-highest.js';
import { buildGroup, buildPack, buildProgram } from './build-pack.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';
import type { CountyPack, Outcome } from './types.js';

const small = buildPack({
  programs: [buildProgram('A'), buildProgram('B'), buildProgram('C')],
  groups: [buildGroup('G', 'highest_single_award', ['A', 'B', 'C'])],
});

let serial = 0;
const applied = (
  personKey: string,
  programCode: string,
  yuan: number,
  appliedOn = '2022-08-01',
  outcome: Outcome = 'ELIGIBLE',
): BatchApplication => {
  serial += 1;
  return {
    id: `${serial}`.padStart(4, '0'),
    personKey,
    programCode,
    department: `D-${programCode}`,
    amountFen: yuan * 100,
    appliedOn,
    outcome,
  };
};
const settleGroup = (pack: CountyPack, code: string, applications: BatchApplication[], lines: AwardLine[] = []) => {
  const problem = batchProblem(pack, code, applications, lines);
  return resolveBatch(pack, code, applications, problem, allocateByPlaces(problem)?.granted ?? []);
};
const settle = (...applications: BatchApplication[]) => {
  const result = settleGroup(small, 'G', applications);
  const programs = applications.filter(({ id }) => result.kept.includes(id)).map(({ programCode }) => programCode);
  return { ...result, programs };
};

describe('a batch of one group', () => {
  it('pays each person the highest single amount', () => {
    const [low, high] = [applied('li', 'A', 2000), applied('li', 'B', 5000, '2022-08-09')];
    const { programs, displaced } = settle(low, high);
    expect(programs).toEqual(['B']);
    expect(displaced).toEqual([expect.objectContaining({ id: low.id, keptId: high.id })]);
    expect(displaced[0]?.words).toEqual({
      zh: 'G规则：由“项目B”资助 5000 元（高于 2000 元），本项名额退回。',
      en: 'rule of G: paid by Program B, 5000 yuan (more than 2000 yuan); this place is returned.',
    });
  });

  it('serves everybody whom it can before it gives the highest, and tells who waits and why', () => {
    const both = [applied('li', 'A', 5000, '2022-08-01'), applied('li', 'B', 2000, '2022-08-01')];
    const only = applied('wang', 'A', 5000, '2022-08-02');
    const late = applied('zhao', 'A', 5000, '2022-08-03');
    const lines = [{ code: 'A', places: 1, fen: null }];
    const result = settleGroup(small, 'G', [...both, late, only], lines);
    expect(result.kept).toEqual([both[1]?.id, only.id]);
    expect(result.displaced[0]).toMatchObject({ id: both[0]?.id, keptId: both[1]?.id });
    expect(result.displaced[0]?.words.en).toContain('most people are aided');
    expect(result.waiting).toEqual([{ id: late.id, place: 1, words: expect.anything() }]);
    expect(result.waiting[0]?.words.zh).toContain('本项名额已用完，列入候补第 1 位');
    expect(result.byDepartment[0]).toMatchObject({ department: 'D-A', applications: 3, students: 1, freedPlaces: 1 });
  });

  it('gives a tie to the earliest application, then to the order of the group', () => {
    const tie = settle(applied('li', 'A', 3000, '2022-08-02'), applied('li', 'C', 3000, '2022-08-01'));
    expect(tie.programs).toEqual(['C']);
    expect(tie.displaced[0]?.words.en).toContain('applied for first');
    const sameDay = settle(applied('li', 'C', 3000), applied('li', 'B', 3000));
    expect(sameDay.programs).toEqual(['B']);
    expect(sameDay.displaced[0]?.words.en).toContain('by the order of programs');
  });

  it('sets refused applications aside first and keeps open ones, vouched for', () => {
    const refused = applied('li', 'A', 9000, '2022-08-01', 'NOT_ELIGIBLE');
    const open = applied('li', 'B', 5000, '2022-08-01', 'NEEDS_FACTS');
    const never = applied('wang', 'A', 9000, '2022-08-01', 'NOT_ELIGIBLE');
    const result = settle(refused, open, applied('li', 'C', 100), never);
    expect(result).toMatchObject({
      programs: ['B'],
      ineligible: [refused.id, never.id],
      vouched: [open.id],
      uniquePersons: 2,
      duplicatePersons: 1,
      paidPersons: 1,
      paidFen: 500000,
    });
    expect(result.byDepartment).toContainEqual({
      department: 'D-A',
      applications: 2,
      students: 0,
      fen: 0,
      freedPlaces: 2,
    });
  });

  it('takes only members of the group', () => {
    expect(() => settleGroup(small, 'X', [])).toThrow('X');
    expect(() => settle(applied('li', 'Z', 1))).toThrow('Z is not a member of G');
  });

  it('settles the same whatever the order of the list', () => {
    const list = fc.array(
      fc.record({
        personKey: fc.constantFrom('li', 'wang', 'zhao'),
        programCode: fc.constantFrom('A', 'B', 'C'),
        amountFen: fc.constantFrom(200000, 300000, 500000),
        appliedOn: fc.constantFrom('2022-08-01', '2022-08-02'),
        outcome: fc.constantFrom<Outcome>('ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_FACTS'),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(list, fc.infiniteStream(fc.nat()), (rows, random) => {
        const applications = rows.map((row, index) => ({
          ...row,
          id: `${index + 10}`,
          department: `D-${row.programCode}`,
        }));
        const result = settleGroup(small, 'G', applications);
        const shuffled = applications
          .map((one) => ({ one, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect([...settleGroup(small, 'G', shuffled).kept].sort()).toEqual([...result.kept].sort());
        expect(result.kept.length + result.displaced.length + result.ineligible.length).toBe(applications.length);
        expect(result.byDepartment.reduce((sum, { fen }) => sum + fen, 0)).toBe(result.paidFen);
        for (const { id, keptId } of result.displaced) {
          const [lost, best] = [
            applications.find((one) => one.id === id),
            applications.find((one) => one.id === keptId),
          ];
          expect(best?.personKey).toBe(lost?.personKey);
          expect(best?.amountFen).toBeGreaterThanOrEqual(lost?.amountFen ?? 0);
        }
      }),
    );
  });
});

describe('the freshmen of 2022 in Yichuan', () => {
  const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
  /** Students with the programs they applied to, on following days; the split over departments is a reconstruction. */
  const GROUPS: [students: number, programs: string[], level?: string][] = [
    [5, ['CYL-01', 'EDU-04', 'CHA-01']],
    [20, ['CYL-01']],
    [3, ['DPF-03', 'MCA-12', 'EDU-04']],
    [7, ['DPF-03']],
    [5, ['DPF-03'], 'junior_college'],
    [25, ['MCA-12']],
    [2, ['CHA-01', 'MCA-12', 'EDU-04']],
    [28, ['CHA-01']],
    [1, ['FIC-01', 'EDU-04']],
    [11, ['FIC-01']],
    [1, ['VET-02', 'EDU-04']],
    [5, ['VET-02']],
    [58, ['EDU-04']],
  ];
  /** Facts that open each program to a freshman. */
  const student = (level: string) =>
    Object.fromEntries(
      Object.entries({
        enrolled_university_this_year: true,
        hukou_in_county: true,
        hh_dibao_status: 'rural',
        disability_level: 3,
        veteran_family_student: true,
        admission_level: level,
      }).map(([code, value]) => [code, { value }]),
    );
  const judge = createJudge(pack);
  let number = 0;
  const applications = GROUPS.flatMap(([students, programs, level = 'undergraduate']) =>
    Array.from({ length: students }, () => {
      number += 1;
      return programs.map((programCode, day): BatchApplication => {
        const { outcome, amount } = judge.judge(programCode, student(level), '2022-08-25');
        const department = pack.programs.find(({ code }) => code === programCode)?.department ?? '';
        return {
          id: `${number}/${programCode}`,
          personKey: `student ${number}`,
          programCode,
          department,
          amountFen: amount.fen ?? 0,
          appliedOn: `2022-08-0${day + 1}`,
          outcome,
        };
      });
    }).flat(),
  );
  const result = settleGroup(pack, 'G_FRESHMAN', applications);

  it('are 171 students after 193 applications, 12 of them repeated, with 525,000 yuan', () => {
    expect(result).toMatchObject({
      applications: 193,
      uniquePersons: 171,
      duplicatePersons: 12,
      paidPersons: 171,
      paidFen: 52500000,
      ineligible: [],
      vouched: [],
    });
    expect(result.displaced).toHaveLength(22);
  });

  it('are paid by seven departments', () => {
    const paid = Object.fromEntries(
      result.byDepartment.map(({ department, students, fen }) => [department, [students, fen / 100]]),
    );
    expect(paid).toEqual({
      CYL: [25, 125000],
      DPF: [15, 65000],
      MCA: [25, 75000],
      CHA: [30, 90000],
      FIC: [12, 36000],
      VET: [6, 18000],
      EDU: [58, 116000],
    });
    const freed = result.byDepartment.reduce((sum, { freedPlaces }) => sum + freedPlaces, 0);
    expect(freed).toBe(22);
  });
});
