import { yuanText } from '../platform/money.js';
import { membersOf } from './exclusivity.js';
import type { Bilingual, CountyPack, ExclusivityGroup, Outcome } from './types.js';

export interface BatchApplication {
  id: string;
  /** Who applies: one person of the registry. */
  personKey: string;
  programCode: string;
  department: string;
  /** Fen. */
  amountFen: number;
  /** YYYY-MM-DD. */
  appliedOn: string;
  outcome: Outcome;
}

export interface Displaced {
  id: string;
  keptId: string;
  words: Bilingual;
}

export interface DepartmentResult {
  department: string;
  applications: number;
  students: number;
  fen: number;
  freedPlaces: number;
}

/** What applications of a settled batch add up to. */
export interface BatchFigures {
  applications: number;
  uniquePersons: number;
  /** Persons with more than one application. */
  duplicatePersons: number;
  paidPersons: number;
  paidFen: number;
  byDepartment: DepartmentResult[];
}

export interface BatchResult extends BatchFigures {
  kept: string[];
  displaced: Displaced[];
  ineligible: string[];
  /** Kept although facts are still open: the department vouches for them. */
  vouched: string[];
}

/**
 * Settles a batch of one exclusivity group: the same policy once, the highest single amount wins (R30). Ties go to the
 * earliest application, then to the group's order. Applications that are not eligible are set aside first; those with
 * open facts stay, their department vouching for them.
 * Throws Error on an unknown group or an application for a program outside the group.
 */
export function resolveBatch(
  pack: CountyPack,
  groupCode: string,
  applications: readonly BatchApplication[],
): BatchResult {
  const group = pack.groups.find((one) => one.code === groupCode);
  if (!group) throw new Error(`The county pack has no group ${groupCode}`);
  const rank = new Map(membersOf(pack, group).map((code, index) => [code, index]));
  const stranger = applications.find(({ programCode }) => !rank.has(programCode));
  if (stranger) throw new Error(`${stranger.programCode} is not a member of ${groupCode}`);
  const better = (a: BatchApplication, b: BatchApplication) =>
    b.amountFen - a.amountFen ||
    a.appliedOn.localeCompare(b.appliedOn) ||
    (rank.get(a.programCode) ?? 0) - (rank.get(b.programCode) ?? 0) ||
    a.id.localeCompare(b.id);

  const byPerson = Map.groupBy(applications, (application) => application.personKey);
  const kept: BatchApplication[] = [];
  const displaced: Displaced[] = [];
  for (const own of byPerson.values()) {
    const [best, ...rest] = own.filter((application) => application.outcome !== 'NOT_ELIGIBLE').sort(better);
    if (!best) continue;
    kept.push(best);
    for (const one of rest)
      displaced.push({ id: one.id, keptId: best.id, words: displacedWords(group, one, best, pack) });
  }
  const keptIds = new Set(kept.map((application) => application.id));
  return {
    kept: [...keptIds],
    displaced,
    vouched: kept.filter(({ outcome }) => outcome === 'NEEDS_FACTS').map(({ id }) => id),
    ineligible: applications
      .filter((application) => application.outcome === 'NOT_ELIGIBLE')
      .map((application) => application.id),
    ...batchFigures(applications, keptIds),
  };
}

/** Adds up applications, of which `kept` are paid. */
export function batchFigures(applications: readonly BatchApplication[], kept: ReadonlySet<string>): BatchFigures {
  const byPerson = Map.groupBy(applications, (application) => application.personKey);
  const paidOf = (own: readonly BatchApplication[]) => own.filter((application) => kept.has(application.id));
  const fenOf = (paid: readonly BatchApplication[]) =>
    paid.reduce((sum, application) => sum + application.amountFen, 0);
  const paid = paidOf(applications);
  return {
    applications: applications.length,
    uniquePersons: byPerson.size,
    duplicatePersons: [...byPerson.values()].filter((own) => own.length > 1).length,
    paidPersons: paid.length,
    paidFen: fenOf(paid),
    byDepartment: [...Map.groupBy(applications, (application) => application.department)].map(([department, own]) => {
      const students = paidOf(own);
      return {
        department,
        applications: own.length,
        students: students.length,
        fen: fenOf(students),
        freedPlaces: own.length - students.length,
      };
    }),
  };
}

function displacedWords(
  group: ExclusivityGroup,
  lost: BatchApplication,
  best: BatchApplication,
  pack: CountyPack,
): Bilingual {
  const name = (code: string) => pack.programs.find((program) => program.code === code)?.name ?? { zh: code, en: code };
  const tie = lost.amountFen === best.amountFen;
  const sameDay = lost.appliedOn === best.appliedOn;
  const [bestYuan, lostYuan] = [yuanText(best.amountFen), yuanText(lost.amountFen)];
  const { zh, en } = name(best.programCode);
  return {
    zh: `${group.words.zh}：由“${zh}”资助 ${bestYuan} 元${tie ? `（金额相同，${sameDay ? '按项目顺序' : '申请在先'}）` : `（高于 ${lostYuan} 元）`}，本项名额退回。`,
    en: `${group.words.en}: paid by ${en}, ${bestYuan} yuan${tie ? ` (the same amount, ${sameDay ? 'by the order of programs' : 'applied for first'})` : ` (more than ${lostYuan} yuan)`}; this place is returned.`,
  };
}
