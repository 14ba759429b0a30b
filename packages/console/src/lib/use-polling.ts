'use client';

import { useEffect, useRef } from 'react';

/** What happens elsewhere is asked for every four seconds, or `everyMs`, while the page is looked at. */
export function usePolling(reload: () => void, active: boolean, everyMs = 4000): void {
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [active, everyMs]);
}
