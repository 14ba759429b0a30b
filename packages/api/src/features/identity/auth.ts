import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config.js';

/** Sign-in: sessions in PostgreSQL, argon2id hashes, http-only same-site cookies. */
export function createAuth(config: Config, pool: Pool) {
  return betterAuth({
    database: pool,
    secret: config.authSecret,
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    trustedOrigins: [config.publicUrl, 'http://localhost:3000', 'http://127.0.0.1:3000'],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: {
        hash: (password) => hash(password),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    session: { expiresIn: 12 * 60 * 60, updateAge: 60 * 60 },
    advanced: {
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    telemetry: { enabled: false },
    plugins: [username()],
  });
}
export type Auth = ReturnType<typeof createAuth>;
