import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const apiUrl = process.env.YIMEN_API_URL ?? 'http://127.0.0.1:4000';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { optimizePackageImports: ['antd', '@ant-design/icons'] },
  rewrites: async () => [
    { source: '/graphql', destination: `${apiUrl}/graphql` },
    { source: '/api/auth/:path*', destination: `${apiUrl}/api/auth/:path*` },
    { source: '/api/demo/:path*', destination: `${apiUrl}/api/demo/:path*` },
  ],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
