'use client';

import type { CheckRuleQuery } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useId, useMemo } from 'react';
import { FeelEditor } from './feel-editor';
import type { RuleName } from './rule-completion';
import styles from './rules.module.css';

export type RuleProblem = NonNullable<CheckRuleQuery['checkRule']>[number];

interface RuleTextProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
  names: readonly RuleName[];
  problems: readonly RuleProblem[];
  short?: boolean;
}

/** One text of a rule: the editor, and below it every problem with a button that writes what was meant. */
export function RuleText({ label, hint, value, onChange, names, problems, short }: RuleTextProps) {
  const t = useTranslations('rules');
  const locale = useLocale();
  const id = useId();
  const fixLabel = useCallback(
    (suggestion: string) => {
      const english = names.find(({ name }) => name === suggestion)?.aliases[0];
      return locale === 'en' && english ? t('fixMeaning', { suggestion, english }) : t('fix', { suggestion });
    },
    [names, locale, t],
  );
  const told = useMemo(
    () =>
      problems.map(({ from, to, message, suggestion }) => ({
        from,
        to,
        message,
        ...(suggestion && {
          fix: { label: fixLabel(suggestion), text: written(value.slice(from, to), suggestion) },
        }),
      })),
    [problems, value, fixLabel],
  );
  return (
    <div className={styles.text}>
      <div className={styles.label}>
        <span id={`${id}label`}>{label}</span>
        {hint && <span className="quiet">{hint}</span>}
      </div>
      <FeelEditor
        id={id}
        labelledBy={`${id}label`}
        describedBy={`${id}problems`}
        value={value}
        onChange={onChange}
        names={names}
        problems={told}
        short={short}
      />
      <ul id={`${id}problems`} className={styles.problems} aria-live="polite">
        {problems.map(({ from, to, line, column, message, suggestion }) => (
          <li key={`${from} ${message}`}>
            <span>{t('problemAt', { line, column, message })}</span>
            {suggestion && (
              <Button
                size="small"
                onClick={() =>
                  onChange(value.slice(0, from) + written(value.slice(from, to), suggestion) + value.slice(to))
                }
              >
                {fixLabel(suggestion)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A suggestion as it stands in the text: a label between the quotes that are there. */
function written(wrong: string, suggestion: string): string {
  return wrong.startsWith('"') ? `"${suggestion}"` : suggestion;
}
