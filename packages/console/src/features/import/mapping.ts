import type { ImportLayoutQuery } from '@yimen/schema/documents';

export type Layout = NonNullable<NonNullable<ImportLayoutQuery['import']>['layout']>;

/** The columns that are imported: what each holds, amounts in yuan or in ten thousand yuan. */
export type Mapping = { index: number; target: string; unit: string }[];

export function mappingOf({ columns }: Layout): Mapping {
  return columns.flatMap(({ index, target, unit }) => (target ? [{ index, target, unit }] : []));
}

/** The mapping with another target of one column; unless a target repeats, another column that has it loses it. */
export function withTarget(
  mapping: Mapping,
  { index, unit }: { index: number; unit: string },
  target: string | undefined,
  repeats: boolean,
): Mapping {
  const others = mapping.filter((one) => one.index !== index && (repeats || one.target !== target));
  return target ? [...others, { index, target, unit }] : others;
}

export function withUnit(mapping: Mapping, index: number, unit: string): Mapping {
  return mapping.map((one) => (one.index === index ? { ...one, unit } : one));
}
