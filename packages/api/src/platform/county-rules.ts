import type { ProgramContent, PublishedFigure, PublishedProgram, PublishedRules } from '../policy/program-content.js';
import { today } from './clock.js';
import { type County, countyByDay } from './county.js';
import type { Sql } from './run-command.js';

interface PublishedRow {
  kind: 'program' | 'standard';
  code: string;
  number: number;
  effectiveFrom: string;
  content: ProgramContent | Pick<PublishedFigure, 'value' | 'kind'>;
  source: string;
}

/** A county under the rules that its departments have published; read again in each process when the revision moves. */
export class CountyRules {
  private known: { revision: number; on: Promise<(day: string) => County> } | undefined;

  constructor(private readonly base: County) {}

  /** The county as its rules stand today, at least as new as a revision; `on` gives other days. */
  async at(revision: number, sql: Sql): Promise<County> {
    let known = this.known;
    if (!known || known.revision < revision) {
      known = { revision, on: loadPublished(sql).then((rules) => countyByDay(this.base, rules)) };
      this.known = known;
      // What could not be read is tried again by the next request.
      known.on.catch(() => {
        if (this.known === known) this.known = undefined;
      });
    }
    return (await known.on)(today());
  }

  /** The county as its rules stand today, by the newest revision that the statement's transaction sees. */
  async current(sql: Sql): Promise<County> {
    const [row] = await sql<{ revision: number }>('select revision from rules_revision');
    if (!row) throw new Error('The revision of the rules is missing');
    return this.at(row.revision, sql);
  }
}

async function loadPublished(sql: Sql): Promise<PublishedRules> {
  const found = await sql<PublishedRow>(
    `select kind, code, number, effective_from as "effectiveFrom", content, source from rule_version
      where status = 'published' order by kind, code, effective_from`,
  );
  const programs = found
    .filter(({ kind }) => kind === 'program')
    .map(
      ({ code, number, effectiveFrom, content }): PublishedProgram => ({
        code,
        number,
        effectiveFrom,
        content: content as ProgramContent,
      }),
    );
  const figures = found
    .filter(({ kind }) => kind === 'standard')
    .map(({ code, effectiveFrom, content, source }): PublishedFigure => {
      const { value, kind } = content as Pick<PublishedFigure, 'value' | 'kind'>;
      return { code, from: effectiveFrom, value, kind, source };
    });
  return { programs, figures };
}
