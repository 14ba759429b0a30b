/** A provider's system that answers verification over HTTP. */
export interface ProviderAddress {
  url: string;
  /** Shared with the provider; both sign with it. */
  secret: string;
  /** Milliseconds for one answer, and before the first retry. */
  timeoutMs: number;
  retryMs: number;
}

/** By the code of the verifier in the county pack. */
export type ProviderAddresses = Readonly<Record<string, ProviderAddress>>;

/** Settings of the API, all from the environment. */
export interface Config {
  /** Superuser or owner connection, for migrations; also creates the application role. */
  ownerUrl: string;
  /** The application role's connection: no UPDATE or DELETE on append-only tables. */
  appUrl: string;
  /** PostgreSQL schema of the county: one county, one schema. */
  county: string;
  port: number;
  /** Sign-in cards and synthetic people; never in production. */
  demo: boolean;
  authSecret: string;
  /** `name:base64,…` of 32 bytes each: the first seals identity, telephone and bank account numbers, all open them. */
  dataKeys: string;
  /** Base64 of 32 bytes: finds sealed numbers again. */
  indexKey: string;
  publicUrl: string;
  /** Runs the outbox worker inside the API process. */
  embeddedWorker: boolean;
  /** Time of day, HH:MM in Asia/Shanghai, from which the county is screened once a day; null: only when asked for. */
  screeningAt: string | null;
  providers: ProviderAddresses;
}

/** Reads the settings. Throws when a required one is missing. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const ownerUrl = env.DATABASE_URL;
  if (!ownerUrl) throw new Error('DATABASE_URL is not set');
  const demo = env.YIMEN_DEMO === '1';
  const authSecret = env.YIMEN_AUTH_SECRET ?? (demo ? 'demo-secret-of-this-machine-only-0000' : '');
  if (!authSecret) throw new Error('YIMEN_AUTH_SECRET is not set');
  const { YIMEN_DATA_KEYS: dataKeys, YIMEN_INDEX_KEY: indexKey } = env;
  if (!dataKeys) throw new Error('YIMEN_DATA_KEYS is not set');
  if (!indexKey) throw new Error('YIMEN_INDEX_KEY is not set');
  return {
    ownerUrl,
    appUrl: env.YIMEN_APP_DATABASE_URL ?? ownerUrl,
    county: env.YIMEN_COUNTY ?? 'yichuan',
    port: Number(env.YIMEN_API_PORT ?? 4000),
    demo,
    authSecret,
    dataKeys,
    indexKey,
    publicUrl: env.YIMEN_PUBLIC_URL ?? 'http://localhost:3000',
    embeddedWorker: env.YIMEN_WORKER !== 'separate',
    screeningAt: readTime(env.YIMEN_SCREENING_AT ?? '02:00'),
    providers: readProviders(env.YIMEN_PROVIDERS),
  };
}

/** `{"PSB": {"url": "https://…", "secret": "…", "timeoutMs": 15000, "retryMs": 1000}}`; the times may be left out. */
function readProviders(text: string | undefined): ProviderAddresses {
  if (!text) return {};
  const wrong = new Error('YIMEN_PROVIDERS is JSON such as {"PSB": {"url": "https://…", "secret": "…"}}');
  let read: Record<string, Partial<ProviderAddress>>;
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw wrong;
  }
  return Object.fromEntries(
    Object.entries(read).map(([code, { url, secret, timeoutMs = 15_000, retryMs = 1_000 }]) => {
      if (!url || !URL.canParse(url) || !secret || secret.length < 16) throw wrong;
      return [code, { url, secret, timeoutMs, retryMs }];
    }),
  );
}

function readTime(text: string): string | null {
  if (text === 'off') return null;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new Error('YIMEN_SCREENING_AT is a time such as 02:00, or off');
  return text;
}

/** A connection string whose search_path is the county's schema. */
export function withSearchPath(url: string, county: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set('options', `-c search_path=${county},public -c timezone=Asia/Shanghai`);
  return parsed.toString();
}
