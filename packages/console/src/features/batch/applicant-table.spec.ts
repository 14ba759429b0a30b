import { describe, expect, it } from '@jest/globals';
import { placeOf, problemsOf, readApplicants, readCells, toInput } from './applicant-table';

const program = (code: string, zh: string) => ({
  code,
  name: { zh, en: code },
  department: { code: 'MCA', name: { zh: '民政局', en: 'MCA' } },
});
const village = (code: string, name: string) => ({ code, name, kind: 'rural' });
const LISTS = {
  programs: [program('MCA-12', '新生救助'), program('EDU-04', '入学资助')],
  townships: [
    { code: 'T1', name: { zh: '云岩镇', en: 'Yunyan' }, villages: [village('V1', '石台寺村'), village('V2', '桥村')] },
    { code: 'T2', name: { zh: '集义镇', en: 'Jiyi' }, villages: [village('V3', '桥村')] },
  ],
};
const DEFAULTS = { program: 'MCA-12', appliedOn: '2026-08-01' };
const ID = '61069920080301003X';
const read = (text: string) => readApplicants(readCells(text));
const problems = (text: string) => read(text).map((row) => problemsOf(row, LISTS, DEFAULTS));

describe('a list of applicants from a spreadsheet', () => {
  it('is read by its headings, in any order, from the clipboard or from CSV', () => {
    const expected = [{ name: '郭某', idNumber: ID, village: '石台寺村', amount: '3000', appliedOn: '2026-08-02' }];
    expect(
      read(`村（社区）\t姓名\t身份证号码\t金额（元）\t申请日期\r\n石台寺村\t郭某\t'${ID}\t¥3,000\t2026/8/2\r\n`),
    ).toMatchObject(expected);
    expect(read(`姓名,身份证号,村,金额,日期\n"郭某",${ID},石台寺村,"3,000元",2026年8月2日`)).toMatchObject(expected);
  });

  it('is read in the order of the columns when it has no headings, line breaks in a cell included', () => {
    expect(read(`郭某\t${ID}\t\t"石台寺村\n一组"\t\t3000`)).toMatchObject([
      { name: '郭某', village: '石台寺村\n一组', amount: '3000' },
    ]);
    expect(read('姓名\t身份证号\n\n \t ')).toEqual([]);
  });

  it('names what is wrong at its cell', () => {
    expect(problems(`郭某\t${ID.slice(0, 17)}5\t\t没有村\t别的\t-5\t昨天`)).toEqual([
      { idNumber: 'id.checksum', village: 'noVillage', program: 'noProgram', amount: 'noAmount', appliedOn: 'noDay' },
    ]);
    expect(problems('\t6.10699E+17\t\t桥村\t\t')).toEqual([
      { name: 'missing', idNumber: 'digitsLost', village: 'manyVillages', amount: 'missing' },
    ]);
  });

  it('is handed in with the village of its township and what stands for empty cells', () => {
    const [row] = read(`郭某\t${ID}\t集义镇\t桥\t\t3000`);
    expect(row && problemsOf(row, LISTS, DEFAULTS)).toEqual({});
    expect(row && toInput(row, LISTS, DEFAULTS)).toMatchObject({
      villageCode: 'V3',
      programCode: 'MCA-12',
      appliedOn: '2026-08-01',
      amount: '3000',
    });
  });

  it('shows what the service answers at the cell it is about', () => {
    expect(placeOf('applicants.3.member.idNumber')).toEqual({ index: 3, column: 'idNumber' });
    expect(placeOf('applicants.0.programCode')).toEqual({ index: 0, column: 'program' });
    expect(placeOf('applicants.7')).toEqual({ index: 7, column: 'name' });
    expect(placeOf('batchId')).toBeUndefined();
  });
});
