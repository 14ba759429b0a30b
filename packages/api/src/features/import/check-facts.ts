import { subject } from '@casl/ability';
import { factByCode } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import type { FactValue } from '../../policy/types.js';
import { readDay, readFact } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { CheckContext, CheckedSlice, KindCheck, PlanUnit, Standing } from './kind-check.js';
import { type BroughtFact, compareFacts } from './known-facts.js';
import { findSubjects, goneWords, type RowSubject } from './subjects.js';

/** The facts of one row, to be recorded. */
export interface FactsUnit extends PlanUnit {
  idNumber: string;
  /** YYYY-MM-DD */
  observedOn: string;
  facts: BroughtFact[];
}

export const NOT_YOUR_AREA = {
  zh: '此人登记在您的辖区之外。请把这一行交给所在乡镇导入。',
  en: 'This person is registered outside your area. Hand the row to that township.',
};

interface FactsOfRow extends RowSubject {
  observedOn: string;
  facts: BroughtFact[];
}

/** Facts of people and their households, a person a row. */
export class FactsCheck implements KindCheck {
  /** By person and fact, the row that brought it. */
  private readonly brought = new Map<string, number>();

  constructor(private readonly context: CheckContext) {}

  async take(rows: readonly CheckedRow[]): Promise<CheckedSlice> {
    const { sql, choices, ability } = this.context;
    const subjects = (await findSubjects(this.context, rows)).filter(({ row, person }) => {
      const may = ability.can('bring_facts', subject('Household', { townshipCode: person.townshipCode }) as never);
      if (!may) row.add('id_number', 'error', NOT_YOUR_AREA);
      else if (person.gone) row.add('id_number', 'error', goneWords(person.gone));
      return may && !person.gone;
    });
    const read = subjects.map((one) => this.readRow(one)).filter(({ row }) => row.isGood);
    const compared = await compareFacts(
      sql,
      read.map(({ person, observedOn, facts }) => ({
        householdId: person.householdId,
        personId: person.personId,
        observedOn,
        source: choices.source,
        verified: choices.verified,
        facts,
      })),
    );
    const standings = new Map<number, Standing>();
    const units: FactsUnit[] = [];
    for (const [index, { row, idNumber, observedOn }] of read.entries()) {
      const { unrecorded = [], isChange } = compared[index] ?? {};
      standings.set(row.at, unrecorded.length === 0 ? 'known' : isChange ? 'changed' : 'fresh');
      if (unrecorded.length > 0) units.push({ rows: [row.at], idNumber, observedOn, facts: unrecorded });
    }
    return { rows, standings, units };
  }

  async *finish(): AsyncGenerator<CheckedSlice> {}

  private readRow({ row, person, idNumber }: RowSubject): FactsOfRow {
    const observedOn = row.read('observed_on', readDay) ?? this.context.choices.observedOn ?? today();
    if (observedOn > today()) {
      row.add('observed_on', 'error', {
        zh: '信息日期不能晚于今天。',
        en: 'The date of a fact cannot lie in the future.',
      });
    }
    const facts = this.context.choices.columns.flatMap(({ target }): BroughtFact[] => {
      const fact = factByCode(target.replace(/^fact:/, ''));
      if (!target.startsWith('fact:') || !fact) return [];
      const value = row.read<FactValue>(target, (cell, unit) => readFact(fact, cell, unit));
      if (value === undefined) return [];
      this.noteTwice(
        row,
        target,
        `${fact.scope === 'person' ? person.personId : person.householdId} ${fact.code}`,
        value,
      );
      return [{ code: fact.code, value }];
    });
    if (facts.length === 0 && row.isGood) {
      row.add(null, 'error', { zh: '这一行没有任何信息。', en: 'This row holds no fact.' });
    }
    return { row, person, idNumber, observedOn, facts };
  }

  /** Two rows may say the same of a household, not two different things of anybody. */
  private noteTwice(row: CheckedRow, target: string, what: string, value: FactValue): void {
    const key = `${what} ${JSON.stringify(value)}`;
    const first = this.brought.get(what);
    if (first !== undefined && first !== row.at && !this.brought.has(key)) {
      row.add(target, 'error', {
        zh: `与第 ${first} 行的值不同，说的是同一人或同一户。请只保留正确的一行。`,
        en: `Row ${first} says something else of the same person or household. Keep the right one only.`,
      });
    }
    if (first === undefined) this.brought.set(what, row.at);
    this.brought.set(key, row.at);
  }
}
