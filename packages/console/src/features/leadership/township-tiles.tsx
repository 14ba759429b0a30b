'use client';

import type { TilePartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { RoundMoney } from '@/lib/money';
import styles from './leadership.module.css';

/** What makes a tile darker: money, households, or growth since the year before. */
export const SHADES = ['spent', 'households', 'change'] as const;
export type Shade = (typeof SHADES)[number];

interface TownshipTilesProps {
  tiles: readonly TilePartsFragment[];
  shade: Shade;
  /** The list behind a township; left out where numbers lead nowhere. */
  href?: (township: string) => string;
}

const DARKEST = 55;

/** One tile a township, all numbers written in it: a map for the eye and a table for the rest. */
export function TownshipTiles({ tiles, shade, href }: TownshipTilesProps) {
  const t = useTranslations('leadership.map');
  const b = useBilingual();
  const weightOf = ({ spentFen, beforeFen, households }: TilePartsFragment) =>
    Math.max(0, { spent: spentFen, households, change: spentFen - beforeFen }[shade]);
  const most = Math.max(1, ...tiles.map(weightOf));
  return (
    <ul className={styles.tiles}>
      {tiles.map((tile) => {
        const { key, label, spentFen, households, beforeFen } = tile;
        const share = Math.round((weightOf(tile) / most) * DARKEST);
        const inside = (
          <>
            <span className={styles.township}>{b(label)}</span>
            <strong>
              <RoundMoney fen={spentFen} />
            </strong>
            <span>{t('households', { count: households })}</span>
            <span>
              {t('before')} <RoundMoney fen={beforeFen} />
            </span>
          </>
        );
        return (
          <li key={key} style={{ background: `color-mix(in srgb, #5b9aa0 ${share}%, var(--paper))` }}>
            {href ? <Link href={href(key)}>{inside}</Link> : <div>{inside}</div>}
          </li>
        );
      })}
    </ul>
  );
}
