'use client';

import { ProgramRulesDocument, SaveProgramVersionDocument } from '@yimen/schema/documents';
import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, NoPermission, PageSkeleton, QueryBoundary } from '@/lib/states';
import { LiveReach } from './live-reach';
import { PublicSentence } from './public-sentence';
import { RuleActions } from './rule-actions';
import { RuleAmounts } from './rule-amounts';
import { RulePapers } from './rule-papers';
import { RuleText } from './rule-text';
import styles from './rules.module.css';
import { useLiveRule } from './use-live-rule';
import { type RuleProgram, useRuleDraft } from './use-rule-draft';
import { useRuleNames } from './use-rule-names';

/** Where a department writes the next version of a program's rule. */
export function EditRulePage({ code }: { code: string }) {
  const [query, reload] = useQuery({ query: ProgramRulesDocument, variables: { code } });
  const refresh = useCallback(() => reload({ requestPolicy: 'network-only' }), [reload]);
  return (
    <QueryBoundary query={query} retry={refresh}>
      {({ program }) => {
        if (!program) return <Missing />;
        if (!program.maySave) return <NoPermission />;
        if (query.fetching && !query.data) return <PageSkeleton />;
        const { openVersion } = program;
        return openVersion?.status === 'submitted' ? (
          <SubmittedRule program={program} version={openVersion} onDone={refresh} />
        ) : (
          <RuleDesk program={program} refresh={refresh} />
        );
      }}
    </QueryBoundary>
  );
}

function useFrame(program: RuleProgram) {
  const t = useTranslations('rules');
  const b = useBilingual();
  const name = b(program.name);
  return {
    documentTitle: t('editTitle', { name }),
    breadcrumb: [
      { title: t('programs'), href: '/programs' },
      { title: name, href: `/programs/${program.code}` },
      { title: t('edit') },
    ],
  };
}

/** Handed on: it is read, compared, published or sent back; nobody types in it. */
function SubmittedRule({
  program,
  version,
  onDone,
}: {
  program: RuleProgram;
  version: NonNullable<RuleProgram['openVersion']>;
  onDone: () => void;
}) {
  const t = useTranslations('rules');
  const b = useBilingual();
  return (
    <Page title={t('versionTitle', { name: b(program.name), number: version.number })} {...useFrame(program)}>
      <Alert
        type="info"
        showIcon
        title={t('submittedBy', { name: version.submitter ?? '', source: version.source ?? '' })}
        description={version.note}
      />
      <section className="paper" aria-labelledby="text">
        <h2 id="text">
          {t('ruleText')} <StatusTag kind="ruleVersion" status={version.phase} />
        </h2>
        <p>{version.content && b(version.content.ruleInWords)}</p>
        <pre className={styles.feel}>{version.content?.rule}</pre>
        {version.content?.formula && <pre className={styles.feel}>{version.content.formula}</pre>}
        <LinkButton href={`/programs/${program.code}/versions/${program.version}/compare/${version.number}`}>
          {t('compareWithCurrent')}
        </LinkButton>
      </section>
      <RuleActions version={version} onDone={onDone} />
    </Page>
  );
}

function RuleDesk({ program, refresh }: { program: RuleProgram; refresh: () => void }) {
  const t = useTranslations('rules');
  const rehearsal = useTranslations('rehearsal');
  const b = useBilingual();
  const names = useRuleNames();
  const { openVersion } = program;
  const { draft, change, changeContent, changed, restored, outdated, reset, saved } = useRuleDraft(program);
  const live = useLiveRule(program.code, draft.content, draft.effectiveFrom);
  const save = useCommand(SaveProgramVersionDocument);
  const [kept, setKept] = useState(false);

  const store = async () => {
    const result = await save.run({
      programCode: program.code,
      ...(openVersion && { versionId: openVersion.id, expectedVersion: openVersion.version }),
      ...draft,
    });
    setKept(!isFailure(result));
    if (isFailure(result)) {
      if (result.__typename === 'StaleVersion' || result.__typename === 'WrongState') refresh();
      return;
    }
    saved(result);
    refresh();
  };
  const problemsOf = (path: string) => live.problems.filter((problem) => problem.path === path);
  return (
    <Page
      title={t('editTitle', { name: b(program.name) })}
      {...useFrame(program)}
      extra={
        <>
          <LinkButton
            href={`/rehearsals/new?program=${program.code}${openVersion ? `&version=${openVersion.id}` : ''}`}
          >
            {rehearsal('rehearseRule')}
          </LinkButton>
          <Button type="primary" onClick={store} loading={save.running} disabled={!names}>
            {t('saveDraft')}
          </Button>
        </>
      }
    >
      {openVersion?.returnReason && (
        <Alert type="warning" showIcon title={t('returned', { reason: openVersion.returnReason })} />
      )}
      {(restored || outdated) && changed && (
        <Alert
          type={outdated ? 'warning' : 'info'}
          showIcon
          title={outdated ? t('outdated') : t('restored')}
          action={
            <Button size="small" onClick={reset}>
              {t('dropTyped')}
            </Button>
          }
        />
      )}
      <MutationFailure failure={save.failure} onClose={() => save.setFailure(undefined)} />
      {kept && !changed && <Alert type="success" showIcon title={t('saved')} />}
      <div className={styles.desk}>
        <div className="stack">
          {names ? (
            <>
              <section className="paper" aria-labelledby="condition">
                <h2 id="condition">{t('condition')}</h2>
                <RuleText
                  label={t('rule')}
                  hint={t('ruleHint')}
                  value={draft.content.rule}
                  onChange={(rule) => changeContent({ rule })}
                  names={names}
                  problems={problemsOf('rule')}
                />
              </section>
              <RuleAmounts
                program={program}
                content={draft.content}
                onChange={changeContent}
                names={names}
                problemsOf={problemsOf}
              />
            </>
          ) : (
            <PageSkeleton />
          )}
          <PublicSentence
            program={program}
            value={draft.content.ruleInWords}
            onChange={(ruleInWords) => changeContent({ ruleInWords })}
          />
        </div>
        <aside className={styles.side}>
          <LiveReach live={live} period={program.period} />
          <RulePapers draft={draft} onChange={change} />
          {openVersion && (
            <section className="paper" aria-labelledby="hand-on">
              <h2 id="hand-on">{t('handOn', { number: openVersion.number })}</h2>
              <RuleActions version={openVersion} unsaved={changed} onDone={refresh} />
              <LinkButton
                type="link"
                href={`/programs/${program.code}/versions/${program.version}/compare/${openVersion.number}`}
              >
                {t('compareWithCurrent')}
              </LinkButton>
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}
