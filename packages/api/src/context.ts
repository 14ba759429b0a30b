import type { Actor, AppAbility } from '@yimen/schema';
import type { Config } from './platform/config.js';
import type { County } from './platform/county.js';
import type { Database } from './platform/database.js';
import type { Locale } from './platform/errors.js';
import { Failure } from './platform/errors.js';
import type { Asked } from './platform/graphql/asked.js';
import type { Branches } from './platform/graphql/branches.js';

/** One request: who asks, in which language, and the readers with their per-request batches. */
export interface Context {
  config: Config;
  database: Database;
  county: County;
  locale: Locale;
  /** null when nobody is signed in. */
  actor: Actor | null;
  ability: AppAbility;
  /** Per-request instances (readers with their DataLoaders), made on first use. */
  instances: Map<unknown, unknown>;
  /** What the operation asks for. */
  asked?: Asked;
  /** The levels that it asks for below its root fields. */
  branches?: Branches;
}

/** A context whose actor is signed in. */
export interface SignedIn extends Context {
  actor: Actor;
}

/** One instance a request of a reader class; readers hold DataLoaders, so they never outlive a request. */
export function reader<Reader>(context: Context, type: new (context: Context) => Reader): Reader {
  let instance = context.instances.get(type) as Reader | undefined;
  if (!instance) {
    instance = new type(context);
    context.instances.set(type, instance);
  }
  return instance;
}

/** Narrows to a signed-in context. Throws a typed failure that tells to sign in. */
export function signedIn(context: Context): SignedIn {
  if (!context.actor) {
    throw new Failure('NotAllowed', 'SIGN_IN', { zh: '请先登录。', en: 'Please sign in first.' });
  }
  return context as SignedIn;
}
