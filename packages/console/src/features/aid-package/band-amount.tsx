'use client';

import { Input, Slider } from 'antd';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Failure } from '@/lib/graphql';
import { fenToYuanText, Money, yuanTextToFen } from '@/lib/money';
import styles from './aid-package.module.css';

interface Band {
  amountFen: number | null;
  minFen: number;
  maxFen: number;
  stepFen: number | null;
}

interface BandAmountProps {
  name: string;
  item: Band;
  /** Of the package: when a newer one comes after an amount was sent, the field shows what was made of it. */
  version: number;
  /** Why the last amount sent for this program was not taken. */
  failure: Failure | undefined;
  /** Called with the yuan as typed. */
  onChange: (yuanText: string) => void;
}

/** An amount to choose inside its band: the band drawn, and the yuan typed; what is refused stays as typed. */
export function BandAmount({ name, item, version, failure, onChange }: BandAmountProps) {
  const t = useTranslations('composer');
  const id = useId();
  const { amountFen, minFen, maxFen, stepFen } = item;
  const written = amountFen === null ? '' : fenToYuanText(amountFen);
  const [text, setText] = useState(written);
  const [shown, setShown] = useState({ written, version });
  const [sent, setSent] = useState(false);
  if (shown.written !== written || shown.version !== version) {
    setShown({ written, version });
    if (shown.written !== written || sent) setText(written);
    setSent(false);
  }
  const typedFen = yuanTextToFen(text);
  const edited = text.trim() !== written;

  const change = (yuanText: string) => {
    setSent(true);
    onChange(yuanText);
  };
  const send = () => {
    if (edited && text.trim()) change(text.replaceAll(',', '').trim());
  };
  const problem = failure && <BandProblem failure={failure} band={item} />;

  return (
    <div className={styles.band}>
      <div className={styles.slider}>
        <Slider
          min={minFen}
          max={maxFen}
          step={stepFen ?? 100}
          value={Math.min(maxFen, Math.max(minFen, typedFen ?? amountFen ?? minFen))}
          tooltip={{ formatter: (fen) => <Money fen={fen} /> }}
          ariaLabelForHandle={t('sliderNamed', { name })}
          onChange={(fen) => setText(fenToYuanText(fen))}
          onChangeComplete={(fen) => fen !== amountFen && change(fenToYuanText(fen))}
        />
        <div className={styles.ends}>
          <Money fen={minFen} />
          <Money fen={maxFen} />
        </div>
      </div>
      <Input
        id={id}
        aria-label={t('amountNamed', { name })}
        aria-describedby={problem ? `${id}-problem` : undefined}
        aria-invalid={problem ? true : undefined}
        status={problem ? 'error' : undefined}
        inputMode="decimal"
        suffix={t('yuan')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={send}
        onBlur={send}
      />
      {problem && (
        <p id={`${id}-problem`} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** An amount outside its band is told with the band by the service; what is no amount at all gets the band added. */
function BandProblem({ failure, band }: { failure: Failure; band: Band }) {
  const t = useTranslations('composer');
  if (failure.__typename !== 'InvalidInput') return failure.message;
  return (
    <>
      {failure.problems[0]?.message ?? failure.message}{' '}
      {t.rich('band', { min: () => <Money fen={band.minFen} />, max: () => <Money fen={band.maxFen} /> })}
    </>
  );
}
