'use client';

import { ProgramRulesDocument } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { LinkButton, Page, useStatusLabel } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import styles from './rules.module.css';
import { diffRule, diffSentence, type Piece } from './text-diff';
import type { RuleProgram } from './use-rule-draft';

type Version = RuleProgram['versions'][number];

interface CompareProps {
  code: string;
  a: string;
  b: string;
}

/** Two versions of a program's rule: texts word by word, everything else field by field. */
export function CompareVersionsPage({ code, a, b }: CompareProps) {
  const t = useTranslations('rules');
  const [query, reload] = useQuery({ query: ProgramRulesDocument, variables: { code } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ program }) => {
        const [before, after] = [a, b].map((number) => program?.versions.find((one) => String(one.number) === number));
        if (!program || !before?.content || !after?.content) {
          return (
            <Missing>
              <LinkButton href={`/programs/${code}`}>{t('backToProgram')}</LinkButton>
            </Missing>
          );
        }
        return <Comparison program={program} before={before} after={after} />;
      }}
    </QueryBoundary>
  );
}

function Comparison({ program, before, after }: { program: RuleProgram; before: Version; after: Version }) {
  const t = useTranslations('rules');
  const b = useBilingual();
  const router = useRouter();
  const label = useStatusLabel();
  const name = b(program.name);
  const fields = differences(before, after);
  const go = (from: number, to: number) => router.push(`/programs/${program.code}/versions/${from}/compare/${to}`);
  const choose = (which: 'before' | 'after') => (
    <Select
      aria-label={t(`compare.${which}`)}
      popupMatchSelectWidth={false}
      value={(which === 'before' ? before : after).number}
      options={program.versions.map(({ number, phase }) => ({
        value: number,
        label: t('compare.version', { number, phase: label('ruleVersion', phase) }),
      }))}
      onChange={(number: number) => (which === 'before' ? go(number, after.number) : go(before.number, number))}
    />
  );
  return (
    <Page
      title={t('compare.title', { name })}
      breadcrumb={[
        { title: t('programs'), href: '/programs' },
        { title: name, href: `/programs/${program.code}` },
        { title: t('compare.short') },
      ]}
    >
      <div className="row">
        {choose('before')} <span aria-hidden>→</span> {choose('after')}
      </div>
      <section className={`paper ${styles.diff}`} aria-label={t('compare.short')}>
        {fields.length === 0 && <p>{t('compare.none')}</p>}
        {fields.map(({ path, part, pieces }) => (
          <div key={path} className={styles.field} data-testid={`diff-${path}`}>
            <h3>{part ? `${b(part)} · ${t(`fields.${last(path)}`)}` : t(`fields.${path}`)}</h3>
            <Pieces pieces={pieces} />
          </div>
        ))}
      </section>
      <p className="quiet">{t('compare.legend')}</p>
    </Page>
  );
}

const last = (path: string) => path.split('.').at(-1) ?? path;

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const t = useTranslations('rules.compare');
  return (
    <pre className={styles.feel}>
      {pieces.map(({ kind, text }, index) => {
        const key = `${index}${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Mark = kind === 'added' ? 'ins' : 'del';
        return (
          <Mark key={key} aria-label={t(kind, { text })}>
            {text}
          </Mark>
        );
      })}
    </pre>
  );
}

interface Difference {
  path: string;
  part?: { zh: string; en: string };
  pieces: Piece[];
}

/** A field that changes as a whole. */
function whole(before: string, after: string): Piece[] {
  const pieces: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return pieces.filter(({ text }) => text !== '');
}

function differences(before: Version, after: Version): Difference[] {
  const [was, is] = [before.content, after.content];
  if (!was || !is) return [];
  const texts = (['rule', 'formula', 'min', 'max'] as const).map((path): Difference & { same: boolean } => {
    const [x, y] = [was[path] ?? '', is[path] ?? ''];
    return { path, pieces: diffRule(x, y), same: x === y };
  });
  const parts = (['variants', 'subBenefits'] as const).flatMap((list) =>
    is[list].flatMap((part) =>
      (['rule', 'formula'] as const).map((field) => {
        const [x, y] = [was[list].find(({ code }) => code === part.code)?.[field] ?? '', part[field] ?? ''];
        return { path: `${part.code}.${field}`, part: part.name, pieces: diffRule(x, y), same: x === y };
      }),
    ),
  );
  const sentences = (['zh', 'en'] as const).map((language) => {
    const [x, y] = [was.ruleInWords[language], is.ruleInWords[language]];
    const path = language === 'zh' ? 'sentenceZh' : 'sentenceEn';
    return { path, pieces: diffSentence(x, y, language === 'zh' ? 'zh-CN' : 'en'), same: x === y };
  });
  const plain = (
    [
      ['step', String(was.step ?? ''), String(is.step ?? '')],
      ['effectiveFrom', before.effectiveFrom ?? '', after.effectiveFrom ?? ''],
      ['source', before.source ?? '', after.source ?? ''],
      ['note', before.note ?? '', after.note ?? ''],
    ] as const
  ).map(([path, x, y]) => ({ path, pieces: whole(x, y), same: x === y }));
  return [...texts, ...parts, ...sentences, ...plain].filter(({ same }) => !same);
}
