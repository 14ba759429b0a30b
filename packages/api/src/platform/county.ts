import { fileURLToPath } from 'node:url';
import { createJudge, type Judge } from '../policy/judge.js';
import { loadCountyPack } from '../policy/pack.js';
import { type ParsedPack, parsePack } from '../policy/parsed-pack.js';
import type { CountyPack, Department, Program, Township, Village } from '../policy/types.js';
import { addCalendarYear } from './calendar.js';

/** A county pack with its indexes and its judge, loaded once a process. */
export interface County {
  pack: CountyPack;
  /** The pack's rules, parsed once. */
  parsed: ParsedPack;
  judge: Judge;
  program(code: string): Program | undefined;
  department(code: string): Department;
  township(code: string): Township | undefined;
  village(code: string): { township: Township; village: Village } | undefined;
}

export function countyDirectory(code: string): string {
  return fileURLToPath(new URL(`../../counties/${code}/`, import.meta.url));
}

const loaded = new Map<string, County>();

/** Loads a county pack by its code. Throws PackError listing every mistake in the pack. */
export function getCounty(code: string): County {
  const known = loaded.get(code);
  if (known) return known;
  const pack = loadCountyPack(countyDirectory(code));
  for (const [year, plan] of Object.entries(pack.calendar)) addCalendarYear(year, plan);
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const departments = new Map(pack.departments.map((department) => [department.code, department]));
  const townships = new Map(pack.townships.map((township) => [township.code, township]));
  const villages = new Map(
    pack.townships.flatMap((township) => township.villages.map((village) => [village.code, { township, village }])),
  );
  const parsed = parsePack(pack);
  const county: County = {
    pack,
    parsed,
    judge: createJudge(pack, parsed),
    program: (programCode) => programs.get(programCode),
    department: (departmentCode) => {
      const department = departments.get(departmentCode);
      if (!department) throw new Error(`The county pack has no department ${departmentCode}`);
      return department;
    },
    township: (townshipCode) => townships.get(townshipCode),
    village: (villageCode) => villages.get(villageCode),
  };
  loaded.set(code, county);
  return county;
}
