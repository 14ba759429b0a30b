import { Dice } from '@yimen/api/demo/identity.js';
import { getCounty } from '@yimen/api/platform/county.js';
import type { AllocationProblem, AwardClaim, AwardLine } from '@yimen/api/policy/allocation/allocate.js';
import { readScenario } from '../scenario/scenario-file.js';

const S10 = new URL('../../scenarios/data/S10-freshmen-193.yaml', import.meta.url);
const DAY_MS = 86_400_000;

/** The 193 applications of S10 with the county's budget lines. */
export function freshmen(): AllocationProblem {
  const { applications, decisionDate } = readScenario(S10.pathname);
  const codes = new Set(applications.map(({ program }) => program));
  const { budgets } = getCounty('yichuan').pack;
  return {
    lines: budgets
      .filter(({ program }) => codes.has(program))
      .map(({ program, places, amountFen }) => ({ code: program, places, fen: amountFen })),
    claims: applications.map(({ student, program, applied, amount }, index) => ({
      id: String(index),
      person: student,
      line: program,
      fen: amount * 100,
      waited: Math.round((Date.parse(decisionDate) - Date.parse(applied)) / DAY_MS),
    })),
  };
}

/** Programs with their share of all applications and the amounts that they give, in fen. */
const PROGRAMS = [
  { code: 'CYL', share: 0.14, amounts: [500_000] },
  { code: 'DPF', share: 0.08, amounts: [500_000, 300_000] },
  { code: 'RED', share: 0.06, amounts: [400_000, 250_000, 150_000] },
  { code: 'MCA', share: 0.18, amounts: [300_000] },
  { code: 'CHA', share: 0.18, amounts: [300_000, 200_000] },
  { code: 'FIC', share: 0.08, amounts: [300_000] },
  { code: 'VET', share: 0.06, amounts: [300_000] },
  { code: 'EDU', share: 0.22, amounts: [200_000] },
] as const;

/**
 * So many made-up applications to eight programs within thirty days; every fifth person applies to two or three. There
 * are places for four fifths of each program's applications, and money for 72 of 100 yuan that are applied for.
 */
export function madeUp(applications: number): AllocationProblem {
  const dice = new Dice(20_220_825);
  const claims: AwardClaim[] = [];
  for (let person = 0; claims.length < applications; person += 1) {
    const programs = new Set<(typeof PROGRAMS)[number]>();
    const wanted = dice.chance(0.8) ? 1 : dice.chance(0.75) ? 2 : 3;
    while (programs.size < Math.min(wanted, applications - claims.length)) programs.add(drawProgram(dice.next()));
    const level = dice.between(0, 2);
    const waited = dice.between(0, 29);
    for (const { code, amounts } of programs) {
      const fen = amounts[Math.min(level, amounts.length - 1)] as number;
      claims.push({ id: String(claims.length), person: String(person), line: code, fen, waited });
    }
  }
  const lines = PROGRAMS.map(({ code }): AwardLine => {
    const own = claims.filter(({ line }) => line === code);
    const asked = own.reduce((sum, { fen }) => sum + fen, 0);
    return { code, places: Math.floor(own.length * 0.8), fen: Math.floor(asked * 0.72) };
  });
  return { lines, claims };
}

function drawProgram(at: number): (typeof PROGRAMS)[number] {
  let sum = 0;
  return (
    PROGRAMS.find(({ share }) => {
      sum += share;
      return at < sum;
    }) ?? PROGRAMS[0]
  );
}
