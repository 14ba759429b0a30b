'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { DayPicker } from '@/lib/day-picker';
import { MutationFailure } from '@/lib/graphql';
import { LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import styles from './aid-package.module.css';
import { PackageItems } from './package-items';
import { PackageMoney } from './package-money';
import { ProgramChoices } from './program-choices';
import { Suggestions } from './suggestions';
import { type ComposedCase, type Composing, isAboutAmount, useComposer } from './use-composer';

interface ComposerProps {
  caseId: string;
  /** Beside something else, in the meeting: without the page around it, the package first. */
  compact?: boolean;
  /** The version that the page around it knows of: a newer one is read at once. */
  shownVersion?: number;
}

/** The aid package of a case: what fits, what is chosen, and what money that moves. */
export function Composer({ caseId, compact = false, shownVersion = 0 }: ComposerProps) {
  const t = useTranslations('composer');
  const composing = useComposer(caseId);
  // Facts and money change elsewhere too, more slowly.
  usePolling(composing.reload, compact, 30_000);
  useNewer(composing, shownVersion);
  return (
    <QueryBoundary query={composing.query} retry={composing.reload} skeletonRows={12}>
      {({ case: file }) => {
        if (!file) {
          return (
            <Missing>
              <LinkButton href="/cases">{t('backToCases')}</LinkButton>
            </Missing>
          );
        }
        const desk = <ComposerDesk file={file} composing={composing} compact={compact} />;
        if (compact) return <div className={styles.compact}>{desk}</div>;
        return (
          <Page
            title={t('titleOf', { name: file.beneficiary.name })}
            breadcrumb={[
              { title: t('cases'), href: '/cases' },
              { title: file.number, href: `/cases/${file.id}` },
              { title: t('package') },
            ]}
          >
            {desk}
          </Page>
        );
      }}
    </QueryBoundary>
  );
}

/** So that a whole room does not ask at the same moment. */
const SPREAD_MS = 300;

function useNewer({ query, aidPackage, reload, running }: Composing, version: number): void {
  const isBehind = !query.fetching && !running && version > (aidPackage?.version ?? 0);
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(reload, Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [isBehind, reload]);
}

interface ComposerDeskProps {
  file: ComposedCase;
  composing: Composing;
  compact: boolean;
}

function ComposerDesk({ file, composing, compact }: ComposerDeskProps) {
  const { aidPackage } = composing;
  const [judgedOn, setJudgedOn] = useState<string>();
  const compose = file.allowedActions.find(({ action }) => action === 'compose');
  const composable = compose?.allowed ?? false;
  const [isSuggesting, setSuggesting] = useState(false);

  return (
    <div className={styles.composer}>
      <Toolbar
        composing={composing}
        composable={composable}
        reason={compose?.reason}
        decisionDate={composing.decisionDate ?? judgedOn}
        isSuggesting={isSuggesting}
        onSuggest={() => setSuggesting(!isSuggesting)}
      />
      {composable && isSuggesting && <Suggestions caseId={file.id} composing={composing} />}
      <div className={styles.columns}>
        <ProgramChoices
          file={file}
          composing={composing}
          composable={composable}
          foldFacts={compact}
          onJudged={setJudgedOn}
        />
        <PackageItems file={file} composing={composing} composable={composable} />
        <PackageMoney need={file.need} aidPackage={aidPackage} />
      </div>
    </div>
  );
}

interface ToolbarProps {
  composing: Composing;
  composable: boolean;
  reason: string | null | undefined;
  decisionDate: string | undefined;
  isSuggesting: boolean;
  onSuggest: () => void;
}

function Toolbar({ composing, composable, reason, decisionDate, isSuggesting, onSuggest }: ToolbarProps) {
  const t = useTranslations('composer');
  const { failure, failedProgram } = composing;
  // A refused amount is told at its field; everything else here.
  const atField =
    failedProgram !== undefined &&
    isAboutAmount(failure) &&
    composing.aidPackage?.items.some(({ program, planOnly }) => program.code === failedProgram && !planOnly);
  return (
    <>
      <div className="row">
        <label htmlFor="decision-date">{t('decisionDate')}</label>
        <DayPicker
          id="decision-date"
          className={styles.date}
          disabled={!composable}
          value={decisionDate}
          onChange={(day) => day && day !== decisionDate && composing.setDecisionDate(day)}
        />
        {composable ? (
          <>
            <Button aria-expanded={isSuggesting} onClick={onSuggest}>
              {t('suggest')}
            </Button>
            <Button disabled={!composing.undo} onClick={composing.undo}>
              {t('undo')}
            </Button>
            <Button disabled={!composing.redo} onClick={composing.redo}>
              {t('redo')}
            </Button>
            <span className="quiet" role="status">
              {composing.running ? t('working') : composing.aidPackage ? t('saved') : ''}
            </span>
          </>
        ) : (
          <span className="quiet">{reason ?? t('readOnly')}</span>
        )}
      </div>
      {failure && !atField && <MutationFailure failure={failure} onClose={composing.clearFailure} />}
    </>
  );
}
