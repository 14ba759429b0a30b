import { hasLocale } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import { routing } from './routing';

/** One file of messages a feature and language; the namespace is the file's name. */
const NAMESPACES = [
  'common',
  'identity',
  'job',
  'registry',
  'privacy',
  'duplicate',
  'changes',
  'intake',
  'case',
  'today',
  'program',
  'rules',
  'composer',
  'suggestions',
  'meetings',
  'readingPack',
  'batches',
  'desk',
  'funding',
  'payments',
  'recalculation',
  'budget',
  'donations',
  'stock',
  'reserve',
  'livelihood',
  'leadership',
  'explanation',
  'screening',
  'list',
  'register',
  'rehearsal',
  'verification',
  'imports',
  'reviews',
  'recovery',
  'selfAudit',
  'appraisal',
  'satisfaction',
];

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale;
  const entries = await Promise.all(
    NAMESPACES.map(async (name) => {
      const file = await import(`../../messages/${locale}/${name}.json`);
      return [name, file.default] as const;
    }),
  );
  return { locale, messages: Object.fromEntries(entries), timeZone: 'Asia/Shanghai' };
});
