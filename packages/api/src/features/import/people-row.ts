import { subject } from '@casl/ability';
import type { Relation } from '@yimen/schema';
import type { Identity } from '../../platform/parse.js';
import { InputCheck } from '../../platform/parse.js';
import type { Township } from '../../policy/types.js';
import { type CheckedMember, readPhone } from '../registry/members.js';
import { readDay, readIdNumber, readRelation } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { CheckContext } from './kind-check.js';
import { readTownship, readVillage } from './read-place.js';
import { cellText, compact } from './sheet.js';
import { ID_NUMBER, NAME } from './subjects.js';

/** A person of a file, and where his household lives as far as his own row says so. */
export interface PersonRow {
  row: CheckedRow;
  member: CheckedMember;
  townshipCode: string | undefined;
  villageCode: string | undefined;
  address: string;
  areaType: string | undefined;
}

const SEXES: Record<string, string> = { 男: 'male', 女: 'female', male: 'male', female: 'female' };
const AREA_TYPES: Record<string, string> = {
  城市: 'urban',
  城镇: 'urban',
  非农业: 'urban',
  农村: 'rural',
  农业: 'rural',
  urban: 'urban',
  rural: 'rural',
};

/** Reads one row of a file of people; undefined after noting what is wrong with the person. */
export function readPersonRow(context: CheckContext, row: CheckedRow): PersonRow | undefined {
  const name = row.require('name', NAME, (cell) => ({ value: compact(cellText(cell)) }));
  if (name !== undefined && (name.length > 50 || /\d{6}/.test(name))) {
    row.add('name', 'error', {
      zh: '这不像姓名，请核对是否填错了列。',
      en: 'This is no name; is it in the wrong column?',
    });
  }
  const identity = row.require('id_number', ID_NUMBER, readIdNumber);
  const relation = row.read('relation', readRelation) ?? 'head';
  const phone = row.read('phone', (cell) => readPhoneCell(cellText(cell))) ?? null;
  if (identity) checkAgainstNumber(row, identity);
  const place = readPlaceOf(context, row);
  if (!row.isGood || name === undefined || !identity) return undefined;
  return { row, member: { ...identity, name, phone, relation: relation satisfies Relation }, ...place };
}

function readPhoneCell(text: string): { value: string | null } | { problem: { zh: string; en: string } } {
  const check = new InputCheck();
  const phone = readPhone(check, text, 'phone');
  const [problem] = check.problems;
  return problem ? { problem: problem.message } : { value: phone };
}

/** The number says sex and birth date; where columns say something else, one of them is wrong. */
function checkAgainstNumber(row: CheckedRow, { sex, birthDate }: Identity): void {
  if (row.has('sex') && SEXES[compact(cellText(row.cell('sex'))).toLowerCase()] !== sex) {
    row.add('sex', 'error', {
      zh: '性别与身份证号不一致，请核对身份证号第17位。',
      en: 'The sex differs from the one in the identity number; check its 17th digit.',
    });
  }
  const born = row.read('birth_date', readDay);
  if (born !== undefined && born !== birthDate) {
    row.add('birth_date', 'error', {
      zh: `出生日期与身份证号中的 ${birthDate} 不一致，请核对。`,
      en: `The birth date differs from ${birthDate} in the identity number; please check it.`,
    });
  }
}

type Place = Pick<PersonRow, 'townshipCode' | 'villageCode' | 'address' | 'areaType'>;

function readPlaceOf({ county, actor, ability }: CheckContext, row: CheckedRow): Place {
  const own = actor.townshipCode ? county.township(actor.townshipCode) : undefined;
  const isTold = row.has('township') && !row.isMerged('township');
  const township: Township | undefined = isTold ? row.read('township', (cell) => readTownship(county, cell)) : own;
  if (township && !ability.can('register', subject('Household', { townshipCode: township.code }) as never)) {
    row.add('township', 'error', {
      zh: `${township.name.zh}不在您的辖区。请把这一行交给${township.name.zh}导入。`,
      en: `${township.name.en} is outside your area. Hand the row to that township.`,
    });
  }
  const village =
    township && row.has('village') && !row.isMerged('village')
      ? row.read('village', (cell) => readVillage(township, cell))
      : undefined;
  const areaType = row.has('area_type') ? AREA_TYPES[compact(cellText(row.cell('area_type')))] : undefined;
  if (row.has('area_type') && !areaType) {
    row.add('area_type', 'error', { zh: '城乡属性请填“城市”或“农村”。', en: 'Write 城市 (urban) or 农村 (rural).' });
  }
  return {
    townshipCode: isTold ? township?.code : undefined,
    villageCode: village?.code,
    address: row.isMerged('address') ? '' : row.text('address'),
    areaType,
  };
}
