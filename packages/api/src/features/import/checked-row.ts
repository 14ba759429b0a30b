import type { Bilingual } from '../../policy/types.js';
import { type AmountUnit, oddProblem, type Read, withoutNumbers } from './cell-value.js';
import type { MappedColumn } from './choices.js';
import { type Cell, cellText, plainWords, type SheetRow } from './sheet.js';

/** `error`: the row stays out. `duplicate`: it stays out unless its author wants it in. `note`: it goes in. */
export type Severity = 'error' | 'duplicate' | 'note';

/** What is to be said of a cell, or of a whole row. */
export interface RowProblem {
  row: number;
  /** Counted from 0; null: of the whole row. */
  column: number | null;
  severity: Severity;
  message: Bilingual;
  value: string;
}

/** One row of a file under its mapping; notes every problem as it is read. */
export class CheckedRow {
  readonly problems: RowProblem[] = [];

  constructor(
    readonly row: SheetRow,
    private readonly columns: ReadonlyMap<string, MappedColumn>,
  ) {}

  get at(): number {
    return this.row.at;
  }

  get isGood(): boolean {
    return !this.problems.some(({ severity }) => severity === 'error');
  }

  cell(target: string): Cell | undefined {
    const column = this.columns.get(target);
    return column && this.row.cells[column.index];
  }

  /** Whether something stands there, also something odd. */
  has(target: string): boolean {
    const cell = this.cell(target);
    return cell !== undefined && cell !== null && (typeof cell === 'object' || plainWords(cellText(cell)) !== '');
  }

  isMerged(target: string): boolean {
    const cell = this.cell(target);
    return typeof cell === 'object' && cell !== null && cell.odd === 'merged';
  }

  /** The value of a filled cell; undefined when it is empty, or after noting what is wrong. */
  read<Value>(target: string, reader: (cell: Cell | undefined, unit: AmountUnit) => Read<Value>): Value | undefined {
    if (!this.has(target)) return undefined;
    const cell = this.cell(target);
    const odd = oddProblem(cell);
    const read = odd ? { problem: odd } : reader(cell, this.columns.get(target)?.unit ?? 'yuan');
    if ('problem' in read) {
      this.add(target, 'error', read.problem);
      return undefined;
    }
    if (read.note) this.add(target, 'note', read.note);
    return read.value;
  }

  /** As `read`, of a cell that must not be empty. */
  require<Value>(
    target: string,
    name: Bilingual,
    reader: (cell: Cell | undefined, unit: AmountUnit) => Read<Value>,
  ): Value | undefined {
    if (this.has(target)) return this.read(target, reader);
    this.add(target, 'error', { zh: `缺少${name.zh}，请填写。`, en: `The ${name.en} is missing; please fill it in.` });
    return undefined;
  }

  text(target: string): string {
    return this.read(target, (cell) => ({ value: plainWords(cellText(cell)) })) ?? '';
  }

  add(target: string | null, severity: Severity, message: Bilingual): void {
    const column = target === null ? undefined : this.columns.get(target);
    this.problems.push({
      row: this.at,
      column: column?.index ?? null,
      severity,
      message: withoutNumbers(message),
      value: column ? cellText(this.row.cells[column.index]).slice(0, 200) : '',
    });
  }
}

export function checkedRows(rows: readonly SheetRow[], columns: readonly MappedColumn[]): CheckedRow[] {
  const byTarget = new Map(columns.map((column) => [column.target, column]));
  return rows.map((row) => new CheckedRow(row, byTarget));
}
