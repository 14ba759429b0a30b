'use client';

import { Tooltip } from 'antd';
import { useLocale } from 'next-intl';

/** An amount of integer fen as `¥1,234.50`; the fen are written only where they exist. */
export function formatYuan(fen: number, locale: string): string {
  const whole = fen % 100 === 0;
  const digits = whole ? 0 : 2;
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${fen < 0 ? '−' : ''}¥${number.format(Math.abs(fen) / 100)}`;
}

/** An amount of integer fen as the text a form holds: `3000` or `3000.50`. */
export function fenToYuanText(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

/** Integer fen of a typed amount in yuan, or undefined when it is not an amount with at most two decimals. */
export function yuanTextToFen(text: string): number | undefined {
  const match = /^\s*(\d{1,12})(?:\.(\d{1,2}))?\s*$/.exec(text.replaceAll(',', ''));
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

export interface MoneyProps {
  /** Integer fen; null is shown as a dash. */
  fen: number | null | undefined;
  className?: string;
  'data-testid'?: string;
}

export function Money({ fen, className, ...rest }: MoneyProps) {
  const locale = useLocale();
  const text = fen === null || fen === undefined ? '—' : formatYuan(fen, locale);
  return (
    <span className={`money ${className ?? ''}`} data-fen={fen ?? undefined} {...rest}>
      {text}
    </span>
  );
}

/** Integer fen in the unit of leaders: 万元 with one decimal in Chinese, whole thousands of yuan in English. */
export function formatRound(fen: number, locale: string): string {
  const [divisor, digits] = locale === 'en' ? [100_000, 0] : [1_000_000, 1];
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    fen / divisor,
  );
}

/** An amount for leaders, rounded, below 1,000 yuan as it is; the exact value on hover and for screen readers. */
export function RoundMoney({ fen, className, ...rest }: MoneyProps) {
  const locale = useLocale();
  if (fen === null || fen === undefined || (fen !== 0 && Math.abs(fen) < 100_000)) {
    return <Money fen={fen} className={className} {...rest} />;
  }
  const round = formatRound(fen, locale);
  const exact = formatYuan(fen, locale);
  return (
    <Tooltip title={exact}>
      <span className={`money ${className ?? ''}`} data-fen={fen} {...rest}>
        {locale === 'en' ? `¥${round}k` : `${round} 万元`}
        <span className="visually-hidden"> ({exact})</span>
      </span>
    </Tooltip>
  );
}
