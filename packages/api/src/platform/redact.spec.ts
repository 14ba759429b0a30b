import { expect, it } from '@jest/globals';
import { redacted } from './redact.js';

it('masks numbers of people wherever they stand in an input', () => {
  const input = {
    key: 'k',
    members: [{ name: '郭志重', idNumber: '610699196903050116', phone: '13812345678', sex: null }],
    bankAccount: '6222021234567890123',
    note: '号码 61069919690305011X，请核对',
    count: 3,
  };
  expect(redacted(input)).toEqual({
    key: 'k',
    members: [{ name: '郭志重', idNumber: '6106*************6', phone: '138****5678', sex: null }],
    bankAccount: '***************0123',
    note: '号码 6106*************X，请核对',
    count: 3,
  });
});

it('leaves other numbers alone', () => {
  expect(redacted({ amountFen: '12345678901234567890', day: '2022-06-23' })).toEqual({
    amountFen: '12345678901234567890',
    day: '2022-06-23',
  });
});
