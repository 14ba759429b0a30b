import { inflateRawSync } from 'node:zlib';
import { Failure, invalidInput } from '../../platform/errors.js';
import type { Bilingual } from '../../policy/types.js';

/** The largest file that is taken, in bytes. */
export const MOST_BYTES = 50 * 1024 * 1024;
/** What all parts of a workbook may hold together once unpacked, in bytes. */
const MOST_UNPACKED = 400 * 1024 * 1024;
/** A workbook packs its text to a tenth or a thirtieth; far beyond that somebody packed nothing at all. */
const MOST_RATIO = 250;
const RATIO_COUNTS_FROM = 20 * 1024 * 1024;

export type FileKind = 'xlsx' | 'csv';

/** A file that cannot be read, told at the file's field. */
export function unreadable(message: Bilingual): Failure {
  return invalidInput([{ path: 'file', message }]);
}

const EMPTY = { zh: '文件是空的，请选择有内容的表格。', en: 'The file is empty; choose a table with something in it.' };
const OLD_EXCEL = {
  zh: '这是旧版 .xls 表格或加了密码的表格。请用 Excel 或 WPS 打开，去掉密码，“另存为”.xlsx 后再上传。',
  en: 'This is an old .xls workbook or one with a password. Open it, take the password off, save it as .xlsx and upload that.',
};
const MACROS = {
  zh: '这个表格带有宏，为安全起见不予接收。请在 Excel 或 WPS 中“另存为”.xlsx（不带宏）后再上传。',
  en: 'This workbook carries macros and is not taken. Save it as .xlsx without macros and upload that.',
};
const NO_TABLE = {
  zh: '这不是表格文件。请上传 .xlsx 或 .csv 表格。',
  en: 'This is no table. Upload an .xlsx or .csv file.',
};
const BROKEN = {
  zh: '文件已损坏，无法打开。请在 Excel 或 WPS 中打开原表，重新保存后再上传。',
  en: 'The file is damaged and cannot be opened. Open the original, save it again and upload that.',
};
const BOMB = {
  zh: '文件解压后异常庞大，已拒绝打开。请把需要的数据复制到一张新表格后再上传。',
  en: 'Unpacked, this file would be abnormally large; it was not opened. Copy the data into a new workbook and upload that.',
};
export const TOO_LARGE = {
  zh: '文件超过 50 MB，已停止上传。请按乡镇或年度拆成几个文件分别导入。',
  en: 'The file is larger than 50 MB and was not taken. Split it, for instance by township or year.',
};

/** What a file is, by its content; its name says nothing. Throws a Failure that tells what to do with what is no table. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw unreadable(EMPTY);
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (head === 'd0cf11e0') throw unreadable(OLD_EXCEL);
  if (head === '504b0304') {
    checkWorkbook(bytes);
    return 'xlsx';
  }
  const start = bytes.subarray(0, 4096);
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (!isUtf16 && start.includes(0)) throw unreadable(NO_TABLE);
  if (/^(%PDF|\{\\rtf|<!doctype|<html|<\?xml|MZ|\x7fELF)/i.test(Buffer.from(start).toString('latin1', 0, 16).trim())) {
    throw unreadable(NO_TABLE);
  }
  return 'csv';
}

interface Part {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/**
 * Refuses what is no plain workbook, and what would burst once unpacked: by the sizes that its directory claims, then by
 * unpacking each part up to the claimed size, so that a directory that lies is found out too.
 */
function checkWorkbook(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = partsOf(buffer);
  if (!parts.some(({ name }) => name === '[Content_Types].xml')) throw unreadable(NO_TABLE);
  if (parts.some(({ name }) => /vbaProject\.bin$|^xl\/macrosheets\//i.test(name))) throw unreadable(MACROS);
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) throw unreadable(NO_TABLE);
  const total = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > MOST_UNPACKED || (total > RATIO_COUNTS_FROM && total / bytes.length > MOST_RATIO)) throw unreadable(BOMB);
  for (const part of parts) if (part.method === 8) unpackWithin(buffer, part);
}

function unpackWithin(buffer: Buffer, { offset, packed, unpacked }: Part): void {
  if (offset + 30 > buffer.length || buffer.readUInt32LE(offset) !== 0x04034b50) throw unreadable(BROKEN);
  const start = offset + 30 + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  try {
    inflateRawSync(buffer.subarray(start, start + packed), { maxOutputLength: Math.max(1, unpacked) });
  } catch (error) {
    throw unreadable((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? BOMB : BROKEN);
  }
}

/** The directory at the end of a zip archive. Throws when there is none, or one of the kind for giants (ZIP64). */
function partsOf(buffer: Buffer): Part[] {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > buffer.length) throw unreadable(BROKEN);
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  if (at === 0xffffffff) throw unreadable(BOMB);
  const parts: Part[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) throw unreadable(BROKEN);
    const nameLength = buffer.readUInt16LE(at + 28);
    parts.push({
      name: buffer.toString('utf8', at + 46, at + 46 + nameLength),
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      unpacked: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return parts;
}
