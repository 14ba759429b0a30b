import type { AppAbility, Subject } from '@yimen/schema';

/** SQL for a field of a condition; `array: true` when the column holds several values. */
export interface AccessField {
  sql: string;
  array?: true;
  /** Whether one of several values is among the field's, of which `values` is the SQL, where an index answers it. */
  overlaps?: (values: string) => string;
}

/**
 * Compiles what an ability grants on a subject into one SQL condition over `fields`, its values appended to `params`.
 * Deny by default: no rule, no rows. Throws when a rule names a field that the reader did not map, or an operator other
 * than `$in`.
 */
export function accessSql(
  ability: AppAbility,
  action: string,
  subject: Subject,
  fields: Record<string, AccessField>,
  params: unknown[],
): string {
  const alternatives: string[] = [];
  for (const rule of ability.rulesFor(action, subject)) {
    if (rule.inverted) throw new Error(`Inverted rules are not compiled (${subject})`);
    const conditions = Object.entries(rule.conditions ?? {});
    if (conditions.length === 0) return 'true';
    const parts = conditions.map(([name, condition]) => {
      const field = fields[name];
      if (!field) throw new Error(`No SQL for field ${name} of ${subject}`);
      return compare(field, condition, params);
    });
    alternatives.push(parts.join(' and '));
  }
  return alternatives.length === 0 ? 'false' : `(${alternatives.join(' or ')})`;
}

function compare(field: AccessField, condition: unknown, params: unknown[]): string {
  if (condition === null || condition === undefined) return 'false';
  // As it stands, so that `exists` is planned as a join.
  if (condition === true) return field.sql;
  if (typeof condition !== 'object') {
    const value = `$${params.push(condition)}`;
    if (field.overlaps) return field.overlaps(`array[${value}]`);
    return field.array ? `${value} = any(${field.sql})` : `${field.sql} = ${value}`;
  }
  const { $in: values, ...others } = condition as { $in?: unknown[] };
  if (!values || Object.keys(others).length > 0) throw new Error(`No SQL for ${JSON.stringify(condition)}`);
  const list = `$${params.push(values)}`;
  if (field.overlaps) return field.overlaps(list);
  return field.array ? `${field.sql} && ${list}` : `${field.sql} = any(${list})`;
}
