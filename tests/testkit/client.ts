import { randomUUID } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';

/** Someone signed in at the public API. */
export interface Client {
  staffId: string;
  /** Runs an operation; throws when the answer carries GraphQL errors. */
  run<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  /** Hears a subscription until it is closed. */
  follow<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    onHeard?: (result: Result) => void,
  ): Following<Result>;
  /** Asks for a path of the API outside GraphQL. */
  get(path: string): Promise<Response>;
  /** Sends bytes to a path of the API outside GraphQL. */
  post(path: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Promise<Response>;
  /** The answer as it came, errors included. */
  raw(
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<{ data?: unknown; errors?: { message: string; extensions?: Record<string, unknown> }[] }>;
}

/** What came of a subscription so far. */
export interface Following<Result> {
  heard: Result[];
  /** Codes of what was refused. */
  refused: unknown[];
  /** Once the service ended it, or the line broke. */
  ended: Promise<void>;
  /** Waits, ten seconds at most, until something of what was or will be heard fits; answers it. */
  until(fits: (result: Result) => boolean): Promise<Result>;
  close(): void;
}

function follow<Result>(
  { url, cookie }: { url: string; cookie: string },
  query: string,
  variables: Record<string, unknown>,
  onHeard: (result: Result) => void = () => undefined,
): Following<Result> {
  const client = createClient({ url: `${url}/graphql/stream`, headers: { cookie }, retryAttempts: 0 });
  const heard: Result[] = [];
  const refused: unknown[] = [];
  const waiting = new Set<() => void>();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const close = client.subscribe<Result>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (data) {
          onHeard(data);
          heard.push(data);
        }
        refused.push(...(errors ?? []).map(({ extensions }) => extensions?.code));
        for (const look of waiting) look();
      },
      error: () => end(),
      complete: () => end(),
    },
  );
  const until: Following<Result>['until'] = (fits) =>
    new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        settle();
      };
      const look = () => {
        const found = heard.find(fits);
        if (found) done(() => resolve(found));
      };
      const timer = setTimeout(
        () => done(() => reject(new Error(`Not heard: ${JSON.stringify({ heard, refused })}`))),
        10_000,
      );
      // Who ended the line does not wait for it.
      timer.unref();
      waiting.add(look);
      look();
    });
  return { heard, refused, ended, until, close };
}

/** A fresh idempotency key. */
export function key(): string {
  return randomUUID();
}

interface Card {
  staffId: string;
  username: string;
  role: string;
  departmentCode: string | null;
}

/** Signs people in by the demo cards of a running API. */
export async function openOffice(url: string): Promise<Office> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ roleCards { staffId username role departmentCode } }' }),
  });
  const body = (await answer.json()) as { data?: { roleCards: Card[] }; errors?: unknown };
  if (!body.data) throw new Error(`No role cards: ${JSON.stringify(body.errors)}`);
  return new Office(url, body.data.roleCards);
}

export class Office {
  private readonly clients = new Map<string, Promise<Client>>();

  constructor(
    private readonly url: string,
    readonly cards: readonly Card[],
  ) {}

  /** The person with a role, of a department where the role has one. */
  as(role: string, department: string | null = null): Promise<Client> {
    const card = this.cards.find(
      (one) => one.role === role && (department === null || one.departmentCode === department),
    );
    if (!card) throw new Error(`No card for ${role} ${department ?? ''}`);
    return this.asUser(card.username);
  }

  /** Whoever answers at a desk: a department's manager, or a bureau's data officer. */
  atDesk(code: string): Promise<Client> {
    const isBureau = this.cards.some((one) => one.role === 'data_officer' && one.departmentCode === code);
    return this.as(isBureau ? 'data_officer' : 'manager', code);
  }

  asUser(username: string): Promise<Client> {
    const card = this.cards.find((one) => one.username === username);
    if (!card) throw new Error(`No card ${username}`);
    let client = this.clients.get(username);
    if (!client) {
      client = this.signIn(card);
      this.clients.set(username, client);
    }
    return client;
  }

  private async signIn(card: Card): Promise<Client> {
    const response = await fetch(`${this.url}/api/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ staffId: card.staffId }),
    });
    if (response.status !== 204) throw new Error(`Sign-in of ${card.username}: ${response.status}`);
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return clientWith(this.url, card.staffId, cookie);
  }

  /** Somebody who is not signed in. */
  stranger(): Client {
    return clientWith(this.url, '', '');
  }
}

function clientWith(url: string, staffId: string, cookie: string): Client {
  const raw: Client['raw'] = async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-yimen-locale': 'zh-CN' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Awaited<ReturnType<Client['raw']>>;
  };
  return {
    staffId,
    raw,
    follow: (document, variables, onHeard) => follow({ url, cookie }, print(document), variables, onHeard),
    get: (path) => fetch(`${url}${path}`, { headers: { cookie } }),
    post: (path, body) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/octet-stream' },
        body,
        duplex: 'half',
      } as RequestInit),
    run: async (document, variables) => {
      const answer = await raw(print(document), variables);
      if (answer.errors) throw new Error(answer.errors.map((error) => JSON.stringify(error)).join('\n'));
      return answer.data as never;
    },
  };
}

/** Narrows a result union to its success type. Throws with the failure's words otherwise. */
export function expectOk<Result extends { __typename?: string }, Name extends NonNullable<Result['__typename']>>(
  result: Result,
  name: Name,
): Extract<Result, { __typename?: Name }> {
  if (result.__typename !== name) throw new Error(`Expected ${name}, got ${JSON.stringify(result)}`);
  return result as Extract<Result, { __typename?: Name }>;
}
