'use client';

import { useEffect, useRef, useState } from 'react';
import type { EditorProblem, FeelEditing } from './feel-codemirror';
import type { RuleName } from './rule-completion';
import styles from './rules.module.css';

interface FeelEditorProps {
  id: string;
  /** Id of the element that names it. */
  labelledBy: string;
  /** Id of the list of its problems. */
  describedBy: string;
  value: string;
  onChange: (text: string) => void;
  names: readonly RuleName[];
  problems: readonly EditorProblem[];
  /** For an amount: one line high. */
  short?: boolean;
}

/** A FEEL text with completion of the county's names and its problems in place; the editor is loaded when it is needed. */
export function FeelEditor({ id, labelledBy, describedBy, value, onChange, names, problems, short }: FeelEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const first = useRef(value);
  first.current = value;
  const [editing, setEditing] = useState<FeelEditing>();

  useEffect(() => {
    let opened: FeelEditing | undefined;
    let left = false;
    import('./feel-codemirror').then(({ openFeelEditor }) => {
      if (left || !parent.current) return;
      opened = openFeelEditor({
        parent: parent.current,
        text: first.current,
        attributes: { id, 'aria-labelledby': labelledBy, 'aria-describedby': describedBy },
        names,
        onChange: (text) => changed.current(text),
      });
      setEditing(opened);
    });
    return () => {
      left = true;
      opened?.destroy();
      setEditing(undefined);
    };
  }, [id, labelledBy, describedBy, names]);

  useEffect(() => editing?.setText(value), [editing, value]);
  useEffect(() => editing?.setProblems(problems), [editing, problems]);

  return (
    <div
      ref={parent}
      className={`${styles.editor} ${short ? styles.short : ''} ${problems.length > 0 ? styles.wrong : ''}`}
    >
      {!editing && <pre className={styles.waiting}>{value}</pre>}
    </div>
  );
}
