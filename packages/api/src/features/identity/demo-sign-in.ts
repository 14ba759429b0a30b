import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';
import { sessionCookieName, signToken } from './session.js';

const HOURS_12 = 12 * 60 * 60;

/**
 * Signs in as the person on a role card; mounted in demo mode only. Opens an ordinary session of better-auth: the same
 * table, the same signed cookie.
 */
export function demoSignIn(config: Config, pool: Pool) {
  return async (request: Request, response: Response): Promise<void> => {
    const { staffId } = (request.body ?? {}) as { staffId?: unknown };
    const found = await pool.query<{ user_id: string }>(
      'select user_id from staff where id::text = $1 and demo and active and user_id is not null',
      [String(staffId)],
    );
    const userId = found.rows[0]?.user_id;
    if (!userId) {
      response.status(404).json({ code: 'NO_SUCH_CARD' });
      return;
    }
    const token = randomBytes(24).toString('base64url');
    await pool.query(
      `insert into "session" ("id", "token", "userId", "expiresAt", "userAgent") values ($1, $2, $3, now() + interval '12 hours', $4)`,
      [randomBytes(18).toString('base64url'), token, userId, request.get('user-agent')?.slice(0, 300) ?? null],
    );
    response.cookie(sessionCookieName(config), signToken(token, config.authSecret), {
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.startsWith('https:'),
      path: '/',
      maxAge: HOURS_12 * 1000,
    });
    response.status(204).end();
  };
}
