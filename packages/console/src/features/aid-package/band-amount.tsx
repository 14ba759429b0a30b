'use client';

import { Form, Input, Slider } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
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
  /** Why the last amount sent for this program was not taken. */
  failure: Failure | undefined;
  /** Called with the yuan as typed. */
  onChange: (yuanText: string) => void;
}

/** An amount to choose inside its band: the band drawn, and the yuan typed; what is refused stays as typed. */
export function BandAmount({ name, item, failure, onChange }: BandAmountProps) {
  const t = useTranslations('composer');
  const { amountFen, minFen, maxFen, stepFen } = item;
  const written = amountFen === null ? '' : fenToYuanText(amountFen);
  const [text, setText] = useState(written);
  const [shown, setShown] = useState(written);
  if (shown !== written) {
    setShown(written);
    setText(written);
  }
  const typedFen = yuanTextToFen(text);
  const edited = text.trim() !== written;

  const send = () => {
    if (edited && text.trim()) onChange(text.replaceAll(',', '').trim());
  };
  const problem = edited || failure ? failure && <BandProblem failure={failure} band={item} /> : undefined;

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
          onChangeComplete={(fen) => fen !== amountFen && onChange(fenToYuanText(fen))}
        />
        <div className={styles.ends}>
          <Money fen={minFen} />
          <Money fen={maxFen} />
        </div>
      </div>
      <Form.Item className={styles.answer} validateStatus={problem ? 'error' : undefined} help={problem}>
        <Input
          aria-label={t('amountNamed', { name })}
          inputMode="decimal"
          suffix={t('yuan')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={send}
          onBlur={send}
        />
      </Form.Item>
    </div>
  );
}

function BandProblem({ failure, band }: { failure: Failure; band: Band }) {
  const t = useTranslations('composer');
  const outside = failure.__typename === 'AmountOutOfBand' ? failure : band;
  const told =
    failure.__typename === 'InvalidInput' ? (failure.problems[0]?.message ?? failure.message) : failure.message;
  return (
    <span role="alert">
      {told} {t.rich('band', { min: () => <Money fen={outside.minFen} />, max: () => <Money fen={outside.maxFen} /> })}
    </span>
  );
}
