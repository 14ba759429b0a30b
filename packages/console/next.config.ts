import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Files to import go through the proxy: a little more than the API takes, so that it is the API that refuses.
  experimental: { optimizePackageImports: ['antd', '@ant-design/icons'], proxyClientMaxBodySize: '52mb' },
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
