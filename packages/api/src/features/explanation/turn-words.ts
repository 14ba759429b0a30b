import { factByCode } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type { FactChange, Turn } from '../../policy/near-miss.js';
import type { Bilingual, FactValue } from '../../policy/types.js';
import { getFact, valueWords } from '../registry/fact-words.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** A value with its unit, as one reads it aloud. */
export function quantityWords(county: County, code: string, value: FactValue): Bilingual {
  const fact = getFact(code);
  const words = valueWords(county, fact, value);
  if (!fact.unit || fact.money || typeof value !== 'number' || (value === 0 && fact.zero)) return words;
  return both(`${words.zh}${fact.unit.zh}`, `${words.en} ${fact.unit.en}`.trim());
}

/** By how much a figure would change; null for anything else. */
export function differenceWords(county: County, { code, from, to: [to], since }: FactChange): Bilingual | null {
  const fact = factByCode(code);
  if (typeof from !== 'number' || typeof to !== 'number' || fact?.zero || since !== null) return null;
  return quantityWords(county, code, Math.round(Math.abs(to - from) * 100) / 100);
}

/** A worked-out figure: up to four decimals, so that a border does not round onto its line. */
export function figureText(value: number): string {
  return Number(value.toFixed(4)).toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** What would make a refused program fit, in one sentence. */
export function nearMissWords(county: County, turn: Turn): Bilingual {
  const parts = turn.changes.map((change) => changeWords(county, change));
  const figures = figureWords(county, turn);
  const asked = turn.missingFacts.map((code) => getFact(code));
  const fits =
    turn.outcome === 'ELIGIBLE'
      ? both('，即符合。', ': it fits.')
      : both(
          `，则只待补充：${asked.map(({ nameZh }) => nameZh).join('、')}。`,
          `: it only waits for ${asked.map(({ nameEn }) => nameEn).join(', ')}.`,
        );
  return both(
    `${parts.map(({ zh }) => zh).join('，并且')}${figures.zh}${fits.zh}`,
    `${parts.map(({ en }) => en).join(', and ')}${figures.en}${fits.en}`,
  );
}

/** How far an entitlement reaches, in one sentence. */
export function marginWords(county: County, turn: Turn): Bilingual {
  const [change] = turn.changes;
  if (!change) return both('', '');
  const { nameZh, nameEn } = getFact(change.code);
  const [to] = change.to;
  if (change.since !== null) {
    return both(`${change.since} 满${to}岁起不再符合。`, `Ends on ${change.since}, at the age of ${to}.`);
  }
  const difference = differenceWords(county, change);
  if (difference && typeof change.from === 'number' && change.edge !== null && typeof to === 'number') {
    const rises = to > change.from;
    const left = quantityWords(county, change.code, Math.round(Math.abs(change.edge - change.from) * 100) / 100);
    const last = quantityWords(county, change.code, change.edge);
    const beyond = quantityWords(county, change.code, to);
    if (change.edge === change.from) {
      return both(
        `${nameZh}已在边界上，${rises ? '增加' : '减少'}${difference.zh}（至${beyond.zh}）即不再符合。`,
        `${nameEn} is at the border: ${difference.en} ${rises ? 'more' : 'less'} (${beyond.en}) and it is lost.`,
      );
    }
    return both(
      `${nameZh}还可${rises ? '增加' : '减少'}${left.zh}（至${last.zh}）；到${beyond.zh}即不再符合。`,
      `${nameEn} may still ${rises ? 'rise' : 'fall'} by ${left.en} (to ${last.en}); at ${beyond.en} it is lost.`,
    );
  }
  const words = changeWords(county, change);
  return both(`${words.zh}，即不再符合。`, `${words.en}: it is lost.`);
}

function changeWords(county: County, change: FactChange): Bilingual {
  const { nameZh, nameEn } = getFact(change.code);
  const [to] = change.to;
  if (change.since !== null)
    return both(`${change.since} 起年满${to}岁`, `From ${change.since} on, at the age of ${to}`);
  const from = quantityWords(county, change.code, change.from);
  const values = change.to.map((value) => quantityWords(county, change.code, value));
  const difference = differenceWords(county, change);
  if (!difference || typeof change.from !== 'number' || typeof to !== 'number') {
    return both(
      `${nameZh}由“${from.zh}”变为${values.map(({ zh }) => `“${zh}”`).join('或')}`,
      `${nameEn}: ${values.map(({ en }) => en).join(' or ')} instead of ${from.en}`,
    );
  }
  const rises = to > change.from;
  return both(
    `${nameZh}由${from.zh}${rises ? '升' : '降'}至${values[0]?.zh}（${rises ? '高' : '低'}${difference.zh}）`,
    `${nameEn} ${values[0]?.en} instead of ${from.en} (${difference.en} ${rises ? 'more' : 'less'})`,
  );
}

function figureWords({ pack }: County, { figures }: Turn): Bilingual {
  if (figures.length === 0) return both('', '');
  const names = new Map(pack.terms.map((term) => [term.code, term.nameEn]));
  const spans = figures.map(({ from, to }) => `${figureText(from)} → ${figureText(to)}`);
  return both(
    `，${figures.map(({ name }, index) => `${name} ${spans[index]}`).join('，')}`,
    `, ${figures.map(({ code, name }, index) => `${names.get(code) ?? name} ${spans[index]}`).join(', ')}`,
  );
}

/** Yuan of a fact as fen; null when it is no number. */
export function fenOf(value: FactValue | undefined): number | null {
  return typeof value === 'number' ? Math.round(value * 100) : null;
}
