'use client';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type GraphQLError, print } from 'graphql';
import { createClient } from 'graphql-sse';
import { useLocale } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

/** Pauses before each new attempt; the last one stays. A little chance keeps a whole room from coming at once. */
const PAUSES_MS = [300, 1000, 2000, 4000, 8000];
/** The service is heard of every 15 seconds; a line that is silent for longer is dead. */
const SILENT_MS = 40_000;

interface Stream<Data, Variables> {
  document: TypedDocumentNode<Data, Variables>;
  /** Asked at each attempt: what was heard already is not asked for again. */
  variables: () => Variables;
  hear: (data: Data) => void;
  /** The service will not tell it: not signed in, or not to be seen. */
  refused: () => void;
  active: boolean;
}

/** Hears a subscription, and takes it up again by itself when the line breaks. Answers whether the line stands. */
export function useStream<Data, Variables extends Record<string, unknown>>(stream: Stream<Data, Variables>): boolean {
  const locale = useLocale();
  const latest = useRef(stream);
  latest.current = stream;
  const [isLive, setLive] = useState(true);
  const { document, active } = stream;

  useEffect(() => {
    if (!active) return;
    const client = createClient({
      url: '/graphql/stream',
      credentials: 'same-origin',
      headers: { 'x-yimen-locale': locale },
      retryAttempts: 0,
    });
    let attempt = 0;
    let timer: ReturnType<typeof setTimeout>;
    let stop: () => void = () => undefined;

    const again = () => {
      stop();
      clearTimeout(timer);
      setLive(false);
      const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] as number;
      attempt += 1;
      timer = setTimeout(begin, pause * (0.75 + Math.random() / 2));
    };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(again, SILENT_MS);
    };
    const begin = () => {
      let ended = false;
      const end = () => {
        if (ended) return;
        ended = true;
        again();
      };
      watch();
      const unsubscribe = client.subscribe<Data>(
        { query: print(document), variables: latest.current.variables() },
        {
          next: ({ data, errors }) => {
            if (ended) return;
            if (errors?.some(isRefusal)) {
              ended = true;
              clearTimeout(timer);
              latest.current.refused();
              return;
            }
            if (!data) return;
            attempt = 0;
            setLive(true);
            watch();
            latest.current.hear(data);
          },
          error: end,
          complete: end,
        },
      );
      stop = () => {
        ended = true;
        unsubscribe();
      };
    };
    begin();
    window.addEventListener('offline', again);
    return () => {
      window.removeEventListener('offline', again);
      clearTimeout(timer);
      stop();
      client.dispose();
    };
  }, [document, active, locale]);
  return isLive;
}

function isRefusal({ extensions }: GraphQLError): boolean {
  return extensions?.code === 'NOT_FOUND' || extensions?.code === 'SIGN_IN';
}
