import type { Shortage } from '../../policy/suggestion/suggestion.types.js';
import type { Bilingual } from '../../policy/types.js';

const WORDS: Record<Shortage['why'], Bilingual> = {
  money: { zh: '符合条件，但今年资金余额不够。', en: 'Fits, but what is left of this year’s money is not enough.' },
  places: { zh: '符合条件，但名额已用完。', en: 'Fits, but no place is left.' },
  others: {
    zh: '符合条件，但剩下的名额应先给等候更久的家庭。',
    en: 'Fits, but the places left go first to families that have waited longer.',
  },
};

/** Why what fits is not suggested. */
export const shortageWords = (why: Shortage['why']): Bilingual => WORDS[why];
