'use client';

import { type RefCallback, useCallback } from 'react';

/**
 * Lets the keyboard scroll what is too wide: while the element, or the one inside it that `selector` finds, holds more
 * than it shows, it can be tabbed to.
 */
export function useScrollFocus<Root extends HTMLElement>(selector?: string): RefCallback<Root> {
  return useCallback(
    (root: Root | null) => {
      const scroller = selector ? root?.querySelector<HTMLElement>(selector) : root;
      if (!scroller) return;
      const observer = new ResizeObserver(() => {
        if (scroller.scrollWidth > scroller.clientWidth) scroller.tabIndex = 0;
        else scroller.removeAttribute('tabindex');
      });
      observer.observe(scroller);
      if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
      return () => observer.disconnect();
    },
    [selector],
  );
}
