import { InputCheck } from '../../platform/parse.js';
import { type Attributes, type ListColumn, readAttribute } from '../list/entry-values.js';
import type { NewListEntry } from '../list/list-entries.js';
import { markOf } from '../list/unregistered.js';
import { type KnownPerson, peopleByIdNumber } from '../registry/people.js';
import { type Read, readDay, readIdNumber } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { ListChoice } from './choices.js';
import type { CheckContext, CheckedSlice, KindCheck, PlanUnit, Standing } from './kind-check.js';
import { readTownship, readVillage } from './read-place.js';
import { type Cell, cellText, compact, plainWords } from './sheet.js';
import { ID_NUMBER, NAME, noteOtherName } from './subjects.js';

/** One line of a list. */
export interface ListUnit extends PlanUnit {
  entry: NewListEntry;
}

interface ReadLine {
  row: CheckedRow;
  mark: string;
  attributes: Attributes;
  unit: ListUnit;
}

/** A list of a department, somebody a row: whom the registry knows is tied to his person. */
export class ListCheck implements KindCheck {
  /** By mark, the row that named him. */
  private readonly named = new Map<string, number>();
  private readonly list: ListChoice;

  constructor(private readonly context: CheckContext) {
    this.list = context.choices.list as ListChoice;
  }

  async take(rows: readonly CheckedRow[]): Promise<CheckedSlice> {
    const numbers = rows.map((row) => row.require('id_number', ID_NUMBER, readIdNumber)?.idNumber);
    const people = await peopleByIdNumber(
      this.context,
      numbers.filter((number) => number !== undefined),
    );
    const read = rows.flatMap((row, index): ReadLine[] => {
      const line = this.readLine(row, numbers[index], people);
      return line && row.isGood ? [line] : [];
    });
    const standings = await this.standingsOf(read);
    return {
      rows,
      standings,
      // A whole list names everybody again: whoever is not named leaves it.
      units: read.filter(({ row }) => this.list.whole || standings.get(row.at) !== 'known').map(({ unit }) => unit),
      unregistered: read.filter(({ unit }) => !people.has(unit.entry.idNumber)).length,
    };
  }

  async *finish(): AsyncGenerator<CheckedSlice> {
    if (!this.list.whole) return;
    const [{ ended } = { ended: 0 }] = await this.context.sql<{ ended: number }>(
      `select count(*)::int as ended from kept_list l join kept_list_entry e on e.list_id = l.id and e.to_number is null
         and e.from_number <= l.current_number
       left join unnest($2::text[]) as n (mark) on n.mark = e.mark where l.code = $1 and n.mark is null`,
      [this.list.code, [...this.named.keys()]],
    );
    yield { rows: [], standings: new Map(), units: [], ended };
  }

  private readLine(
    row: CheckedRow,
    idNumber: string | undefined,
    people: ReadonlyMap<string, KnownPerson>,
  ): ReadLine | undefined {
    const name = row.require('name', NAME, (cell) => ({ value: compact(cellText(cell)) }));
    const township = row.has('township')
      ? row.read('township', (cell) => readTownship(this.context.county, cell))
      : undefined;
    const village =
      township && row.has('village') ? row.read('village', (cell) => readVillage(township, cell)) : undefined;
    const attributes = Object.fromEntries(
      this.list.columns.map((column) => [column.code, this.readColumn(row, column) ?? null]),
    );
    if (name === undefined || idNumber === undefined || !row.isGood) return undefined;
    const person = people.get(idNumber);
    if (person) noteOtherName(row, person);
    const mark = markOf(this.context.vault, idNumber);
    const first = this.named.get(mark);
    if (first !== undefined) {
      row.add('id_number', 'error', {
        zh: `与第 ${first} 行是同一身份证号。请只保留一行。`,
        en: `Row ${first} has the same identity number. Keep one of them.`,
      });
    } else if (row.isGood) this.named.set(mark, row.at);
    const entry = {
      idNumber,
      name,
      townshipCode: township?.code ?? null,
      villageCode: village?.code ?? null,
      attributes: Object.entries(attributes).map(([column, value]) => ({ column, value: String(value ?? '') })),
    };
    return { row, mark, attributes, unit: { rows: [row.at], entry } };
  }

  /** A cell of a list's own column, dates in any form that people write. */
  private readColumn(row: CheckedRow, column: ListColumn): Attributes[string] | undefined {
    return row.read(`column:${column.code}`, (cell): Read<Attributes[string]> => {
      if (column.type === 'date') return readDay(cell);
      return readColumnCell(column, cell);
    });
  }

  /** What each line comes to beside the list as it is now. */
  private async standingsOf(lines: readonly ReadLine[]): Promise<Map<number, Standing>> {
    const found = await this.context.sql<{ mark: string; same: boolean }>(
      `select e.mark, e.attributes = case when $3 then g.attributes else e.attributes || g.attributes end as same
       from jsonb_to_recordset($2::jsonb) as g (mark text, attributes jsonb)
       join kept_list l on l.code = $1
       join kept_list_entry e on e.list_id = l.id and e.mark = g.mark and e.to_number is null
         and e.from_number <= l.current_number`,
      [this.list.code, JSON.stringify(lines.map(({ mark, attributes }) => ({ mark, attributes }))), this.list.whole],
    );
    const same = new Map(found.map((one) => [one.mark, one.same]));
    return new Map(
      lines.map(({ row, mark }) => {
        const isSame = same.get(mark);
        return [row.at, isSame === undefined ? 'fresh' : isSame ? 'known' : 'changed'];
      }),
    );
  }
}

function readColumnCell(column: ListColumn, cell: Cell | undefined): Read<Attributes[string]> {
  const check = new InputCheck();
  const value = readAttribute(check, '', column, plainWords(cellText(cell)));
  const [problem] = check.problems;
  return problem ? { problem: problem.message } : { value };
}
