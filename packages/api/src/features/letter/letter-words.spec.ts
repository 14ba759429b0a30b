import { describe, expect, it } from '@jest/globals';
import { type LetterContent, type LetterPart, letterSections, phoneScript } from './letter-words.js';

const part = (change: Partial<LetterPart>): LetterPart => ({
  department: { zh: '民政局', en: 'Civil Affairs Bureau' },
  program: { zh: '临时救助', en: 'Temporary aid' },
  outcome: 'given',
  amountFen: 300_000,
  monthly: false,
  dueOn: null,
  reason: null,
  again: null,
  ...change,
});
const letter = (parts: LetterPart[]): LetterContent => ({
  caseNumber: 'AJ-2022-000001',
  name: '郭某重',
  requestedOn: '2022-06-20',
  isFurtherRound: false,
  committee: { zh: '综合研判工作小组', en: 'joint review group' },
  window: { zh: '融救助大厅', en: 'assistance hall' },
  refusal: null,
  remedies: [],
  parts,
});
const allWords = (content: LetterContent, locale: 'zh' | 'en') =>
  letterSections(content)
    .flatMap(({ heading, lines }) => [heading, ...lines])
    .map((text) => text?.[locale] ?? '')
    .join('\n');

describe('the letter to a family', () => {
  it('says that a declined part comes before the meeting again, and no longer once it stands', () => {
    const declined = { outcome: 'declined', reason: { zh: '材料不齐。', en: 'Papers are missing.' } } as const;
    const waiting = letter([part({ ...declined, again: 'waiting' })]);
    expect(allWords(waiting, 'zh')).toContain('再次提请研判会研究');
    expect(phoneScript(waiting).map(({ zh }) => zh)).toContainEqual(expect.stringContaining('再上会研究一次'));
    const stands = letter([part({ ...declined, again: 'stands' })]);
    expect(allWords(stands, 'zh')).not.toContain('再次提请');
  });

  it('does not say that a family asked where it was looked at again', () => {
    const again = { ...letter([part({})]), isFurtherRound: true };
    expect(allWords(again, 'zh')).toContain('再次核对');
    expect(allWords(again, 'zh')).not.toContain('提出的救助需求');
    expect(phoneScript(again)[0]?.zh).not.toContain('您申请救助');
  });

  it('tells each department’s part with its money, and a monthly sum with its first month', () => {
    const text = allWords(letter([part({}), part({ monthly: true, amountFen: 64_000 })]), 'zh');
    expect(text).toContain('民政局“临时救助”：¥3,000。');
    expect(text).toContain('每月 ¥640，自决定次月起发放。');
    expect(text).not.toContain('您的权利');
  });

  it('does not promise what a department has still to decide, nor what is only planned', () => {
    const text = allWords(
      letter([part({ outcome: 'awaited', dueOn: '2022-07-13' }), part({ outcome: 'planned' })]),
      'zh',
    );
    expect(text).not.toContain('给予的救助\n');
    expect(text).toContain('拟给予 ¥3,000，由该部门决定，将于 2022-07-13 前告知您。');
    expect(text).toContain('已列入计划');
  });

  it('gives the reason of a refusal and what one may do about it, in both languages', () => {
    const refused = part({ outcome: 'refused', reason: { zh: '收入高于标准。', en: 'Income is above the line.' } });
    expect(allWords(letter([refused]), 'zh')).toMatch(/收入高于标准。[\s\S]*六十日内[\s\S]*六个月内/);
    expect(allWords(letter([refused]), 'en')).toMatch(/Income is above the line\.[\s\S]*60 days[\s\S]*six months/);
  });

  it('of a request refused as a whole gives the meeting’s reason', () => {
    const content = { ...letter([]), refusal: { zh: '收入高于救助标准', en: 'income above the line' } };
    expect(allWords(content, 'zh')).toMatch(/收入高于救助标准[\s\S]*行政复议/);
    expect(phoneScript(content).some(({ zh }) => zh.includes('收入高于救助标准'))).toBe(true);
  });

  it('is said on the telephone part by part, a refusal without blame', () => {
    const script = phoneScript(
      letter([part({}), part({ outcome: 'refused', reason: { zh: '收入高于标准。', en: '' } })]),
    );
    expect(script).toHaveLength(5);
    expect(script[1]?.zh).toBe('民政局的“临时救助”批下来了，¥3,000。');
    expect(script[2]?.zh).toContain('收入高于标准。这是按规定核对后的结果，不是您做错了什么。');
  });
});
