import { describe, expect, it } from '@jest/globals';
import type { RegisterField } from '../../policy/types.js';
import { readRecord, tellFact } from './register-records.js';

describe('what records of a register tell', () => {
  const cars = { fact: 'hh_vehicle_count', take: 'count', except: { class: ['摩托车'] } } as const;

  it('counts what counts', () => {
    const answer = { ...cars, except: { class: ['摩托车'] } };
    expect(tellFact(answer, [])).toBe(0);
    expect(tellFact(answer, [{ class: '小型汽车' }, { class: '摩托车' }])).toBe(1);
  });

  it('is yes or no by what is filled in', () => {
    const alive = { fact: 'alive', take: 'none', filled: 'death_date' } as const;
    expect(tellFact(alive, [{ custody_kind: '服刑' }])).toBe(true);
    expect(tellFact(alive, [{ death_date: '2022-03-05' }])).toBe(false);
  });

  it('tells nothing without a record where the fact may hold for another reason', () => {
    const answer = { fact: 'hh_business_registered', take: 'exists', onlyTrue: true } as const;
    expect(tellFact(answer, [])).toBeUndefined();
    expect(tellFact(answer, [{ company: '甲公司' }])).toBe(true);
  });

  it('sums to the fen', () => {
    const answer = { fact: 'personal_income_month', take: 'sum', field: 'amount', dividedBy: 12 } as const;
    expect(tellFact(answer, [{ amount: 0.1 }, { amount: 0.2 }])).toBe(0.03);
    expect(tellFact(answer, [{ amount: 36000 }])).toBe(3000);
  });

  it('takes a word of the register as the dictionary knows it', () => {
    const answer = { fact: 'disability_category', take: 'value', field: 'category', otherwise: 'none' } as const;
    expect(tellFact(answer, [{ category: '肢体' }])).toBe('limb');
    expect(tellFact(answer, [])).toBe('none');
    const words = { 社会散居孤儿: '社会散居', 事实无人抚养儿童: '无' };
    const orphan = { fact: 'orphan_status', take: 'value', field: 'category', words, otherwise: 'none' } as const;
    expect(tellFact(orphan, [{ category: '社会散居孤儿' }])).toBe('scattered');
    expect(tellFact(orphan, [{ category: '事实无人抚养儿童' }])).toBe('none');
  });

  it('takes the value of the records that count only', () => {
    const only = { dibao: ['农村低保'] };
    const start = { fact: 'hh_dibao_start', take: 'value', field: 'from', only } as const;
    expect(tellFact({ ...start, only }, [{ from: '2020-01-01' }, { dibao: '农村低保', from: '2021-05-01' }])).toBe(
      '2021-05-01',
    );
    expect(tellFact({ ...start, only }, [{ from: '2020-01-01' }])).toBeUndefined();
  });
});

describe('a record as it was sent', () => {
  const fields: RegisterField[] = [
    { code: 'class', name: { zh: '类型', en: 'Class' }, type: 'text', choices: ['货车'] },
    { code: 'value', name: { zh: '价值', en: 'Value' }, type: 'yuan', choices: [] },
    { code: 'date', name: { zh: '日期', en: 'Date' }, type: 'day', choices: [] },
  ];

  it('is read as people write it', () => {
    const { record, wrong } = readRecord(fields, {
      class: ' 货车',
      value: '¥１２,000.50元',
      date: '2022年3月5日',
      x: 1,
    });
    expect(wrong).toEqual([]);
    expect(record).toEqual({ class: '货车', value: 12000.5, date: '2022-03-05' });
  });

  it('names what does not fit', () => {
    const { wrong } = readRecord(fields, { class: '飞机', value: '-3', date: '2022-13-40' });
    expect(wrong.map(({ code }) => code)).toEqual(['class', 'value', 'date']);
  });
});
