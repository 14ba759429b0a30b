'use client';

import { AntdRegistry } from '@ant-design/nextjs-registry';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { GraphqlProvider } from './graphql';
import { theme } from './theme';

export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  return (
    <AntdRegistry>
      <ConfigProvider locale={locale === 'en' ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
        <App component={false}>
          <GraphqlProvider>{children}</GraphqlProvider>
        </App>
      </ConfigProvider>
    </AntdRegistry>
  );
}
