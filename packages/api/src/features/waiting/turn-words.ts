import type { Bilingual, UnmetNeedRules } from '../../policy/types.js';

const ORDER_WORDS: Record<UnmetNeedRules['order'][number], Bilingual> = {
  urgent: { zh: '急难在先', en: 'urgency' },
  day: { zh: '先到先办', en: 'day' },
};

interface Turn {
  position: number;
  urgent: boolean;
  /** YYYY-MM-DD. */
  since: string;
}

/** Why it is somebody's turn, by the order of the county pack. */
export function turnWords({ order }: UnmetNeedRules, { position, urgent, since }: Turn): Bilingual {
  const counts = urgent && order.includes('urgent');
  return {
    zh: `按${order.map((one) => ORDER_WORDS[one].zh).join('、')}的次序排第 ${position} 位：${counts ? '情况急难，' : ''}自 ${since} 起等候`,
    en: `Number ${position} by ${order.map((one) => ORDER_WORDS[one].en).join(', then ')}: ${counts ? 'urgent, ' : ''}waiting since ${since}`,
  };
}
