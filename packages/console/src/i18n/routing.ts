import { defineRouting } from 'next-intl/routing';

/** Chinese has no prefix, English is under /en; the address alone decides, so that a shared link looks the same to all. */
export const routing = defineRouting({
  locales: ['zh-CN', 'en'],
  defaultLocale: 'zh-CN',
  localePrefix: 'as-needed',
  localeDetection: false,
});

export type Locale = (typeof routing.locales)[number];
