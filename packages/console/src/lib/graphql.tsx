'use client';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Client, type CombinedError, cacheExchange, fetchExchange } from '@urql/core';
import type { FailuresFragment } from '@yimen/schema/documents';
import { Alert, type AlertRef, type FormInstance } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Provider, useClient } from 'urql';
import { Link } from '@/i18n/navigation';
import { Money } from './money';

export function GraphqlProvider({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const client = useMemo(
    () =>
      new Client({
        url: '/graphql',
        preferGetMethod: false,
        requestPolicy: 'cache-and-network',
        fetchOptions: { credentials: 'same-origin', headers: { 'x-yimen-locale': locale } },
        exchanges: [cacheExchange, fetchExchange],
      }),
    [locale],
  );
  return <Provider value={client}>{children}</Provider>;
}

type ApiFailure = Extract<FailuresFragment, { code: string }>;
/** The request itself failed: no connection, or a surprise in the service, with the id the user can quote. */
export interface RequestFailure {
  __typename: 'RequestFailure';
  message: string;
  network: boolean;
  code?: string;
  reference?: string;
}
export type Failure = ApiFailure | RequestFailure;

/** The code of every refusal that only asks to sign in (again). */
export const SIGN_IN = 'SIGN_IN';

const FAILURES: ReadonlySet<string> = new Set<Failure['__typename']>([
  'InvalidInput',
  'NotAllowed',
  'NotFound',
  'StaleVersion',
  'WrongState',
  'BudgetExceeded',
  'AmountOutOfBand',
  'RequestFailure',
]);

/** Whether a member of a result union is one of its errors. */
export function isFailure(result: unknown): result is Failure {
  const name = (result as { __typename?: string } | null | undefined)?.__typename;
  return name !== undefined && FAILURES.has(name);
}

/** A failed request in the reader's language. */
export function requestFailure(error: CombinedError, locale: string): RequestFailure {
  const first = error.graphQLErrors[0];
  const { id: reference, code, ...texts } = first?.extensions ?? {};
  const inWords = texts[locale === 'en' ? 'en' : 'zh'];
  return {
    __typename: 'RequestFailure',
    message: typeof inWords === 'string' ? inWords : (first?.message ?? error.networkError?.message ?? error.message),
    network: error.networkError !== undefined,
    ...(typeof code === 'string' && { code }),
    ...(typeof reference === 'string' && { reference }),
  };
}

/** 128 random bits; `crypto.randomUUID` is missing where an office opens the console without https. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type RootField<Data> = Data[Exclude<keyof Data, '__typename'>];
export type Success<Data> = Exclude<RootField<Data>, Failure>;

export interface Command<Data, Input> {
  /** Sends the input with the intent's idempotency key and answers the record, or the failure (kept in `failure` too). */
  run: (input: Omit<Input, 'key'>) => Promise<Success<Data> | Failure>;
  running: boolean;
  failure: Failure | undefined;
  setFailure: (failure: Failure | undefined) => void;
}

/**
 * A mutation of one `input`. A click while it runs waits for the same answer; the key is renewed after a success and
 * kept after a failure, so that trying again after a broken connection does the thing once.
 */
export function useCommand<Data, Input>(document: TypedDocumentNode<Data, { input: Input }>): Command<Data, Input> {
  const client = useClient();
  const locale = useLocale();
  const key = useRef<string>(undefined);
  const pending = useRef<Promise<Success<Data> | Failure>>(undefined);
  const mounted = useRef(true);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const send = useCallback(
    async (input: Omit<Input, 'key'>): Promise<Success<Data> | Failure> => {
      key.current ??= newKey();
      const variables = { input: { ...input, key: key.current } as Input };
      const { data, error } = await client.mutation(document, variables).toPromise();
      if (error) return requestFailure(error, locale);
      const result = Object.entries(data ?? {}).find(([name]) => name !== '__typename')?.[1] as Success<Data> | Failure;
      if (!isFailure(result)) key.current = undefined;
      return result;
    },
    [client, document, locale],
  );

  const run = useCallback(
    async (input: Omit<Input, 'key'>) => {
      if (pending.current) return pending.current;
      setRunning(true);
      setFailure(undefined);
      pending.current = send(input);
      const result = await pending.current;
      pending.current = undefined;
      if (mounted.current) {
        setRunning(false);
        setFailure(isFailure(result) ? result : undefined);
      }
      return result;
    },
    [send],
  );

  return { run, running, failure, setFailure };
}

/** `members.0.idNumber` as the path an antd form uses. */
export function fieldPath(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Puts each problem of an InvalidInput at its field. What has no field on the form is left in the failure returned,
 * for <MutationFailure> to show above the form; undefined when every problem is told at its field. The first field with
 * a problem is scrolled to.
 */
export function placeProblems<Failing extends Failure>(form: FormInstance, failure: Failing): Failing | undefined {
  if (failure.__typename !== 'InvalidInput') return failure;
  const placed = failure.problems.filter(({ path }) => form.getFieldInstance(fieldPath(path)) !== undefined);
  const names = [...new Set(placed.map(({ path }) => path))];
  form.setFields(
    names.map((name) => ({
      name: fieldPath(name),
      errors: placed.filter(({ path }) => path === name).map(({ message }) => message),
    })),
  );
  const first = names[0];
  if (first) form.scrollToField(fieldPath(first), { block: 'center', focus: true });
  const rest = failure.problems.filter((problem) => !placed.includes(problem));
  return placed.length > 0 && rest.length === 0 ? undefined : { ...failure, problems: rest };
}

/** Why a mutation did nothing, what was kept, and what to do; renders nothing when there is nothing to tell here. */
export function MutationFailure({ failure, onClose }: { failure: Failure | undefined; onClose?: () => void }) {
  const t = useTranslations('common.failure');
  const alert = useRef<AlertRef>(null);
  // Told where nobody looks, it would be as if nothing had happened.
  useEffect(() => {
    if (failure) alert.current?.nativeElement.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  if (!failure || (failure.__typename === 'InvalidInput' && failure.problems.length === 0)) return null;
  const signIn = failure.code === SIGN_IN && (
    <Link href="/sign-in" target="_blank">
      {t('signIn')}
    </Link>
  );
  return (
    <Alert
      ref={alert}
      className="mutation-failure"
      type={failure.__typename === 'RequestFailure' ? 'error' : 'warning'}
      showIcon
      role="alert"
      title={failure.__typename === 'RequestFailure' && failure.network ? t('network') : failure.message}
      description={signIn || <FailureDetails failure={failure} />}
      closable={onClose ? { onClose } : false}
    />
  );
}

function FailureDetails({ failure }: { failure: Failure }) {
  const t = useTranslations('common.failure');
  switch (failure.__typename) {
    case 'InvalidInput':
      return failure.problems.length > 1 || failure.problems.some(({ message }) => message !== failure.message) ? (
        <ul className="plain-list">
          {failure.problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      ) : null;
    case 'BudgetExceeded':
      return (
        <ul className="plain-list">
          {failure.lines.map(({ lineId, label, unit, needed, left }) => {
            const places = unit === 'place' || unit === 'places';
            return (
              <li key={`${lineId} ${unit}`}>
                {label}
                {t.rich(places ? 'shortOfPlaces' : 'shortOfMoney', {
                  needed: () => (places ? needed : <Money fen={needed} />),
                  left: () => (places ? left : <Money fen={left} />),
                })}
              </li>
            );
          })}
        </ul>
      );
    case 'AmountOutOfBand':
      return t.rich('band', {
        min: () => <Money fen={failure.minFen} />,
        max: () => <Money fen={failure.maxFen} />,
      });
    case 'StaleVersion':
    case 'WrongState':
      return t('refreshed');
    case 'RequestFailure':
      return t('kept');
    default:
      return null;
  }
}
