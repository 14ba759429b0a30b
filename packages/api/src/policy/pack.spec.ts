import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FACTS } from '@yimen/schema';
import { checkCountyPack, loadCountyPack, PackError } from './pack.js';
import { standardOn } from './standards.js';

const YICHUAN = resolve(import.meta.dirname, '../../counties/yichuan');

describe('the Yichuan pack', () => {
  it('has no mistakes', () => {
    expect(checkCountyPack(YICHUAN)).toEqual([]);
  });

  it('holds what the county says it has', () => {
    const pack = loadCountyPack(YICHUAN);
    expect(pack.departments).toHaveLength(17);
    expect(pack.programs).toHaveLength(48);
    expect(pack.townships.map(({ name }) => name.zh)).toContain('丹州街道');
    expect(pack.townships.flatMap(({ villages }) => villages)).toHaveLength(116);
    expect(new Set(pack.programs.map(({ department }) => department)).size).toBe(17);
  });

  it('reads yuan as fen', () => {
    const line = loadCountyPack(YICHUAN).budgets.find(({ program }) => program === 'MIA-02');
    expect(line).toMatchObject({ fund: 'medical_aid_fund', amountFen: 600_000_000, places: null });
  });

  it('gives the value of a standard up to its last day', () => {
    const wage = loadCountyPack(YICHUAN).standards.find(({ code }) => code === 'min_wage_month');
    if (!wage) throw new Error('the minimum wage is gone');
    expect(standardOn(wage, '2023-04-30')?.value).toBe(1750);
    expect(standardOn(wage, '2023-05-01')?.value).toBe(1950);
    expect(standardOn(wage, '2019-04-30')).toBeUndefined();
  });

  it('puts every fact under a name of its own that a rule can use', () => {
    const names = FACTS.map(({ nameZh }) => nameZh);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^\p{Script=Han}[\p{Script=Han}A-Za-z0-9]*$/u);
    for (const { code, options } of FACTS) {
      expect([code, new Set(options?.map(({ zh }) => zh)).size]).toEqual([code, options?.length ?? 0]);
    }
  });
});

describe('a broken pack', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pack-'));
    cpSync(YICHUAN, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Replaces a text that occurs in the file and gives the place of `mark` in what was written. */
  function edit(file: string, from: string, to: string, mark = to) {
    const path = join(directory, file);
    const before = readFileSync(path, 'utf8');
    const at = before.indexOf(from);
    if (at === -1) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, before.slice(0, at) + to + before.slice(at + from.length));
    const lines = (before.slice(0, at) + to.slice(0, to.indexOf(mark))).split('\n');
    return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }

  type Expected = { file: string; line: number; column: number; words: string[] };

  function expectExactly(directory: string, expected: Expected[]) {
    const problems = checkCountyPack(directory);
    for (const { words, ...place } of expected) {
      const found = problems.filter(
        (problem) =>
          problem.file === place.file &&
          problem.line === place.line &&
          problem.column === place.column &&
          words.every((word) => problem.message.includes(word)),
      );
      if (found.length !== 1) throw new Error(`expected ${JSON.stringify({ ...place, words })} in ${list(problems)}`);
    }
    if (problems.length !== expected.length) throw new Error(`more than expected: ${list(problems)}`);
  }

  const list = (problems: readonly object[]) => problems.map((problem) => `\n  ${JSON.stringify(problem)}`).join('');

  it('reports every mistake at once, where it is and what to do', () => {
    const typo = edit('programs/MCA-02.yaml', '家庭月人均收入', '家庭月人均收人');
    const typoInFormula = edit('programs/MIA-02.yaml', '医疗救助年度限额 -', '医疗救助年限额 -', '医疗救助年限额');
    const typoInTerm = edit('terms.yaml', 'if 城乡属性', 'if 城乡属地', '城乡属地');
    const label = edit('programs/MCA-01.yaml', '"城市"', '"城镇"');
    const department = edit('programs/MCA-09.yaml', 'department: MCA', 'department: MCX', 'MCX');
    const coDepartment = edit('programs/MCA-13.yaml', '[WF, CYL', '[WF, CYM', 'CYM');
    const fund = edit('programs/RC-01.yaml', 'social_donation', 'social_donatoin');
    const route = edit('programs/EDU-04.yaml', 'R_DEPT', 'R_DEBT');
    const deadline = edit('programs/EDU-04.yaml', 'DL_FRESHMAN', 'DL_FRESHMEN');
    const evidence = edit('programs/EDU-01.yaml', 'evidence: [E01', 'evidence: [E91', 'E91');
    const other = edit('programs/FTU-01.yaml', 'compatibleWith: [MIA-02', 'compatibleWith: [MIA-20', 'MIA-20');
    const order = edit('programs/CHA-02.yaml', 'order: 70', 'order: ten', 'ten');
    const unknownField = edit(
      'programs/CHA-01.yaml',
      'planAllowed: false',
      'planAllowed: false\nplanAlowed: true',
      'planAlowed',
    );
    const holiday = edit('calendar.yaml', '2027-01-01', '2026-01-01');
    const granted = edit('programs/MCA-03.yaml', 'tekun_status: scattered', 'tekun_status: at_home', 'tekun_status');
    const gap = edit(
      'standards.yaml',
      '    - { from: 2022-09-01, to: 2023-08-31, value: 350',
      '    - { from: 2022-10-01, to: 2023-08-31, value: 350',
      '{',
    );
    const overlap = edit(
      'standards.yaml',
      '- { from: 2023-05-01, to: null, value: 1950, kind: page',
      '- { from: 2023-04-01, to: null, value: 1950, kind: page',
      '{',
    );
    const member = edit('groups.yaml', 'members: [MCA-03, MCA-06', 'members: [MCA-14, MCA-03, MCA-06', 'MCA-14');
    const membership = edit('programs/JUS-01.yaml', 'concurrency:', 'groups: [G_HOUSING]\nconcurrency:', 'G_HOUSING');
    const duplicate = edit('documents.yaml', 'code: DREFORM', 'code: DSX', 'DSX');
    rmSync(join(directory, 'categories.yaml'));
    const missing = edit('county.yaml', 'categories.yaml', 'categories.yaml');

    expectExactly(directory, [
      { ...typo, words: ['家庭月人均收人', 'did you mean `家庭月人均收入`'] },
      { ...typoInFormula, words: ['医疗救助年限额', 'did you mean `医疗救助年度限额`'] },
      { ...typoInTerm, words: ['城乡属地', 'did you mean `城乡属性`'] },
      { ...label, words: ['城乡属性', '"城市", "农村"', 'did you mean `城市`'] },
      { ...department, words: ['unknown department `MCX`', 'did you mean `MCA`'] },
      { ...coDepartment, words: ['did you mean `CYL`'] },
      { ...fund, words: ['unknown fund', 'did you mean `social_donation`'] },
      { ...route, words: ['unknown route', 'did you mean `R_DEPT`'] },
      { ...deadline, words: ['unknown deadline', 'did you mean `DL_FRESHMAN`'] },
      { ...evidence, words: ['unknown evidence type'] },
      { ...other, words: ['unknown program', 'did you mean `MIA-02`'] },
      { ...order, words: ['expected a whole number'] },
      { ...unknownField, words: ['no field `planAlowed`', 'did you mean `planAllowed`'] },
      { ...holiday, column: holiday.column - 1, words: ['2026-01-01 does not belong to 2027'] },
      { ...granted, words: ['none, scattered, institution'] },
      { ...gap, words: ['居民医保个人缴费标准', 'no value from 2022-09-01 to 2022-09-30'] },
      { ...overlap, words: ['最低工资标准', 'two values on 2023-04-01'] },
      { ...member, words: ['G_DISABLED_ALLOW', 'MCA-14 does not list'] },
      { ...membership, words: ['`G_HOUSING` does not list JUS-01'] },
      { ...duplicate, words: ['document code `DSX` is already used'] },
      { ...missing, words: ['the file categories.yaml is missing'] },
    ]);
  });

  it('reports a rule that does not parse at its line', () => {
    const broken = edit('programs/JUS-01.yaml', '年龄 < 18)', '年龄 < 18');
    const problems = checkCountyPack(directory);
    expect(problems.length).toBeGreaterThan(0);
    for (const { file, line } of problems) {
      expect(file).toBe(broken.file);
      expect(Math.abs(line - broken.line)).toBeLessThanOrEqual(5);
    }
  });

  it('reports a standard that ends without a follower', () => {
    edit(
      'standards.yaml',
      '{ from: 2024-09-01, to: null, value: 400',
      '{ from: 2024-09-01, to: 2026-08-31, value: 400',
    );
    expect(checkCountyPack(directory)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('no value from 2026-09-01 on') }),
    ]);
  });

  it('reports terms that need each other', () => {
    edit('terms.yaml', 'expression: 残疾等级 >= 1\n', 'expression: 重度残疾 or 残疾等级 >= 1\n');
    edit('terms.yaml', 'expression: 残疾等级 >= 1 and', 'expression: 持证残疾人 and');
    const messages = checkCountyPack(directory).map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining('重度残疾'), expect.stringContaining('持证残疾人')]);
  });

  it('reports an order of payment that contradicts what comes first', () => {
    edit('programs/MCA-05.yaml', 'order: 30', 'order: 20');
    const messages = checkCountyPack(directory).map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('MCA-05 (order 20) comes after MIA-02 (order 20)'),
      expect.stringContaining('MCA-05 (order 20) comes after MIA-03 (order 20)'),
    ]);
  });

  it('reports groups and programs that contradict their own mode or each other', () => {
    const pair = edit('groups.yaml', '    - [MCA-06, MCA-09]', '    - [MCA-06, MCA-01]', '[MCA-06');
    const table = edit('groups.yaml', 'mode: additive_by_item', 'mode: compatibility_table');
    const step = edit('groups.yaml', 'RC-02, VET-01', 'RC-02, VET-01', 'VET-01');
    edit('programs/VET-01.yaml', 'againstLoss: true', 'againstLoss: false');
    const both = edit('programs/EMB-02.yaml', 'excludes: [HUD-01]', 'excludes: [HUD-01, EMB-03]', 'EMB-03');
    const problems = checkCountyPack(directory);
    expect(problems).toHaveLength(4);
    expect(problems.map(({ file, line, column }) => ({ file, line, column }))).toEqual(
      expect.arrayContaining([pair, step, both]),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('is two different members of it'),
      expect.stringContaining('VET-01 is not `againstLoss`'),
      expect.stringContaining('may stand `together`'),
      expect.stringContaining('in both `excludes` and `compatibleWith`'),
    ]);
    expect(problems[2]?.line).toBeLessThanOrEqual(table.line);
  });

  it('reports a term that is not of its type, and one that bears the name of the household’s members', () => {
    edit('terms.yaml', 'type: boolean', 'type: number');
    expect(checkCountyPack(directory)).toEqual([
      expect.objectContaining({ file: 'terms.yaml', message: expect.stringContaining('is a boolean where an amount') }),
    ]);
    edit('terms.yaml', 'name: 重度残疾', 'name: 家庭成员');
    expect(checkCountyPack(directory).map(({ message }) => message)).toContainEqual(
      'the name `家庭成员` is already used by `the list of the household’s members`',
    );
  });

  it('reports a condition on members that has no SQL', () => {
    edit('programs/JUS-01.yaml', '有法律援助事项', '有法律援助事项 and 家庭成员 != null');
    expect(checkCountyPack(directory)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('name a fact of theirs') }),
    ]);
  });

  it('reports broken YAML once, at its line', () => {
    const place = edit('programs/VET-01.yaml', 'funds: [', 'funds: [[');
    const problems = checkCountyPack(directory);
    expect(problems[0]).toMatchObject({
      file: 'programs/VET-01.yaml',
      message: expect.stringContaining('not valid YAML'),
    });
    expect(problems[0]?.line).toBeGreaterThanOrEqual(place.line);
  });

  it('is not loaded', () => {
    edit('programs/HUD-01.yaml', 'order: 40', 'order: -1');
    expect(() => loadCountyPack(directory)).toThrow(PackError);
    expect(() => loadCountyPack(directory)).toThrow('programs/HUD-01.yaml:');
    expect(() => loadCountyPack(join(directory, 'elsewhere'))).toThrow('county.yaml:1:1 the file is missing');
  });
});
