import {
  CheckImportDocument,
  DiscardImportDocument,
  ImportDocument,
  type ImportHeadFragment,
  ImportLayoutDocument,
  type ImportLayoutQuery,
  ImportProblemsDocument,
  type ImportProblemsQuery,
  StartImportDocument,
  UndoImportDocument,
} from '@yimen/schema/documents';
import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx';
import type { TestOffice } from '../api/test-office.js';
import { type Client, expectOk, key } from '../testkit/client.js';

export type Layout = NonNullable<NonNullable<ImportLayoutQuery['import']>['layout']>;
export type Problem = NonNullable<ImportProblemsQuery['import']>['problems']['nodes'][number];

/** A workbook of one sheet. */
export async function workbook(rows: CellValue[][]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeXlsx({ sheets: [{ name: '名单', rows }] }));
}

/** The cells of the first sheet of a workbook. */
export async function cellsOf(response: Response): Promise<CellValue[][]> {
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  return sheets[0]?.rows ?? [];
}

const UNDER_WAY = ['checking', 'running', 'undoing'];

/** What somebody does with a file, as the console does it. */
export class ImportDesk {
  /** @param work lets the jobs under way go on */
  constructor(
    readonly client: Client,
    private readonly work: () => Promise<unknown>,
  ) {}

  static async of({ office, work }: TestOffice, username: string): Promise<ImportDesk> {
    return new ImportDesk(await office.asUser(username), work);
  }

  async send(kind: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
    return this.client.post(`/api/import?kind=${kind}&name=${encodeURIComponent(name)}&key=${key()}`, bytes);
  }

  async upload(kind: string, rows: CellValue[][]): Promise<string> {
    const response = await this.send(kind, '名单.xlsx', await workbook(rows));
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { id: string }).id;
  }

  async see(id: string): Promise<ImportHeadFragment> {
    const { import: file } = await this.client.run(ImportDocument, { id });
    if (!file) throw new Error(`No import ${id}`);
    return file;
  }

  async layout(id: string, chosen: { sheet?: number; headerRow?: number; list?: string } = {}): Promise<Layout> {
    const { import: file } = await this.client.run(ImportLayoutDocument, { id, ...chosen });
    if (!file?.layout) throw new Error(`No layout of ${id}`);
    return file.layout;
  }

  /** Checks a file as it is guessed, with some choices made otherwise. */
  async check(id: string, otherwise: Partial<Record<string, unknown>> = {}): Promise<ImportHeadFragment> {
    const layout = await this.layout(id);
    const { version } = await this.see(id);
    const { checkImport } = await this.client.run(CheckImportDocument, {
      input: {
        key: key(),
        importId: id,
        expectedVersion: version,
        sheet: layout.sheet,
        headerRow: layout.headerRow,
        columns: layout.columns.flatMap(({ index, target, unit }) => (target ? [{ index, target, unit }] : [])),
        source: layout.source ?? '测试名单',
        observedOn: layout.observedOn,
        verified: layout.verified,
        programCode: layout.programCode,
        withDuplicates: layout.withDuplicates,
        ...otherwise,
      },
    });
    expectOk(checkImport, 'Import');
    return this.untilDone(id);
  }

  async problems(id: string, severity?: string): Promise<Problem[]> {
    const { import: file } = await this.client.run(ImportProblemsDocument, { id, severity, first: 100 });
    return file?.problems.nodes ?? [];
  }

  /** Asks for the good rows to be written; the job waits for `work`. */
  async start(id: string): Promise<void> {
    const { version } = await this.see(id);
    const { startImport } = await this.client.run(StartImportDocument, {
      input: { key: key(), importId: id, expectedVersion: version },
    });
    expectOk(startImport, 'Import');
  }

  async run(id: string): Promise<ImportHeadFragment> {
    await this.start(id);
    return this.untilDone(id);
  }

  async undo(id: string): Promise<ImportHeadFragment> {
    const { version } = await this.see(id);
    const { undoImport } = await this.client.run(UndoImportDocument, {
      input: { key: key(), importId: id, expectedVersion: version, reason: '导错了文件' },
    });
    expectOk(undoImport, 'Import');
    return this.untilDone(id);
  }

  private async untilDone(id: string): Promise<ImportHeadFragment> {
    for (;;) {
      await this.work();
      const file = await this.see(id);
      if (!UNDER_WAY.includes(file.status)) return file;
    }
  }

  async discard(id: string): Promise<void> {
    const { version } = await this.see(id);
    const { discardImport } = await this.client.run(DiscardImportDocument, {
      input: { key: key(), importId: id, expectedVersion: version },
    });
    expectOk(discardImport, 'Import');
  }
}
