import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { schema } from './attempt.js';

/** The field that tells one record of a type from another; types without one are parts of another record. */
export const KEY_OF: Record<string, string> = { BatchRow: 'applicationId', ListMatchName: 'mark' };

/** Fields that must be masked for most readers. */
const SENSITIVE = ['idNumber', 'phone', 'personName', 'caseId', 'householdId'];

/** Fields that need arguments, with such as lead to something. */
const ARGUMENTS: Record<string, string> = {
  'Household.factHistory': '(code: "hh_size")',
  'Household.onDay': '(day: "2100-01-01", knownBy: "2100-01-01")',
};

const DEEPEST = 6;

/** Object types of the schema whose records have an id. */
export function typesWithId(): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .filter((type) => (KEY_OF[type.name] ?? 'id') in (type as GraphQLObjectType).getFields())
    .map(({ name }) => name);
}

/** Everything that a record leads to, each way until a type comes up again: the fields that tell which record it is. */
export function everythingOf(type: GraphQLObjectType, trail: readonly string[] = []): string {
  const kept = [KEY_OF[type.name] ?? 'id', ...SENSITIVE];
  const parts = ['__typename'];
  for (const field of Object.values(type.getFields())) {
    const args = ARGUMENTS[`${type.name}.${field.name}`] ?? '';
    if (!args && field.args.some(isRequiredArgument)) throw new Error(`${type.name}.${field.name} needs arguments`);
    const target = getNamedType(field.type);
    if (isLeafType(target)) {
      if (kept.includes(field.name)) parts.push(field.name);
    } else if (isObjectType(target) && target !== type && !trail.includes(target.name) && trail.length < DEEPEST) {
      parts.push(`${field.name}${args} { ${everythingOf(target, [...trail, type.name])} }`);
    }
  }
  return parts.join(' ');
}

/** A record met on the way. */
export interface Met {
  type: string;
  id: string;
  record: Record<string, unknown>;
}

/** All records with an id in an answer, collected in `met`. */
export function recordsIn(data: unknown, met: Met[] = []): Met[] {
  if (typeof data !== 'object' || data === null) return met;
  if (!Array.isArray(data)) {
    const record = data as Record<string, unknown>;
    const type = String(record.__typename);
    const id = record[KEY_OF[type] ?? 'id'];
    if (typeof id === 'string') met.push({ type, id, record });
  }
  for (const below of Object.values(data)) recordsIn(below, met);
  return met;
}
