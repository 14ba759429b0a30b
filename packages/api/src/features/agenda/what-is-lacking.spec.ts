import { expect, test } from '@jest/globals';
import { type Readiness, whatIsLacking } from './what-is-lacking.js';

const READY: Readiness = {
  owner: '王某明',
  composed: true,
  unknown: [],
  conflicts: [],
  unanswered: [],
  authorised: true,
};
const said = (parts: Partial<Readiness>) =>
  whatIsLacking({ ...READY, ...parts }).map(({ what, whom }) => `${what.zh}（${whom.zh}）`);
const fact = (zh: string) => ({ zh, en: zh });

test('nothing is lacking where everything is there', () => {
  expect(said({})).toEqual([]);
});

test('says what is missing and with whom it lies', () => {
  expect(said({ composed: false, authorised: false })).toEqual([
    '还没有编制方案（召集人或成员单位）',
    '没有核对授权（首问责任人 王某明）',
  ]);
  expect(
    said({ conflicts: [{ unit: fact('民政局'), count: 2 }], unanswered: [{ unit: fact('公安局'), count: 1 }] }),
  ).toEqual(['2 项信息有矛盾（民政局）', '1 项核对未答复（公安局）']);
});

test('names three unknown facts and counts the others', () => {
  expect(said({ unknown: [fact('收入'), fact('存款')] })).toEqual(['缺少信息：收入、存款（首问责任人 王某明）']);
  expect(said({ unknown: ['一', '二', '三', '四'].map(fact) })).toEqual([
    '缺少信息：一、二、三等 4 项（首问责任人 王某明）',
  ]);
});
