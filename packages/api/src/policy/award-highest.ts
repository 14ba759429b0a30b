import { daysBetween } from '../platform/calendar.js';
import { yuanText } from '../platform/money.js';
import type { AllocationProblem, AwardLine } from './allocation/allocation.types.js';
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

/** Fits, and gets nothing for want of places or money. */
export interface Waiting {
  id: string;
  /** Place in the queue of its program, from 1. */
  place: number;
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
  waiting: Waiting[];
  ineligible: string[];
  /** Kept although facts are still open: the department vouches for them. */
  vouched: string[];
  applications: number;
  uniquePersons: number;
  /** Persons with more than one application. */
  duplicatePersons: number;
  paidPersons: number;
  paidFen: number;
  byDepartment: DepartmentResult[];
}

/** Better first, of one person: the highest amount, of equal ones the earliest, then the group's order. */
function preference(pack: CountyPack, group: ExclusivityGroup) {
  const rank = new Map(membersOf(pack, group).map((code, index) => [code, index]));
  return (a: BatchApplication, b: BatchApplication) =>
    b.amountFen - a.amountFen ||
    a.appliedOn.localeCompare(b.appliedOn) ||
    (rank.get(a.programCode) ?? 0) - (rank.get(b.programCode) ?? 0) ||
    a.id.localeCompare(b.id);
}

function groupOf(pack: CountyPack, groupCode: string, applications: readonly BatchApplication[]): ExclusivityGroup {
  const group = pack.groups.find((one) => one.code === groupCode);
  if (!group) throw new Error(`The county pack has no group ${groupCode}`);
  const members = membersOf(pack, group);
  const stranger = applications.find(({ programCode }) => !members.includes(programCode));
  if (stranger) throw new Error(`${stranger.programCode} is not a member of ${groupCode}`);
  return group;
}

/**
 * What is to be allocated in a batch: applications that are not eligible are set aside; those with open facts stay, their
 * department vouching for them. A program without a line in `lines` (by its code) gives without bound.
 * Throws Error on an unknown group or an application for a program outside the group.
 */
export function batchProblem(
  pack: CountyPack,
  groupCode: string,
  applications: readonly BatchApplication[],
  lines: readonly AwardLine[],
): AllocationProblem {
  const group = groupOf(pack, groupCode, applications);
  const codes = new Set(applications.map(({ programCode }) => programCode));
  const latest =
    applications
      .map(({ appliedOn }) => appliedOn)
      .sort()
      .at(-1) ?? '';
  return {
    lines: [...codes].map((code) => lines.find((line) => line.code === code) ?? { code, places: null, fen: null }),
    claims: applications
      .filter(({ outcome }) => outcome !== 'NOT_ELIGIBLE')
      .sort(preference(pack, group))
      .map(({ id, personKey, programCode, amountFen, appliedOn }) => ({
        id,
        person: personKey,
        line: programCode,
        fen: amountFen,
        waited: daysBetween(appliedOn, latest),
      })),
  };
}

/**
 * Settles a batch of one exclusivity group by an allocation of its problem: the same policy once. Who gets an award gives
 * his other places back; who gets none although he fits waits, in the order of application (R4, R28, R30).
 */
export function resolveBatch(
  pack: CountyPack,
  groupCode: string,
  applications: readonly BatchApplication[],
  problem: AllocationProblem,
  granted: readonly string[],
): BatchResult {
  const group = groupOf(pack, groupCode, applications);
  const keptIds = new Set(granted);
  const kept = applications.filter(({ id }) => keptIds.has(id));
  const best = new Map(kept.map((application) => [application.personKey, application]));
  const left = leftOn(problem, kept);
  const displaced: Displaced[] = [];
  const waiting: Waiting[] = [];
  const queues = new Map<string, number>();
  for (const one of applications.toSorted((a, b) => a.appliedOn.localeCompare(b.appliedOn))) {
    if (keptIds.has(one.id) || one.outcome === 'NOT_ELIGIBLE') continue;
    const own = best.get(one.personKey);
    if (own) {
      displaced.push({ id: one.id, keptId: own.id, words: displacedWords(group, one, own, pack) });
      continue;
    }
    const place = (queues.get(one.programCode) ?? 0) + 1;
    queues.set(one.programCode, place);
    waiting.push({ id: one.id, place, words: waitingWords(left.get(one.programCode) ?? 0, place) });
  }
  const byPerson = Map.groupBy(applications, (application) => application.personKey);
  const waitingIds = new Set(waiting.map(({ id }) => id));
  return {
    kept: kept.map(({ id }) => id),
    displaced,
    waiting,
    vouched: kept.filter(({ outcome }) => outcome === 'NEEDS_FACTS').map(({ id }) => id),
    ineligible: applications.filter(({ outcome }) => outcome === 'NOT_ELIGIBLE').map(({ id }) => id),
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
        freedPlaces: own.filter(({ id }) => !keptIds.has(id) && !waitingIds.has(id)).length,
      };
    }),
  };
}

/** Places that each line has left; Infinity without a quota. */
function leftOn({ lines }: AllocationProblem, kept: readonly BatchApplication[]): Map<string, number> {
  return new Map(
    lines.map(({ code, places }) => [
      code,
      (places ?? Number.POSITIVE_INFINITY) - kept.filter(({ programCode }) => programCode === code).length,
    ]),
  );
}

function waitingWords(placesLeft: number, place: number): Bilingual {
  const [zh, en] = placesLeft > 0 ? ['资金', 'money'] : ['名额', 'places'];
  return {
    zh: `符合条件，但本项${zh}已用完，列入候补第 ${place} 位；有名额或资金退回时按次序递补。`,
    en: `He fits, but this program has no ${en} left. He waits as number ${place} and is next in turn when something is returned.`,
  };
}

/** Why a person keeps this application, told to him (R22, R32). */
export function keptWords(
  kept: Pick<BatchApplication, 'id' | 'amountFen'>,
  own: readonly Pick<BatchApplication, 'id' | 'amountFen' | 'outcome'>[],
): Bilingual {
  const yuan = yuanText(kept.amountFen);
  const others = own.filter(({ id, outcome }) => id !== kept.id && outcome !== 'NOT_ELIGIBLE');
  if (others.length === 0) return { zh: `资助 ${yuan} 元。`, en: `${yuan} yuan are given.` };
  return others.some(({ amountFen }) => amountFen > kept.amountFen)
    ? {
        zh: `资助 ${yuan} 元；金额更高的一项名额或资金不够所有人，由本项资助。`,
        en: `${yuan} yuan are given; the higher award cannot serve everybody, so this one does.`,
      }
    : {
        zh: `资助 ${yuan} 元；符合条件的 ${others.length + 1} 项中保留金额最高的，金额相同的保留申请在先的。`,
        en: `${yuan} yuan are given; of the ${others.length + 1} that fit the highest stays, of equal ones the earliest.`,
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
  if (best.amountFen < lost.amountFen) {
    return {
      zh: `${group.words.zh}：本项（${lostYuan} 元）名额或资金不够所有人，由“${zh}”资助 ${bestYuan} 元，这样得到资助的人最多。`,
      en: `${group.words.en}: this program (${lostYuan} yuan) cannot serve everybody, so ${en} pays ${bestYuan} yuan; that way most people are aided.`,
    };
  }
  return {
    zh: `${group.words.zh}：由“${zh}”资助 ${bestYuan} 元${tie ? `（金额相同，${sameDay ? '按项目顺序' : '申请在先'}）` : `（高于 ${lostYuan} 元）`}，本项名额退回。`,
    en: `${group.words.en}: paid by ${en}, ${bestYuan} yuan${tie ? ` (the same amount, ${sameDay ? 'by the order of programs' : 'applied for first'})` : ` (more than ${lostYuan} yuan)`}; this place is returned.`,
  };
}
