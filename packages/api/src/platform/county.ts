import { fileURLToPath } from 'node:url';
import { createJudge, type Judge } from '../policy/judge.js';
import { loadCountyPack } from '../policy/pack.js';
import { type ParsedPack, parsePack } from '../policy/parsed-pack.js';
import { inForceOn, type PublishedRules, withFigures, withPrograms } from '../policy/program-content.js';
import type { CountyPack, Department, Program, Township, Village } from '../policy/types.js';
import { addCalendarYear } from './calendar.js';

/** A county pack with its indexes and its judge. */
export interface County {
  pack: CountyPack;
  /** The pack's rules, parsed once. */
  parsed: ParsedPack;
  judge: Judge;
  program(code: string): Program | undefined;
  /** A department, or a bureau that only keeps registers. Throws when the pack has neither. */
  department(code: string): Pick<Department, 'code' | 'name'>;
  township(code: string): Township | undefined;
  village(code: string): { township: Township; village: Village } | undefined;
  /** The same county with the rules that are in force on a day (YYYY-MM-DD): whatever is judged as of a day goes by these. */
  on(day: string): County;
}

export function countyDirectory(code: string): string {
  return fileURLToPath(new URL(`../../counties/${code}/`, import.meta.url));
}

const loaded = new Map<string, County>();

/**
 * Loads a county pack by its code, once a process, with the pack's own rules on every day. Throws PackError listing
 * every mistake in the pack.
 */
export function getCounty(code: string): County {
  const known = loaded.get(code);
  if (known) return known;
  const pack = loadCountyPack(countyDirectory(code));
  for (const [year, plan] of Object.entries(pack.calendar)) addCalendarYear(year, plan);
  const departments = new Map([...pack.orgUnits, ...pack.departments].map((unit) => [unit.code, unit]));
  const townships = new Map(pack.townships.map((township) => [township.code, township]));
  const villages = new Map(
    pack.townships.flatMap((township) => township.villages.map((village) => [village.code, { township, village }])),
  );
  const county: County = {
    ...rulesOf(pack, parsePack(pack)),
    department: (departmentCode) => {
      const department = departments.get(departmentCode);
      if (!department) throw new Error(`The county pack has no department ${departmentCode}`);
      return department;
    },
    township: (townshipCode) => townships.get(townshipCode),
    village: (villageCode) => villages.get(villageCode),
    on: () => county,
  };
  loaded.set(code, county);
  return county;
}

function rulesOf(pack: CountyPack, parsed: ParsedPack): Pick<County, 'pack' | 'parsed' | 'judge' | 'program'> {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  return { pack, parsed, judge: createJudge(pack, parsed), program: (code) => programs.get(code) };
}

/**
 * The county on each day under what its departments have published. One county is kept for each set of texts in force
 * together. Throws Error when a published text does not parse with the pack's names.
 */
export function countyByDay(base: County, rules: PublishedRules): (day: string) => County {
  if (rules.programs.length === 0 && rules.figures.length === 0) return () => base;
  const figures = Map.groupBy(rules.figures, ({ code }) => code);
  const pack = {
    ...base.pack,
    standards: base.pack.standards.map((standard) => withFigures(standard, figures.get(standard.code) ?? [])),
  };
  const counties = new Map<string, County>();
  const on = (day: string): County => {
    const versions = inForceOn(rules, day);
    const key = versions
      .map(({ code, number }) => `${code}.${number}`)
      .sort()
      .join(' ');
    let county = counties.get(key);
    if (!county) {
      const ruled = withPrograms(pack, versions);
      county = { ...base, ...rulesOf(ruled, parsePack(ruled, base.parsed)), on };
      counties.set(key, county);
    }
    return county;
  };
  return on;
}
