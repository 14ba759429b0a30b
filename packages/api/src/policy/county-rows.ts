import { type FactDefinition, factByCode, factByName } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import { FeelSql } from './feel-sql.js';
import { namesIn } from './feel-trace.js';
import type { ParsedPack, ParsedProgram } from './parsed-pack.js';
import { type AmountsOf, compiled, ProgramSql } from './program-sql.js';
import type { Column, SqlExpression, SqlParams } from './sql-expression.js';

/** Where a county's facts come from. */
export interface FactSource {
  /** Whether rows can hold the fact; it is unknown for everyone otherwise. */
  has(fact: FactDefinition): boolean;
  /** A SELECT of `household_id`, `person_id` and one column for each code of a person's fact, named by it. */
  people(codes: readonly string[], params: SqlParams): string;
  /** The same for everybody in the households of those people. */
  members(codes: ReadonlySet<string>, params: SqlParams): string;
  /** A SELECT of `household_id` and one column for each code of a household's fact. */
  households(codes: readonly string[], params: SqlParams): string;
  /** Whether those are the households of all the people; whoever is in none of them is left out otherwise. */
  isWhole: boolean;
}

/** Facts of a county that knows its aid too. */
export interface CountySource extends FactSource {
  /** A SELECT of the aid in force: `household_id`, `person_id` (null for the household), `program_code`, of `codes` only. */
  held(codes: readonly string[], params: SqlParams): string;
}

/** One row a person, `f`, and what each program says of it. */
export interface CountyRows {
  programs: readonly ProgramSql[];
  /** A FROM item `f` with `household_id`, `person_id` and the columns that `text` reads of the programs. */
  from(text: string): string;
}

/** Works out `codes` for everyone of the source on a day (YYYY-MM-DD). Throws as `judgeCountySql`. */
export function countyRows(
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  source: FactSource,
  params: SqlParams,
  amountsOf: AmountsOf = 'fitting',
): CountyRows {
  return new RowsCompiler(parsed, codes, on, source, params).compile(amountsOf);
}

/** Where a name is worked out. */
interface Place {
  /** It says the same of all members of a household: worked out once for them. */
  shared: boolean;
  /** Its layer among those of the household, or of the person; -1 below them all. */
  depth: number;
}

class RowsCompiler {
  private readonly used = new Map<string, FactDefinition>();
  private readonly terms = new Map<string, SqlExpression>();
  private readonly places = new Map<string, Place>();
  /** What is asked of all members of a household together, beneath its layers. */
  private readonly overMembers: Column[] = [];
  private readonly householdLayers: Column[][] = [];
  private readonly personLayers: Column[][] = [];
  private readonly feel: FeelSql;
  private readonly chosen: readonly ParsedProgram[];
  private readonly uses = new Map<string, number>();

  constructor(
    private readonly parsed: ParsedPack,
    codes: readonly string[],
    on: string,
    private readonly source: FactSource,
    private readonly params: SqlParams,
  ) {
    this.chosen = codes.map((code) => {
      const found = parsed.programs.get(code);
      if (!found) throw new Error(`The county pack has no program ${code}`);
      return found;
    });
    this.feel = new FeelSql(
      {
        vocabulary: parsed.vocabulary,
        on,
        column: (fact) => {
          if (!source.has(fact)) return undefined;
          this.used.set(fact.code, fact);
          return `f.${fact.code}`;
        },
        members: (members) => source.members(members, params),
        term: (name) => this.terms.get(name),
        ofHousehold: (sql) => this.ofHousehold(sql),
      },
      params,
    );
  }

  compile(amountsOf: AmountsOf): CountyRows {
    const texts = this.chosen.flatMap(({ ways, min, max }) => [
      ...ways.flatMap((way) => [way.rule, way.formula]),
      min,
      max,
    ]);
    for (const text of texts) if (text) this.countUses(text.ast);
    for (const text of texts) if (text) this.visit(text.ast);
    const programs = this.chosen.map((program, index) => new ProgramSql(this.feel, program, index, amountsOf));
    const stages = programs[0]?.stages.map((_stage, stage) =>
      merged(programs.map(({ stages }) => stages[stage] ?? [])),
    );
    const layers = [...this.personLayers, ...(stages ?? []).flat()];
    return { programs, from: (text) => layered((needed) => this.facts(needed), layers, text) };
  }

  /** How often each term is named, by terms that are themselves named too. */
  private countUses(node: FeelNode): void {
    for (const name of namesIn(node)) {
      const term = this.parsed.vocabulary.terms.get(name);
      if (!term) continue;
      const uses = this.uses.get(name) ?? 0;
      this.uses.set(name, uses + 1);
      if (uses === 0) this.countUses(term.ast);
    }
  }

  /** The place of what names this tree, after the terms in it have got their columns. */
  private visit(node: FeelNode): Place {
    const places = namesIn(node).map((name) => {
      const place = this.places.get(name) ?? this.placeOf(name);
      this.places.set(name, place);
      return place;
    });
    const shared = places.every((place) => place.shared);
    return {
      shared,
      depth: Math.max(-1, ...places.filter((place) => place.shared === shared).map(({ depth }) => depth)),
    };
  }

  private placeOf(name: string): Place {
    const found = this.parsed.vocabulary.terms.get(name);
    if (!found) return { shared: this.isShared(factByName(name)), depth: -1 };
    const { term, ast } = found;
    const below = this.visit(ast);
    const shared = below.shared && this.isShared(term.factCode === undefined ? undefined : factByCode(term.factCode));
    const { made: expression, layers: beneath } = this.feel.names.inColumns(() =>
      compiled(term.code, term.expression, () => this.feel.term(term, ast)),
    );
    const layers = shared ? this.householdLayers : this.personLayers;
    const first = (shared === below.shared ? below.depth : -1) + 1;
    beneath.forEach((columns, index) => {
      layers[first + index] = [...(layers[first + index] ?? []), ...columns];
    });
    const depth = first + beneath.length;
    // What reads no column is folded by the planner; a known null has no column that could tell it.
    if (expression.known || !/\bf\./.test(expression.sql)) return { shared, depth: depth - 1 };
    // One that stands in one place of a person's is worked out there, where it may not be needed for everyone.
    if (!shared && this.uses.get(name) === 1) {
      this.terms.set(name, { ...expression, sql: `(${expression.sql})` });
      return { shared, depth: depth - 1 };
    }
    const alias = `t${this.terms.size}`;
    layers[depth] = [...(layers[depth] ?? []), { name: alias, sql: expression.sql }];
    this.terms.set(name, { ...expression, sql: `f.${alias}` });
    return { shared, depth };
  }

  /** A column beneath all others of a household, for what reads nothing but its facts and its own members. */
  private ofHousehold(sql: string): string | undefined {
    const found = (text: RegExp) => [...sql.matchAll(text)].map(([, name]) => name as string);
    const isOwn = (name: string) => name === 'household_id' || this.used.get(name)?.scope === 'household';
    const isInside = (alias: string) => new RegExp(`\\) ${alias}\\b`).test(sql);
    if (!found(/\bf\.(\w+)/g).every(isOwn) || !found(/\b(q\d+)\./g).every(isInside)) return undefined;
    const name = `m${this.overMembers.length}`;
    this.overMembers.push({ name, sql });
    return `f.${name}`;
  }

  private isShared(fact: FactDefinition | undefined): boolean {
    return !fact || fact.scope === 'household' || !this.source.has(fact);
  }

  /** A SELECT of everyone with the facts and the shared terms that are needed. */
  private facts(needed: ReadonlySet<string>): string {
    const names = [...needed].filter((name) => name !== 'household_id' && name !== 'person_id');
    const isOfPerson = (name: string) => this.used.has(name) && this.used.get(name)?.scope !== 'household';
    const ofPerson = names.filter(isOfPerson);
    const ofHousehold = names.filter((name) => !isOfPerson(name));
    const people = this.source.people(ofPerson, this.params);
    if (ofHousehold.length === 0 && this.source.isWhole) return people;
    const text = ['household_id', ...ofHousehold].map((name) => `f.${name}`).join(', ');
    const households = layered(
      (facts) =>
        this.source.households(
          [...facts].filter((name) => name !== 'household_id'),
          this.params,
        ) ?? '',
      [this.overMembers, ...this.householdLayers],
      text,
    );
    const columns = [
      ...['household_id', 'person_id', ...ofPerson].map((name) => `p.${name}`),
      ...ofHousehold.map((name) => `h.${name}`),
    ];
    return `select ${columns.join(', ')} from (${people}) p
      join (select ${text} from ${households}) h on h.household_id = p.household_id`;
  }
}

/** The layers of several, one beside the other. */
function merged(all: readonly (readonly Column[][])[]): Column[][] {
  const deepest = Math.max(0, ...all.map((layers) => layers.length));
  return Array.from({ length: deepest }, (_none, depth) => all.flatMap((layers) => layers[depth] ?? []));
}

/**
 * A FROM item of columns over columns, `f`: each layer keeps of those below it what layers above it and `text` still
 * read as `f.…`. The fence keeps the planner from putting the texts of columns in place of them.
 */
function layered(
  rows: (needed: ReadonlySet<string>) => string,
  layers: readonly (readonly Column[])[],
  text: string,
): string {
  const needed = new Set<string>();
  const read = (sql: string) => {
    for (const [, name] of sql.matchAll(/\bf\.(\w+)/g)) needed.add(name as string);
  };
  read(text);
  const selects = layers.toReversed().flatMap((layer) => {
    const made = layer.filter(({ name }) => needed.delete(name));
    const kept = [...needed].map((name) => `f.${name}`);
    for (const { sql } of made) read(sql);
    return made.length === 0 ? [] : [[...kept, ...made.map(({ name, sql }) => `${sql} as ${name}`)].join(', ')];
  });
  return selects.reduceRight(
    (below, columns) => `(select ${columns} from ${below} offset '0') f`,
    `(${rows(needed)}) f`,
  );
}
