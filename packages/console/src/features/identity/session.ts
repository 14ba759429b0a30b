/** What an attempt to sign in came to. */
export type SignInOutcome = 'ok' | 'refused' | 'unreachable';

async function post(path: string, body: unknown): Promise<SignInOutcome> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return 'ok';
    return response.status >= 500 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
}

export const signInByCard = (staffId: string) => post('/api/demo/sign-in', { staffId });

export const signInByPassword = (username: string, password: string) =>
  post('/api/auth/sign-in/username', { username, password });

export const signOut = () => post('/api/auth/sign-out', {});

/** A path inside this console, or `/`: an address from outside is never followed after signing in. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}
