import { DUPLICATE_SIGNS, type DuplicateSign } from '@yimen/schema';

/** The strength of each sign; those of a pair add up. */
export const STRENGTHS: Readonly<Record<DuplicateSign, number>> = {
  id_number_near: 4,
  same_name_and_birth: 3,
  same_sound_in_village: 2,
  same_phone: 2,
};

export const SIGNS = Object.keys(DUPLICATE_SIGNS) as DuplicateSign[];

/** Births that one person may be written with: a year apart at most, or the same day of another year. */
const bornAlike = (one: string, other: string) =>
  `(abs(${one}.birth_date - ${other}.birth_date) <= 366 or to_char(${one}.birth_date, 'MMDD') = to_char(${other}.birth_date, 'MMDD'))`;

/** Names that are written or read alike; where a digit is part of the name it has to be the same. */
const namedAlike = (one: string, other: string) =>
  `(${one}.name_pinyin = ${other}.name_pinyin or ${one}.name_pinyin !~ '[0-9]'
     and levenshtein_less_equal(${one}.name_pinyin, ${other}.name_pinyin, 1) <= 1)`;

/**
 * By sign, how a registered person `p` of household `h` may be the same as `n`, who has name, name_pinyin, sex,
 * birth_date, village_code and phone_index; `near` has the blind indexes of the numbers near his. Each begins with what
 * an index answers.
 */
export const ALIKE: Readonly<Record<DuplicateSign, string>> = {
  id_number_near: `p.id_number_index = near.number_index and ${namedAlike('p', 'n')}`,
  same_name_and_birth: 'p.name = n.name and p.birth_date = n.birth_date',
  same_sound_in_village: `p.name_pinyin = n.name_pinyin and h.village_code = n.village_code and p.sex = n.sex and ${bornAlike('p', 'n')}`,
  same_phone: `p.phone_index = n.phone_index and p.sex = n.sex and ${namedAlike('p', 'n')}`,
};
