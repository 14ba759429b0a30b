import { describe, expect, it } from '@jest/globals';
import { type NoticeContent, noticeSections, spansOf } from './notice-words.js';

const notice = (change: Partial<NoticeContent>): string => {
  const content: NoticeContent = {
    kind: 'exit',
    name: '郭某重',
    department: { zh: '民政局', en: 'Civil Affairs Bureau' },
    program: { zh: '农村低保', en: 'Rural dibao' },
    window: { zh: '融救助大厅', en: 'assistance hall' },
    reason: { zh: '不再符合“家庭月人均收入 < 农村低保月标准”', en: 'income per head is above the standard' },
    from: '2027-01-01',
    months: [],
    arrearsFen: 0,
    ...change,
  };
  return noticeSections(content)
    .flatMap(({ heading, lines }) => [heading, ...lines])
    .flatMap((text) => (text ? [text.zh, text.en] : []))
    .join('\n');
};

describe('the notice of a change of monthly aid', () => {
  it('tells of an exit why, how much in which months, and what one may do', () => {
    const months = [
      { month: '2027-01-01', fen: 300_00 },
      { month: '2027-02-01', fen: 300_00 },
      { month: '2027-03-01', fen: 150_00 },
    ];
    const words = notice({ months });
    expect(words).toContain('家庭月人均收入');
    expect(words).toContain('2027-01 至 2027-02：每月 ¥300。');
    expect(words).toContain('2027-03: ¥150.');
    expect(words).toContain('2027-03 以后不再发放');
    expect(words).toContain('行政复议');
  });

  it('tells of an end what is still owed, or that nothing is', () => {
    const reason = { zh: '自愿退出', en: '自愿退出' };
    const owed = notice({ kind: 'ended', reason, from: '2027-03-15', months: [{ month: '2027-03-01', fen: 300_00 }] });
    expect(owed).toContain('到 2027-03-15 为止');
    expect(owed).toContain('2027-03：¥300。');
    expect(notice({ kind: 'ended', reason, from: '2027-03-15' })).toContain('都已发放');
  });

  it('tells of another amount from when on it is paid, and what is made up for', () => {
    const changed = { kind: 'changed', months: [{ month: '2027-01-01', fen: 400_00 }], arrearsFen: 100_00 } as const;
    expect(notice(changed)).toContain('自 2027-01 起每月 ¥400。');
    expect(notice(changed)).toContain('补发差额 ¥100');
    expect(notice({ ...changed, arrearsFen: 0 })).not.toContain('补发差额');
  });

  it('puts months of one amount together', () => {
    expect(spansOf([])).toEqual([]);
    expect(spansOf([{ month: '2027-01-01', fen: 1 }])).toEqual([{ from: '2027-01-01', until: '2027-01-01', fen: 1 }]);
  });
});
