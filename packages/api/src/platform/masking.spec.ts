import { describe, expect, it } from '@jest/globals';
import { maskAccount, maskIdNumber, maskPhone } from './masking.js';

describe('masking', () => {
  it('keeps too little of an identity number to guess it beside the birth date', () => {
    expect(maskIdNumber('61063019690305123X')).toBe('6106*************X');
  });

  it('keeps the ends of a mobile number', () => {
    expect(maskPhone('13800138000')).toBe('138****8000');
  });

  it('shows next to nothing of a short number', () => {
    expect(maskPhone('5551234')).toBe('*****34');
  });

  it('keeps the last four of a bank account', () => {
    expect(maskAccount('6222021234567890123')).toBe('***************0123');
  });
});
