'use client';

import { type Ref, useImperativeHandle } from 'react';
import { FeelEditor } from '@/features/program/feel-editor';
import type { RuleName } from '@/features/program/rule-completion';

interface FeelFieldProps {
  /** What the form gives its field. */
  id?: string;
  value?: string | null;
  onChange?: (text: string) => void;
  ref?: Ref<{ focus: () => void }>;
  labelledBy: string;
  names: readonly RuleName[];
  short: boolean;
}

const NO_PROBLEMS: never[] = [];

/** The editor of rules as a field of a form, which tells the problems below it. */
export function FeelField({ id = '', value, onChange, ref, labelledBy, names, short }: FeelFieldProps) {
  useImperativeHandle(ref, () => ({ focus: () => document.getElementById(id)?.focus() }), [id]);
  return (
    <FeelEditor
      id={id}
      labelledBy={labelledBy}
      describedBy={`${id}_help`}
      value={value ?? ''}
      onChange={(text) => onChange?.(text)}
      names={names}
      problems={NO_PROBLEMS}
      short={short}
    />
  );
}
