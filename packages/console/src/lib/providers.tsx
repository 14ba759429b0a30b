'use client';

import { AntdRegistry } from '@ant-design/nextjs-registry';
import { Provider as MotionProvider } from '@rc-component/motion';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useLocale } from 'next-intl';
import { type ReactNode, useSyncExternalStore } from 'react';
import { GraphqlProvider } from './graphql';
import { theme } from './theme';

const STILL = '(prefers-reduced-motion: reduce)';

function listenForStill(changed: () => void): () => void {
  const query = window.matchMedia(STILL);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const still = useSyncExternalStore(
    listenForStill,
    () => window.matchMedia(STILL).matches,
    () => false,
  );
  return (
    <AntdRegistry>
      <ConfigProvider locale={locale === 'en' ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
        <MotionProvider motion={!still}>
          <App component={false}>
            <GraphqlProvider>{children}</GraphqlProvider>
          </App>
        </MotionProvider>
      </ConfigProvider>
    </AntdRegistry>
  );
}
