'use client';

import { ErrorState } from '@/lib/states';

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main>
      <ErrorState error={error} retry={reset} />
    </main>
  );
}
