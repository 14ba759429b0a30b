import type { County } from '../../platform/county.js';
import type { Township, Village } from '../../policy/types.js';
import type { Read } from './cell-value.js';
import { type Cell, cellText, compact } from './sheet.js';

const withoutTownshipWord = (name: string) => name.replace(/(街道办事处|街道办|街道|镇|乡)$/, '');
const withoutVillageWord = (name: string) => name.replace(/(村民委员会|居民委员会|村委会|居委会|社区|村)$/, '');

/** A township by its name, with or without its kind, or by its code. */
export function readTownship(county: County, cell: Cell | undefined): Read<Township> {
  const text = compact(cellText(cell)).replace(/^.*县/, '');
  const { townships } = county.pack;
  const township =
    townships.find(({ code, divisionCode, name }) => [code, divisionCode, compact(name.zh), name.en].includes(text)) ??
    townships.find(({ name }) => withoutTownshipWord(name.zh) === withoutTownshipWord(text));
  if (township) return { value: township };
  return {
    problem: {
      zh: `本县没有“${text}”。请填写：${townships.map(({ name }) => name.zh).join('、')}。`,
      en: `There is no township "${text}"; write one of: ${townships.map(({ name }) => name.zh).join(', ')}.`,
    },
  };
}

/** A village of a township by its name, with or without its kind or a group within it, or by its code. */
export function readVillage({ name, villages }: Township, cell: Cell | undefined): Read<Village> {
  const text = compact(cellText(cell)).replace(/[一二三四五六七八九十\d]+(组|队)$/, '');
  const exact = villages.find(({ code, name: village }) => code === text || compact(village) === text);
  const alike = villages.filter(({ name: village }) => withoutVillageWord(village) === withoutVillageWord(text));
  const village = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (village) return { value: village };
  return {
    problem:
      alike.length > 1
        ? {
            zh: `${name.zh}有 ${alike.map((one) => one.name).join('、')}，请写全称。`,
            en: `${name.en} has ${alike.map((one) => one.name).join(' and ')}; write the full name.`,
          }
        : {
            zh: `${name.zh}没有“${text}”这个村（社区），请核对乡镇和村名。`,
            en: `${name.en} has no village "${text}"; check township and village.`,
          },
  };
}
