'use client';

import { factByCode } from '@yimen/schema';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useBilingual } from '@/lib/bilingual';

interface StoredValue {
  kind: string;
  code: string;
  name: string;
  value: unknown;
  text: string;
  unit?: string;
}

interface StoredNode {
  values?: StoredValue[];
  children?: StoredNode[];
}

function factsOf(nodes: readonly StoredNode[]): StoredValue[] {
  return nodes.flatMap(({ values = [], children = [] }) => [
    ...values.filter(({ kind }) => kind === 'fact'),
    ...factsOf(children),
  ]);
}

/** Why an item fits, from the verdict it was adopted with: each fact that decided, once, as `低保状态 农村低保`. */
export function useFitReasons(): (verdict: unknown) => string[] {
  const t = useTranslations('common.words');
  const b = useBilingual();
  return useCallback(
    (verdict) => {
      const { reasons = [] } = (verdict ?? {}) as { reasons?: StoredNode[] };
      const distinct = new Map(factsOf(reasons).map((value) => [value.code, value]));
      return [...distinct.values()].map(({ code, name, value, text, unit }) => {
        const fact = factByCode(code);
        const option = fact?.options?.find((one) => one.code === value);
        const unitName = fact?.unit ? b(fact.unit) : unit;
        const inWords =
          typeof value === 'boolean'
            ? t(value ? 'yes' : 'no')
            : option
              ? b(option)
              : unitName && !/^-?¥/.test(text)
                ? `${text} ${unitName}`
                : text;
        return `${fact ? b({ zh: fact.nameZh, en: fact.nameEn }) : name} ${inWords}`;
      });
    },
    [t, b],
  );
}
