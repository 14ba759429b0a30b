import type { Context } from '../context.js';
import type { Branch } from './graphql/branches.js';
import { keepRows, levelStatement, type Statement } from './level.js';
import { rows } from './read.js';

/** The rows that an operation's tree begins with. */
export interface Root extends Statement {
  /** The field of Query. */
  field: string;
  /** The GraphQL type of the rows. */
  type: string;
  params: unknown[];
  instants: readonly string[];
  /** How many of the rows are shown, when one more is read to see whether there are more. */
  shown?: number;
}

interface Part {
  properties: readonly string[];
  instants: readonly string[];
  branch?: Branch;
  parent: number;
}

/** Columns of a part, by the name that they have in the answer. */
type Answer = Record<string, unknown[] | null>;

/**
 * Reads rows and, in the same statement, what the operation asks below them: one snapshot, one round trip. Each level
 * is a table expression of its own with the reader's permissions in it, found by the keys of the level above; it comes
 * back as one list a column, and `rowsOf` finds it.
 */
export async function readTree<Row extends object>(context: Context, root: Root): Promise<Row[]> {
  const { text, params, properties, instants } = root;
  const branches = context.branches?.get(root.field)?.filter(({ parentType }) => parentType === root.type) ?? [];
  if (branches.length === 0) return rows<Row>(context.database.pool, text, params);
  const parts: Part[] = [{ properties, instants, parent: 0 }];
  const tables = [`t0 as (${text})`];
  const grow = (below: readonly Branch[], parent: number, limit: string) => {
    for (const branch of below) {
      const keys = `array(select "${branch.by}" from t${parent}${limit})`;
      const always = branch.children.map(({ by }) => by);
      const statement = levelStatement(context, branch.level, keys, params, always);
      const index = parts.length;
      tables.push(`t${index} as (${statement.text})`);
      parts.push({ properties: statement.properties, instants: branch.level.instants ?? [], branch, parent });
      grow(branch.children, index, '');
    }
  };
  grow(branches, 0, root.shown === undefined ? '' : ` limit ${root.shown}`);
  const lists = parts.map(({ properties: names }, index) => {
    const columns = names.map((name) => `json_agg(t."${name}") as "${index}.${name}"`);
    return `(select ${columns.join(', ')} from t${index} t) l${index}`;
  });
  const whole = `with ${tables.join(', ')} select * from ${lists.join(' cross join ')}`;
  const [answer] = await rows<Answer>(context.database.pool, whole, params);
  const found = parts.map((part, index) => rowsOfPart(part, index, answer ?? {}));
  parts.forEach(({ branch, parent }, index) => {
    if (!branch) return;
    const parents = found[parent] as Record<string, string>[];
    const keys = parents.slice(0, parent === 0 ? root.shown : undefined).map((row) => row[branch.by] as string);
    keepRows(context, branch.level, keys, found[index] ?? []);
  });
  return found[0] as Row[];
}

function rowsOfPart({ properties, instants }: Part, index: number, answer: Answer): Record<string, unknown>[] {
  const lists = properties.map((name) => answer[`${index}.${name}`] ?? []);
  const found = Array.from({ length: lists[0]?.length ?? 0 }, (): Record<string, unknown> => ({}));
  properties.forEach((name, column) => {
    const values = lists[column] ?? [];
    const isInstant = instants.includes(name);
    for (let at = 0; at < found.length; at += 1) {
      const row = found[at] as Record<string, unknown>;
      const value = values[at];
      row[name] = isInstant && value ? new Date(value as string) : value;
    }
  });
  return found;
}
