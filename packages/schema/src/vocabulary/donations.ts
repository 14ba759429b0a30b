import type { Label } from './labels.js';

/** From whom a donation comes (R47, R123–R125). */
export const DONATION_SOURCES = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  foundation: { zh: '基金会', en: 'Foundation' },
  person: { zh: '个人', en: 'Person' },
  anonymous: { zh: '匿名', en: 'Anonymous' },
  crowdfunding: { zh: '网络众筹', en: 'Crowdfunding' },
} as const satisfies Record<string, Label>;
export type DonationSource = keyof typeof DONATION_SOURCES;
