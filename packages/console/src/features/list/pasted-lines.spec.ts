import { describe, expect, it } from '@jest/globals';
import { readPasted } from './pasted-lines';

const SHEET = [
  '序号\t姓名\t身份证号码\t乡镇\t风险是否消除\t认定日期',
  '1\t王某芳\t610699196103080025\t云岩镇\t否\t2022-03-01',
  '2\t李某明\t61069919610308005X\t\t是\t',
].join('\r\n');

describe('lines copied from a spreadsheet', () => {
  it('are read by their headings, with a type for each column', () => {
    const list = readPasted(SHEET, []);
    expect(list?.columns.map(({ name, type }) => [name, type])).toEqual([
      ['序号', 'number'],
      ['风险是否消除', 'boolean'],
      ['认定日期', 'date'],
    ]);
    expect(list?.columns.every(({ code }) => /^[a-z][a-z0-9_]{0,49}$/.test(code))).toBe(true);
    expect(list?.lines[1]).toMatchObject({ idNumber: '61069919610308005X', name: '李某明', township: '' });
    expect(list?.lines[0]?.attributes.map(({ value }) => value)).toEqual(['1', '否', '2022-03-01']);
  });

  it('keep the columns that the list has already', () => {
    const known = { code: 'risk_cleared', name: '风险是否消除', type: 'text' };
    expect(readPasted(SHEET, [known])?.columns[1]).toEqual(known);
  });

  it('need a heading of the identity number and of the name, and a line', () => {
    expect(readPasted('姓名\t电话\n王某芳\t1', [])).toBeUndefined();
    expect(readPasted('姓名\t身份证号', [])).toBeUndefined();
    expect(readPasted('', [])).toBeUndefined();
  });
});
