import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { optimizePackageImports: ['antd', '@ant-design/icons'] },
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
