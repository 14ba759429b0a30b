'use client';

import { DepartmentsDocument } from '@yimen/schema/documents';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { type BilingualText, useBilingual } from './bilingual';

/** Golden-ratio steps over the hues 25°–335°: neighbours differ, and none is the red of what is late or unlawful. */
function colorAt(index: number): string {
  const hue = 25 + ((index * 0.618034 + 0.45) % 1) * 310;
  const lightness = [38, 48, 31][index % 3];
  return `hsl(${hue.toFixed(0)} 42% ${lightness}%)`;
}

/** The colour of a department, the same on every page: its place in the county's list decides. */
export function useDepartmentColor(): (departmentCode: string) => string {
  const [{ data }] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first' });
  const departments = data?.departments;
  return useCallback(
    (departmentCode) => {
      const index = departments?.findIndex(({ code }) => code === departmentCode) ?? -1;
      return index < 0 ? '#8a8578' : colorAt(index);
    },
    [departments],
  );
}

/** A department's name beside its colour. */
export function DepartmentName({ department }: { department: { code: string; name: BilingualText } }) {
  const b = useBilingual();
  const colorOf = useDepartmentColor();
  return (
    <span className="department">
      <span className="department-swatch" style={{ background: colorOf(department.code) }} aria-hidden />
      {b(department.name)}
    </span>
  );
}
