import { GONE, type Gone } from '@yimen/schema';
import type { Bilingual } from '../../policy/types.js';
import { type KnownPerson, peopleByIdNumber } from '../registry/people.js';
import { readIdNumber } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { CheckContext } from './kind-check.js';
import { cellText, compact } from './sheet.js';

export const NAME = { zh: '姓名', en: 'name' };
export const ID_NUMBER = { zh: '身份证号', en: 'identity number' };

/** A row and the registered person it is about. */
export interface RowSubject {
  row: CheckedRow;
  idNumber: string;
  person: KnownPerson;
}

/**
 * Whom rows are about, by their identity numbers. Notes of the others what is wrong: no number, nobody registered,
 * another name than the registered one.
 */
export async function findSubjects(context: CheckContext, rows: readonly CheckedRow[]): Promise<RowSubject[]> {
  const numbers = rows.map((row) => row.require('id_number', ID_NUMBER, readIdNumber)?.idNumber);
  const people = await peopleByIdNumber(
    context,
    numbers.filter((number) => number !== undefined),
  );
  return rows.flatMap((row, index): RowSubject[] => {
    const idNumber = numbers[index];
    if (idNumber === undefined) return [];
    const person = people.get(idNumber);
    if (!person) {
      row.add('id_number', 'error', {
        zh: '登记中没有这个身份证号。请核对号码；确是本县的人，请先登记或导入人员。',
        en: 'Nobody with this identity number is registered. Check the number, or register the person first.',
      });
      return [];
    }
    noteOtherName(row, person);
    if (!row.isGood) return [];
    return [{ row, idNumber, person }];
  });
}

/** Notes that a row tells another name than the registered one. */
export function noteOtherName(row: CheckedRow, person: KnownPerson): void {
  const name = compact(cellText(row.cell('name')));
  if (!name || name === compact(person.name)) return;
  row.add('name', 'error', {
    zh: '姓名与登记的不一致。请核对身份证号和姓名是否属于同一人。',
    en: 'The name differs from the registered one. Do number and name belong to one person?',
  });
}

/** Why nothing is recorded of somebody who is in no household any more. */
export function goneWords(gone: Gone): Bilingual {
  return {
    zh: `此人${GONE[gone].zh}。请核对号码；如又迁回，请先在“家庭档案”中办理迁入。`,
    en: `This person: ${GONE[gone].en.toLowerCase()}. Check the number; if he came back, record him moving in first.`,
  };
}
