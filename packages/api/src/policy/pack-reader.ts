import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import type { FeelResult } from './feel-sql.js';
import { nearestName, suggest } from './nearest-name.js';
import type { Bilingual, PackProblem } from './types.js';

/** Where in the pack something is written; line and column are 1-based. */
interface Place {
  file: string;
  line: number;
  column: number;
}

/** What a code in the pack stands for; every kind has its own namespace. */
type CodeKind =
  | 'department'
  | 'unit'
  | 'committee'
  | 'township'
  | 'village'
  | 'program'
  | 'part of a program'
  | 'standard'
  | 'term'
  | 'group'
  | 'fund'
  | 'deadline'
  | 'route'
  | 'disclosure profile'
  | 'evidence type'
  | 'verification source'
  | 'verifier'
  | 'category'
  | 'document'
  | 'follow-up'
  | 'bank file';

interface Reference {
  kinds: readonly CodeKind[];
  code: string;
  place: Place;
}

/** A FEEL text of the pack and the place of each of its characters. */
export interface FeelField {
  text: string;
  /** What the text must hold; undefined when that is open, as in a term. */
  holds: FeelResult | undefined;
  placeAt(offset: number): Place;
}

/** Collects what one reading of a pack finds; nothing throws, so that every mistake is reported at once. */
export class PackReading {
  readonly problems: PackProblem[] = [];
  readonly references: Reference[] = [];
  readonly feelFields: FeelField[] = [];
  /** Names of standards and terms. */
  readonly names = new Set<string>();
  private readonly codes = new Map<CodeKind, Map<string, Place>>();
  private readonly places = new WeakMap<object, Map<string | number, Place>>();

  report(place: Place, message: string): void {
    this.problems.push({ file: place.file, line: place.line, column: place.column, message });
  }

  define(kind: CodeKind, code: string, place: Place): void {
    const known = this.codesOf(kind);
    const first = known.get(code);
    if (first) {
      this.report(
        place,
        `the ${kind} code \`${code}\` is already used in ${first.file}:${first.line}; codes are unique`,
      );
    } else {
      known.set(code, place);
    }
  }

  codesOf(kind: CodeKind): Map<string, Place> {
    const known = this.codes.get(kind) ?? new Map<string, Place>();
    this.codes.set(kind, known);
    return known;
  }

  remember(owner: object, part: string | number, place: Place): void {
    const parts = this.places.get(owner) ?? new Map<string | number, Place>();
    this.places.set(owner, parts.set(part, place));
  }

  /** The place of a field or list item of a value that was read; the value's own place when the part is not written. */
  placeOf(owner: object, part: string | number = ''): Place {
    const parts = this.places.get(owner);
    const place = parts?.get(part) ?? parts?.get('');
    if (!place) throw new Error('this value was not read from a pack');
    return place;
  }
}

/** One YAML file of the pack. */
export class PackFile {
  readonly root: Node | null;
  private readonly lines = new LineCounter();

  constructor(
    readonly reading: PackReading,
    readonly path: string,
    readonly source: string,
  ) {
    const document = parseDocument(source, { lineCounter: this.lines });
    for (const error of [...document.errors, ...document.warnings]) {
      reading.report(this.placeAt(error.pos[0]), `not valid YAML: ${error.message.split('\n')[0] ?? ''}`);
    }
    this.root = document.errors.length > 0 ? null : document.contents;
  }

  placeAt(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.path, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  placeOf(node: Node | null | undefined): Place {
    return this.placeAt(node?.range?.[0] ?? 0);
  }
}

/** Reads one node; reports what is wrong with it and gives undefined then. */
export interface Shape<T> {
  readonly expects: string;
  read(node: Node, file: PackFile): T | undefined;
}

interface Field<T> {
  shape: Shape<T>;
  /** What an absent field means; a field without it is required. */
  absent?: { value: () => T };
}

function scalarShape<T>(expects: string, accept: (value: unknown) => value is T): Shape<T> {
  return {
    expects,
    read(node, file) {
      if (isScalar(node) && accept(node.value)) return node.value;
      file.reading.report(file.placeOf(node), `expected ${expects}`);
      return undefined;
    },
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isDate = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;

export const text = scalarShape('a text', isText);
export const date = scalarShape('a date such as 2022-01-01', isDate);
/** A day of every year, MM-DD. */
export const dayOfYear = scalarShape('a day MM-DD', (value): value is string => {
  return typeof value === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value);
});
export const flag = scalarShape('true or false', (value): value is boolean => typeof value === 'boolean');
export const number = scalarShape('a number', (value): value is number => Number.isFinite(value));
export const count = scalarShape('a whole number of 0 or more', (value): value is number => {
  return Number.isInteger(value) && (value as number) >= 0;
});
/** Of a month's aid; all of it is never kept back. */
export const share = scalarShape('a whole percentage from 0 to 99', (value): value is number => {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 100;
});
export const yuan = scalarShape('an amount in yuan with at most two decimals', (value): value is number => {
  return typeof value === 'number' && value >= 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
});
export const value = scalarShape(
  'a text, a number, true or false',
  (v): v is string | number | boolean => isText(v) || typeof v === 'number' || typeof v === 'boolean',
);

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return {
    expects: `${shape.expects}, or null`,
    read: (node, file) => (isScalar(node) && node.value === null ? null : shape.read(node, file)),
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Shape<T> {
  const isChoice = (v: unknown): v is T => choices.includes(v as T);
  return {
    expects: `one of ${choices.join(', ')}`,
    read(node, file) {
      if (isScalar(node) && isChoice(node.value)) return node.value;
      const near = isScalar(node) && isText(node.value) ? nearestName(node.value, choices) : undefined;
      file.reading.report(file.placeOf(node), `expected ${this.expects}${suggest(near)}`);
      return undefined;
    },
  };
}

/** A code that is defined here. */
export function defines(kind: CodeKind): Shape<string> {
  return {
    expects: `a code (${kind})`,
    read(node, file) {
      const code = text.read(node, file);
      if (code !== undefined) file.reading.define(kind, code, file.placeOf(node));
      return code;
    },
  };
}

/** A name that FEEL texts may use. */
export const feelName: Shape<string> = {
  expects: 'a name of Chinese characters, letters and digits, not starting with a digit',
  read(node, file) {
    const name = text.read(node, file);
    if (name === undefined || FEEL_NAME.test(name)) {
      if (name !== undefined) file.reading.names.add(name);
      return name;
    }
    file.reading.report(file.placeOf(node), `expected ${this.expects}`);
    return undefined;
  },
};

const FEEL_NAME = /^[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9]*$/u;

/** A code that must be defined somewhere in the pack, as one of the kinds. */
export function refersTo(...kinds: CodeKind[]): Shape<string> {
  return {
    expects: `a code (${kinds.join(' or ')})`,
    read(node, file) {
      const code = text.read(node, file);
      if (code !== undefined) file.reading.references.push({ kinds, code, place: file.placeOf(node) });
      return code;
    },
  };
}

/** A FEEL text; a whole number such as `0` may be written bare. */
function feelText(holds: FeelResult | undefined): Shape<string> {
  return {
    expects: 'a FEEL text',
    read(node, file) {
      if (!isScalar(node) || !(isText(node.value) || typeof node.value === 'number')) {
        file.reading.report(file.placeOf(node), `expected ${this.expects}`);
        return undefined;
      }
      const content = String(node.value);
      const offsetOf = sourceOffsets(node, content, file.source);
      file.reading.feelFields.push({ text: content, holds, placeAt: (offset) => file.placeAt(offsetOf(offset)) });
      return content.trimEnd();
    },
  };
}

export const feel = feelText(undefined);
/** FEEL that is true, false or unknown. */
export const feelCondition = feelText('truth');
/** FEEL that is an amount in yuan. */
export const feelAmount = feelText('number');

/** Maps an offset in a scalar's value to its offset in the file. */
function sourceOffsets(node: Scalar, content: string, source: string): (offset: number) => number {
  const start = node.range?.[0] ?? 0;
  if (node.type !== 'BLOCK_LITERAL') {
    const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
    return (offset) => start + quote + offset;
  }
  const body = source.indexOf('\n', start) + 1;
  const lineStarts = [body];
  for (let at = source.indexOf('\n', body); at !== -1; at = source.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const indent = /^(?:[ ]*\n)*([ ]*)/.exec(source.slice(body))?.[1]?.length ?? 0;
  return (offset) => {
    const before = content.slice(0, offset).split('\n');
    return (lineStarts[before.length - 1] ?? body) + indent + (before.at(-1)?.length ?? 0);
  };
}

export function list<T>(item: Shape<T>): Shape<T[]> {
  return {
    expects: 'a list',
    read(node, file) {
      if (!isSeq(node)) {
        file.reading.report(file.placeOf(node), `expected a list, each item ${item.expects}`);
        return undefined;
      }
      const items: T[] = [];
      file.reading.remember(items, '', file.placeOf(node));
      for (const child of node.items as Node[]) {
        const read = item.read(child, file);
        if (read === undefined) continue;
        file.reading.remember(items, items.length, file.placeOf(child));
        items.push(read);
      }
      return items;
    },
  };
}

/** A map from free keys to values of one shape. */
export function record<T>(item: Shape<T>): Shape<Record<string, T>> {
  return {
    expects: 'a map',
    read(node, file) {
      if (!isMap(node)) {
        file.reading.report(file.placeOf(node), 'expected a map of `key: value`');
        return undefined;
      }
      const result: Record<string, T> = {};
      file.reading.remember(result, '', file.placeOf(node));
      for (const pair of node.items) {
        const read = item.read(pair.value as Node, file);
        if (read === undefined) continue;
        result[String(pair.key)] = read;
        file.reading.remember(result, String(pair.key), file.placeOf(pair.key as Node));
      }
      return result;
    },
  };
}

export const required = <T>(shape: Shape<T>): Field<T> => ({ shape });
export const optional = <T>(shape: Shape<T>): Field<T | undefined> => ({ shape, absent: { value: () => undefined } });
export const otherwise = <T>(shape: Shape<T>, value: () => T): Field<T> => ({ shape, absent: { value } });
/** A list that may be left out when it is empty. */
export const listIfAny = <T>(item: Shape<T>): Field<T[]> => otherwise(list(item), () => []);

type Fields<T> = { [K in keyof T]-?: Field<T[K]> };

/** A map with exactly these fields; one whose fields are not all right gives undefined. */
export function object<T extends object>(what: string, fields: Fields<T>): Shape<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  return {
    expects: what,
    read(node, file) {
      if (!isMap(node) || isAlias(node)) {
        file.reading.report(file.placeOf(node), `expected ${what}: a map with ${names.join(', ')}`);
        return undefined;
      }
      const place = file.placeOf(node);
      const written = new Map(node.items.map((pair) => [String(pair.key), pair]));
      for (const [key, pair] of written) {
        if (key in fields) continue;
        const hint = suggest(nearestName(key, names));
        file.reading.report(file.placeOf(pair.key as Node), `${what} has no field \`${key}\`${hint}`);
      }
      const result: Partial<T> = {};
      file.reading.remember(result, '', place);
      let complete = true;
      for (const name of names) {
        const pair = written.get(name);
        const field: Field<T[typeof name]> = fields[name];
        if (pair?.value) {
          file.reading.remember(result, name, file.placeOf(pair.value as Node));
          const read = field.shape.read(pair.value as Node, file);
          if (read === undefined) complete = false;
          else result[name] = read;
        } else if (field.absent) {
          const value = field.absent.value();
          if (value !== undefined) result[name] = value;
        } else {
          file.reading.report(place, `${what} lacks \`${name}\`: ${field.shape.expects}`);
          complete = false;
        }
      }
      return complete ? (result as T) : undefined;
    },
  };
}

export const bilingual = object<Bilingual>('a text in two languages', { zh: required(text), en: required(text) });
