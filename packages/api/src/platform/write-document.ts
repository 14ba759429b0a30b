import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  convertMillimetersToTwip as mm,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';

/** A paragraph of an official document. */
export interface Block {
  kind: 'title' | 'number' | 'heading' | 'text' | 'line' | 'signature';
  text: string;
  /** Set before the text, in bold. */
  label?: string;
}

const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
const BODY = font('仿宋_GB2312');
const BOLD = font('黑体');
const TITLE = font('方正小标宋简体');
/** Half points: 二号, 三号, 四号. */
const [SIZE_2, SIZE_3, SIZE_4] = [44, 32, 28];
/** Two characters of 三号, in twentieths of a point. */
const INDENT = 640;

/**
 * A Word document in the layout of official documents (GB/T 9704): A4, 22 lines of 28 characters, 仿宋 三号,
 * lines 28 points apart, the page number between dashes at the foot.
 */
export function writeDocument(title: string, blocks: readonly Block[]): Promise<Buffer> {
  return Packer.toBuffer(
    new Document({
      title,
      creator: '一门 Yimen',
      styles: {
        default: {
          document: {
            run: { font: BODY, size: SIZE_3 },
            paragraph: { spacing: { line: 560, lineRule: LineRuleType.EXACT } },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: mm(210), height: mm(297) },
              margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(28) },
            },
          },
          footers: { default: new Footer({ children: [pageNumber()] }) },
          children: blocks.map(paragraph),
        },
      ],
    }),
  );
}

function pageNumber(): Paragraph {
  const children = ['— ', PageNumber.CURRENT, ' —'];
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children, font: font('宋体'), size: SIZE_4 })],
  });
}

function paragraph({ kind, text, label }: Block): Paragraph {
  switch (kind) {
    case 'title':
      return new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 280, after: 280, line: 700, lineRule: LineRuleType.EXACT },
        children: [new TextRun({ text, font: TITLE, size: SIZE_2 })],
      });
    case 'number':
      return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 280 }, children: [new TextRun(text)] });
    case 'heading':
      return new Paragraph({
        keepNext: true,
        spacing: { before: 200 },
        indent: { firstLine: INDENT },
        children: [new TextRun({ text, font: BOLD })],
      });
    case 'signature':
      return new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepLines: true,
        spacing: { before: 200 },
        children: [new TextRun(`${label ?? ''}${text}`)],
      });
    case 'line':
    case 'text':
      return new Paragraph({
        indent: { firstLine: INDENT },
        children: [
          ...(label ? [new TextRun({ text: `${label}　`, font: BOLD })] : []),
          ...text.split('\n').map((line, index) => new TextRun({ text: line, ...(index > 0 && { break: 1 }) })),
        ],
      });
  }
}
