import { describe, expect, it } from '@jest/globals';
import { maskIdNumber, maskPhone } from './masking.js';

describe('masking', () => {
  it('keeps the area and the last four of an identity number', () => {
    expect(maskIdNumber('610630196903051234')).toBe('6106**********1234');
  });

  it('keeps the ends of a mobile number', () => {
    expect(maskPhone('13800138000')).toBe('138****8000');
  });

  it('shows next to nothing of a short number', () => {
    expect(maskPhone('5551234')).toBe('*****34');
  });
});
