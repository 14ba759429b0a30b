import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FACTS } from '@yimen/schema';
import {
  checkAmounts,
  checkBudgets,
  checkCalendar,
  checkConcurrency,
  checkFeel,
  checkGrantedFacts,
  checkGroups,
  checkNames,
  checkOrder,
  checkReferences,
  checkSql,
  checkStandards,
  checkTermCycles,
} from './pack-checks.js';
import { PackFile, PackReading, type Shape } from './pack-reader.js';
import { calendar, type PackIndex, packFiles, packIndex, program } from './pack-shapes.js';
import type { CountyPack, PackProblem, Program } from './types.js';
import { checkVerification } from './verification-checks.js';

const INDEX = 'county.yaml';

/** A county pack that cannot be used; lists everything that is wrong with it. */
export class PackError extends Error {
  constructor(
    readonly directory: string,
    readonly problems: readonly PackProblem[],
  ) {
    const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
    super([`the county pack ${directory} has ${problems.length} mistake(s)`, ...lines].join('\n'));
    this.name = 'PackError';
  }
}

/** Reads a county pack from its folder; throws PackError when anything in it is wrong. */
export function loadCountyPack(directory: string): CountyPack {
  const { pack, problems } = readCountyPack(directory);
  if (!pack || problems.length > 0) throw new PackError(directory, problems);
  return pack;
}

/** Everything that is wrong with a county pack, in the order of files and lines; empty when it can be loaded. */
export function checkCountyPack(directory: string): PackProblem[] {
  return readCountyPack(directory).problems;
}

function readCountyPack(directory: string): { pack?: CountyPack; problems: PackProblem[] } {
  const reading = new PackReading();
  const index = readFile(reading, directory, INDEX, packIndex);
  if (!index) return { problems: sorted(reading.problems) };
  const sections = readSections(reading, directory, index);
  const programs = readPrograms(reading, directory, index);
  const years = readCalendar(reading, directory, index);
  checkSections(reading, index, sections, programs);
  const { files: _, ...county } = index;
  const { budgets, ...others } = sections;
  const pack = {
    ...county,
    ...others,
    programs,
    calendar: years,
    budgets: budgets.map(({ amountYuan, ...line }) => ({ ...line, amountFen: Math.round(amountYuan * 100) })),
  };
  return { pack, problems: sorted(reading.problems) };
}

type Sections = { [K in keyof typeof packFiles]: NonNullable<ReturnType<(typeof packFiles)[K]['read']>> };

function readSections(reading: PackReading, directory: string, index: PackIndex): Sections {
  const read = Object.entries(packFiles).map(([section, shape]) => {
    const name = index.files[section as keyof typeof packFiles];
    if (!exists(reading, directory, index, section as keyof typeof packFiles)) return [section, []];
    return [section, readFile<unknown>(reading, directory, name, shape) ?? []];
  });
  return Object.fromEntries(read) as Sections;
}

function readCalendar(reading: PackReading, directory: string, index: PackIndex): CountyPack['calendar'] {
  if (!exists(reading, directory, index, 'calendar')) return {};
  const years = readFile(reading, directory, index.files.calendar, calendar) ?? {};
  checkCalendar(reading, years);
  return years;
}

function readPrograms(reading: PackReading, directory: string, index: PackIndex): Program[] {
  if (!exists(reading, directory, index, 'programs')) return [];
  const folder = index.files.programs;
  const names = readdirSync(join(directory, folder)).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) => {
    const path = `${folder}/${name}`;
    const read = readFile(reading, directory, path, program);
    const code = basename(name, '.yaml');
    // A file that cannot be read is reported once, not at every mention of its program.
    if (!read && !reading.codesOf('program').has(code))
      reading.define('program', code, { file: path, line: 1, column: 1 });
    if (read && read.code !== code) {
      reading.report(reading.placeOf(read, 'code'), `the program ${read.code} belongs in ${folder}/${read.code}.yaml`);
    }
    return read ? [Object.assign(read, { version: 1 })] : [];
  });
}

function checkSections(reading: PackReading, index: PackIndex, sections: Sections, programs: Program[]): void {
  const { standards, terms, groups, budgets } = sections;
  const names = new Set([...FACTS.map(({ nameZh }) => nameZh), ...reading.names]);
  checkReferences(reading);
  checkNames(reading, standards, terms);
  checkStandards(reading, standards, index.validFrom);
  checkGroups(reading, groups, programs);
  checkConcurrency(reading, programs);
  checkOrder(reading, groups, programs);
  checkAmounts(reading, programs);
  checkBudgets(reading, budgets, programs);
  checkGrantedFacts(reading, programs);
  checkVerification(reading, sections.verificationSources, sections.authorities);
  checkFeel(reading, names);
  checkTermCycles(reading, terms, names);
  if (reading.problems.length === 0) checkSql(reading, standards, terms, index.validFrom);
}

function exists(reading: PackReading, directory: string, index: PackIndex, section: keyof PackIndex['files']): boolean {
  const path = join(directory, index.files[section]);
  const isFolder = section === 'programs';
  if (existsSync(path) && statSync(path).isDirectory() === isFolder) return true;
  const what = isFolder ? 'folder' : 'file';
  reading.report(reading.placeOf(index.files, section), `the ${what} ${index.files[section]} is missing`);
  return false;
}

function readFile<T>(reading: PackReading, directory: string, name: string, shape: Shape<T>): T | undefined {
  const path = join(directory, name);
  if (!existsSync(path)) {
    reading.report({ file: name, line: 1, column: 1 }, 'the file is missing');
    return undefined;
  }
  const file = new PackFile(reading, name, readFileSync(path, 'utf8'));
  if (file.root) return shape.read(file.root, file);
  if (!reading.problems.some((problem) => problem.file === name)) {
    reading.report({ file: name, line: 1, column: 1 }, 'the file is empty');
  }
  return undefined;
}

function sorted(problems: readonly PackProblem[]): PackProblem[] {
  return [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
