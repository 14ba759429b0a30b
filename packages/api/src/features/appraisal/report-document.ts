import { APPRAISAL_MEASURES, DELAY_CAUSES } from '@yimen/schema';
import { dayOf } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import type { Block } from '../../platform/write-document.js';
import type { Measured } from '../../policy/appraisal.js';
import type { Bilingual, MeasureRule } from '../../policy/types.js';
import type { AnnexRow, ReportRow } from './appraisal.reader.js';
import { formulaWords } from './appraisal-words.js';
import type { DepartmentResult } from './appraise.js';

type Tell = (text: Bilingual) => string;

/** The report of a closed year, paragraph by paragraph, in the order of the departments' totals. */
export function reportBlocks(
  county: County,
  { number, digest, closedBy, closedAt, snapshot }: ReportRow,
  annexes: readonly AnnexRow[],
  tell: Tell,
): { title: string; blocks: Block[] } {
  const { year, countedOn, departments, objections, rules } = snapshot;
  const title = tell({
    zh: `${snapshot.county.zh}${year}年度社会救助部门考核报告`,
    en: `${snapshot.county.en}: appraisal of departments in social assistance, ${year}`,
  });
  const name = (code: string) => tell(county.department(code).name);
  const ordered = [...departments].sort((one, other) => (other.total ?? -1) - (one.total ?? -1));
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'number', text: number },
    {
      kind: 'text',
      text: tell({
        zh: `本报告由系统按办理记录计算，统计截至${countedOn}。等待其他单位、家庭或会议的时间与部门自身延误分开计算。`,
        en: `Computed from the records as of ${countedOn}. Time spent waiting on others, families or meetings is counted apart from a department's own delay.`,
      }),
    },
    ...ordered.flatMap((result) => departmentBlocks(name(result.code), result, rules, name, tell)),
    ...(objections.length > 0
      ? [{ kind: 'heading' as const, text: tell({ zh: '部门异议', en: 'Objections of departments' }) }]
      : []),
    ...objections.map(
      ({ departmentCode, text, statedBy, at }): Block => ({
        kind: 'line',
        label: name(departmentCode),
        text: `${text}（${statedBy}，${dayOf(new Date(at))}）`,
      }),
    ),
    { kind: 'line', label: tell({ zh: '定稿', en: 'Closed by' }), text: `${closedBy}　${dayOf(closedAt)}` },
    { kind: 'line', label: 'SHA-256', text: digest },
    ...annexes.flatMap(({ number: of, text, writtenBy, at }): Block[] => [
      { kind: 'heading', text: tell({ zh: `附件 ${of}：更正`, en: `Annex ${of}: correction` }) },
      { kind: 'text', text },
      { kind: 'signature', text: `${writtenBy}　${dayOf(at)}` },
    ]),
  ];
  return { title, blocks };
}

function departmentBlocks(
  title: string,
  { total, measures, waiting }: DepartmentResult,
  rules: readonly MeasureRule[],
  name: (code: string) => string,
  tell: Tell,
): Block[] {
  const none = tell({ zh: '不计分', en: 'not scored' });
  const points = (value: number | null) => (value === null ? none : tell({ zh: `${value} 分`, en: `${value} points` }));
  const formula = (one: Measured) =>
    tell(formulaWords(one, rules.find(({ code }) => code === one.code) ?? { zeroAt: 0, fullAt: 100 }));
  const waits = waiting
    .map(({ cause, by, days }) => {
      const whom = by === null ? '' : tell({ zh: `（${name(by)}）`, en: ` (${name(by)})` });
      return `${tell(DELAY_CAUSES[cause])}${whom} ${tell({ zh: `${days} 个工作日`, en: `${days} working days` })}`;
    })
    .join(tell({ zh: '；', en: '; ' }));
  return [
    { kind: 'heading', text: `${title}　${points(total)}` },
    ...measures.map(
      (one): Block => ({
        kind: 'line',
        label: `${tell(APPRAISAL_MEASURES[one.code])} ${points(one.points)}`,
        text: formula(one),
      }),
    ),
    ...(waits ? [{ kind: 'line' as const, label: tell({ zh: '等待他人', en: 'Waited for' }), text: waits }] : []),
  ];
}
