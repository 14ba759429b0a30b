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

export interface BatchResult {
  kept: string[];
  displaced: Displaced[];
  ineligible: string[];
  applications: number;
  uniquePersons: number;
  /** Persons with more than one application. */
  duplicatePersons: number;
  paidPersons: number;
  paidFen: number;
  byDepartment: DepartmentResult[];
}

/** The group's members, those of an enabled option of the county included. */
export function membersOf(pack: CountyPack, group: ExclusivityGroup): string[] {
  const joined = pack.groups.filter((other) => other.mode === 'county_option' && other.enabled && other.joins === group.code);
  return [...group.members, ...joined.flatMap((other) => other.members)];
}

/**
 * Settles a batch of one exclusivity group: the same policy once, the highest single amount wins (R30). Ties go to the
 * earliest application, then to the group's order. Applications that are not eligible are set aside first; those with
 * open facts stay, their department vouching for them.
 */
export function resolveBatch(pack: CountyPack, groupCode: string, applications: readonly BatchApplication[]): BatchResult {
  const group = pack.groups.find((one) => one.code === groupCode);
  if (!group) throw new Error(`The county pack has no group ${groupCode}`);
  const rank = new Map(membersOf(pack, group).map((code, index) => [code, index]));
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
    for (const one of rest) displaced.push({ id: one.id, keptId: best.id, words: displacedWords(group, one, best, pack) });
  }
  const keptIds = new Set(kept.map((application) => application.id));
  return {
    kept: [...keptIds],
    displaced,
    ineligible: applications.filter((application) => application.outcome === 'NOT_ELIGIBLE').map((application) => application.id),
    applications: applications.length,
    uniquePersons: byPerson.size,
    duplicatePersons: [...byPerson.values()].filter((own) => own.length > 1).length,
    paidPersons: kept.length,
    paidFen: kept.reduce((sum, application) => sum + application.amountFen, 0),
    byDepartment: [...Map.groupBy(applications, (application) => application.department)].map(([department, own]) => {
      const paid = own.filter((application) => keptIds.has(application.id));
      return {
        department,
        applications: own.length,
        students: paid.length,
        fen: paid.reduce((sum, application) => sum + application.amountFen, 0),
        freedPlaces: own.length - paid.length,
      };
    }),
  };
}

function displacedWords(group: ExclusivityGroup, lost: BatchApplication, best: BatchApplication, pack: CountyPack): Bilingual {
  const name = (code: string) => pack.programs.find((program) => program.code === code)?.name ?? { zh: code, en: code };
  const tie = lost.amountFen === best.amountFen;
  const yuan = (fen: number) => (fen / 100).toLocaleString('en-US');
  return {
    zh: `${group.words.zh}:由${name(best.programCode).zh}资助 ${yuan(best.amountFen)} 元${tie ? '(金额相同,申请在先)' : `(高于 ${yuan(lost.amountFen)} 元)`},本项名额退回。`,
    en: `${group.words.en} Paid by ${name(best.programCode).en}, ${yuan(best.amountFen)} yuan${tie ? ' (same amount, applied first)' : ` (more than ${yuan(lost.amountFen)} yuan)`}; this place is returned.`,
  };
}
