import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@yimen/schema';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import { rows } from '../../platform/read.js';

/** The name of the session cookie; prefixed where it travels over https only, as better-auth does. */
export function sessionCookieName(config: Config): string {
  return `${config.publicUrl.startsWith('https:') ? '__Secure-' : ''}better-auth.session_token`;
}

/** A token with its signature, as it stands in the cookie. */
export function signToken(token: string, secret: string): string {
  return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
}

function tokenOf(config: Config, header: string): string | undefined {
  const name = `${sessionCookieName(config)}=`;
  const cookie = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  if (!cookie) return undefined;
  let value: string;
  try {
    value = decodeURIComponent(cookie.slice(name.length));
  } catch {
    return undefined;
  }
  const token = value.slice(0, value.lastIndexOf('.'));
  const [given, expected] = [Buffer.from(value), Buffer.from(signToken(token, config.authSecret))];
  return token && given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

export interface Session {
  id: string;
  actor: Actor;
  /** Revision of the county's published rules. */
  rulesRevision: number;
}

const ACTOR = `e."id" as "sessionId", s.id as "staffId", s.name, s.role, s.department_code as "departmentCode",
  s.township_code as "townshipCode", exists (select from meeting_member x join review_meeting m on m.id = x.meeting_id
    where x.staff_id = s.id and x.role = 'substitute' and m.status <> 'closed') as "standsIn"`;
const LIVE_SESSIONS = `"session" e join staff s on s.user_id = e."userId"`;
const LIVE = `e."expiresAt" > now() and s.active`;

/**
 * Who is behind a request, and by which rules: one statement for session, staff and the revision of the rules. null when
 * nobody is signed in, the session has ended, or the person left.
 */
export async function sessionOf(config: Config, pool: Pool, cookies: string | undefined): Promise<Session | null> {
  const token = cookies ? tokenOf(config, cookies) : undefined;
  if (!token) return null;
  const [found] = await rows<Actor & { sessionId: string; rulesRevision: number }>(
    pool,
    `select ${ACTOR}, r.revision as "rulesRevision" from ${LIVE_SESSIONS} cross join rules_revision r
      where e."token" = $1 and ${LIVE}`,
    [token],
  );
  if (!found) return null;
  const { rulesRevision, sessionId, ...actor } = found;
  return { id: sessionId, actor, rulesRevision };
}

/** Who is behind sessions that live, by their ids. */
export async function actorsOf(pool: Pool, sessionIds: readonly string[]): Promise<Map<string, Actor>> {
  const found = await rows<Actor & { sessionId: string }>(
    pool,
    `select ${ACTOR} from ${LIVE_SESSIONS} where e."id" = any($1) and ${LIVE}`,
    [sessionIds],
  );
  return new Map(found.map(({ sessionId, ...actor }) => [sessionId, actor]));
}
