import { type NextRequest, NextResponse } from 'next/server';
import createMiddleware from 'next-intl/middleware';
import { routing } from '@/i18n/routing';

const toPage = createMiddleware(routing);
const API_PATH = /^\/(graphql|api)(\/|$)/;

/** The API answers under the console's own address, so that its cookie is same-site; where it runs is known at run time only. */
export default function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (!API_PATH.test(pathname)) return toPage(request);
  return NextResponse.rewrite(new URL(`${pathname}${search}`, process.env.YIMEN_API_URL ?? 'http://127.0.0.1:4000'));
}

export const config = {
  matcher: ['/graphql', '/api/:path*', '/((?!_next|.*\\..*).*)'],
};
