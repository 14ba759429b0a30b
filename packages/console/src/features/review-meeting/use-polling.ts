'use client';

import { useEffect, useRef } from 'react';

/** What happens in the room is asked for every four seconds, while the page is looked at. */
export function usePolling(reload: () => void, active: boolean): void {
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, 4000);
    return () => clearInterval(timer);
  }, [active]);
}
