export type LineStatus = 'pass' | 'fail' | 'unsupported';

export interface Line {
  status: LineStatus;
  what: string;
  expected: string;
  actual: string;
}

/** The lines of one scenario, one an expectation. */
export class Report {
  readonly lines: Line[] = [];

  check(what: string, expected: unknown, actual: unknown): void {
    const [wanted, got] = [String(expected), String(actual)];
    this.lines.push({ status: wanted === got ? 'pass' : 'fail', what, expected: wanted, actual: got });
  }

  hold(what: string, holds: boolean, expected: string, actual: string): void {
    this.lines.push({ status: holds ? 'pass' : 'fail', what, expected, actual });
  }

  unsupported(what: string): void {
    this.lines.push({ status: 'unsupported', what, expected: '', actual: '' });
  }

  get failed(): boolean {
    return this.lines.some((line) => line.status === 'fail');
  }
}

export function printLine(line: Line): string {
  switch (line.status) {
    case 'pass':
      return `  pass  ${line.what}: ${line.actual}`;
    case 'fail':
      return `  FAIL  ${line.what}: expected ${line.expected}, got ${line.actual}`;
    case 'unsupported':
      return `  ----  not yet supported: ${line.what}`;
  }
}
