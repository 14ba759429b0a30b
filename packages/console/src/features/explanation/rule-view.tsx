'use client';

import type { RuleLinePartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Clause, isGroup, TruthMark } from '../aid-package/trace';
import styles from './explanation.module.css';
import { type RuleBranch, ruleTree } from './rule-tree';

/** A rule as it came out, as a tree: the branches that decided, the others folded away. */
export function RuleView({ lines }: { lines: readonly RuleLinePartsFragment[] }) {
  return (
    <ul className={styles.tree} data-testid="rule-tree">
      {ruleTree(lines).map((branch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule's lines never move
        <Branch key={index} branch={branch} />
      ))}
    </ul>
  );
}

function Branch({ branch: { line, children } }: { branch: RuleBranch }) {
  const t = useTranslations('explanation');
  const trace = useTranslations('composer.trace');
  // Where nothing of a branch decided, the branch itself is folded; inside it all is shown.
  const told = line.matters ? children.filter((child) => child.line.matters) : children;
  const folded = children.filter((child) => !told.includes(child));
  return (
    <li data-truth={line.truth}>
      {children.length > 0 && isGroup(line.op) ? (
        <div>
          <TruthMark truth={line.truth} /> {trace(line.op)}
        </div>
      ) : (
        <Clause node={line} />
      )}
      {children.length > 0 && (
        <ul className={styles.tree}>
          {told.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule's lines never move
            <Branch key={index} branch={child} />
          ))}
          {folded.length > 0 && (
            <li>
              <details className={styles.folded}>
                <summary>{t('folded', { count: folded.length })}</summary>
                <ul className={styles.tree}>
                  {folded.map((child, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a rule's lines never move
                    <Branch key={index} branch={child} />
                  ))}
                </ul>
              </details>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
