'use client';

import { type FocusEvent, useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place in a list whose rows come and go: when the row that held the focus leaves, the first button
 * of the row that takes its place gets it, or the list itself when none is left. Spread the result on the list.
 */
export function useListFocus<List extends HTMLElement>() {
  const list = useRef<List>(null);
  const place = useRef<number>(undefined);

  useEffect(() => {
    if (place.current === undefined || document.activeElement !== document.body || !list.current) return;
    const row = [...list.current.children].at(Math.min(place.current, list.current.children.length - 1));
    const target = row?.querySelector<HTMLElement>('button:enabled') ?? list.current;
    target.focus();
  });

  return {
    ref: list,
    tabIndex: -1,
    onFocus: ({ target }: FocusEvent) => {
      const row = [...(list.current?.children ?? [])].findIndex((each) => each.contains(target));
      if (row >= 0) place.current = row;
    },
    // A row that leaves takes its focus along without this event.
    onBlur: () => {
      place.current = undefined;
    },
  };
}
