import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { invalidInput } from '../../platform/errors.js';

const UNREADABLE = {
  zh: '文件无法读取。请上传导出的 .xlsx 文件，或另存为 .csv 后上传。',
  en: 'The file cannot be read. Upload the .xlsx file as exported, or save it as .csv.',
};

/** The first sheet of an xlsx file, or a csv file in UTF-8 or GB18030, as rows of cells. Throws InvalidInput. */
export async function readTable(bytes: Buffer, mostRows: number): Promise<unknown[][]> {
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  try {
    if (isZip) return (await readXlsx(bytes, { sheets: [0], maxRows: mostRows + 10 })).sheets[0]?.rows ?? [];
    if (bytes.length > 0) return parseCsv(decode(bytes)).slice(0, mostRows + 10);
  } catch {
    // Whatever is wrong inside, the advice is the same.
  }
  throw invalidInput([{ path: 'file', message: UNREADABLE }]);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
