'use client';

import {
  type AidPackagePartsFragment,
  ComposePackageDocument,
  ComposerDocument,
  type ComposerQuery,
  type SelectionInput,
} from '@yimen/schema/documents';
import { useCallback, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { type Failure, isFailure, useCommand } from '@/lib/graphql';
import { fenToYuanText } from '@/lib/money';

export type AidPackage = AidPackagePartsFragment;
export type ComposedCase = NonNullable<ComposerQuery['case']>;

/** What is chosen, and what is left out on purpose. */
interface Draft {
  selections: SelectionInput[];
  setAside: string[];
}

/** Every change of the draft: what it was in, what it is now out. */
type Change = (draft: Draft) => Draft;

const CONTEXT = { additionalTypenames: ['AidPackage', 'Case'] };

/** Choices as the service takes them. */
export function asSelections(selections: AidPackage['selections']): SelectionInput[] {
  return selections.map(({ programCode, amountFen, planOnly, setBy }) => ({
    programCode,
    planOnly,
    setBy,
    amount: amountFen === null ? undefined : fenToYuanText(amountFen),
  }));
}

function draftOf(aidPackage: AidPackage | undefined): Draft {
  return {
    selections: asSelections(aidPackage?.selections ?? []),
    setAside: (aidPackage?.setAside ?? []).map(({ code }) => code),
  };
}

/** Whether a change was refused for the amount typed: then it is told at the amount's field. */
export function isAboutAmount(failure: Failure | undefined): boolean {
  return failure?.__typename === 'AmountOutOfBand' || failure?.__typename === 'InvalidInput';
}

export interface Composing {
  query: ReturnType<typeof useQuery<ComposerQuery>>[0];
  reload: () => void;
  aidPackage: AidPackage | undefined;
  running: boolean;
  /** Why the last change did nothing; a refused amount tells of its program. */
  failure: Failure | undefined;
  /** The program whose change failed. */
  failedProgram: string | undefined;
  clearFailure: () => void;
  /** Changes follow one another: a second one waits for the first, so that none is lost. */
  change: (apply: Change, about?: string) => Promise<boolean>;
  /** The day chosen for the decision; undefined while the county's own (the meeting's day, or today) stands. */
  decisionDate: string | undefined;
  setDecisionDate: (date: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/** A case's package with every change sent at once, and the drafts before it to go back to. */
export function useComposer(caseId: string): Composing {
  const [query, execute] = useQuery({ query: ComposerDocument, variables: { caseId }, context: CONTEXT });
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const { run, running, failure, setFailure } = useCommand(ComposePackageDocument);
  const [answered, setAnswered] = useState<AidPackage>();
  const [past, setPast] = useState<Draft[]>([]);
  const [future, setFuture] = useState<Draft[]>([]);
  const [failedProgram, setFailedProgram] = useState<string>();
  const [chosenDate, setChosenDate] = useState<string>();
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const read = query.data?.case?.package ?? undefined;
  const aidPackage = answered && answered.version > (read?.version ?? 0) ? answered : read;
  const current = useRef(aidPackage);
  if ((aidPackage?.version ?? 0) >= (current.current?.version ?? 0)) current.current = aidPackage;

  const send = useCallback(
    async (draft: Draft, decisionDate: string | undefined, about: string | undefined) => {
      const before = current.current;
      const expectedVersion = before?.version ?? 0;
      const on = decisionDate ?? before?.decisionDate ?? chosenDate;
      const result = await run({ caseId, expectedVersion, ...draft, decisionDate: on });
      if (isFailure(result)) {
        setFailedProgram(about);
        if (result.__typename === 'StaleVersion' || result.__typename === 'WrongState') reload();
        return false;
      }
      current.current = result;
      setAnswered(result);
      setFailedProgram(undefined);
      return true;
    },
    [caseId, run, reload, chosenDate],
  );

  const enqueue = useCallback((work: () => Promise<boolean>): Promise<boolean> => {
    const next = queue.current.then(work);
    queue.current = next;
    return next;
  }, []);

  const change = useCallback(
    (apply: Change, about?: string) =>
      enqueue(async () => {
        const before = draftOf(current.current);
        const done = await send(apply(before), undefined, about);
        if (!done) return false;
        setPast((list) => [...list, before]);
        setFuture([]);
        return true;
      }),
    [enqueue, send],
  );

  const goTo = (from: Draft[], setFrom: typeof setPast, setTo: typeof setPast) => {
    const target = from.at(-1);
    if (!target) return undefined;
    return () => {
      void enqueue(async () => {
        const before = draftOf(current.current);
        const done = await send(target, undefined, undefined);
        if (!done) return false;
        setFrom((list) => list.slice(0, -1));
        setTo((list) => [...list, before]);
        return true;
      });
    };
  };

  return {
    query,
    reload,
    aidPackage,
    running,
    failure,
    failedProgram,
    clearFailure: () => setFailure(undefined),
    change,
    decisionDate: aidPackage?.decisionDate ?? chosenDate,
    setDecisionDate: (date) => {
      setChosenDate(date);
      if (current.current) void enqueue(() => send(draftOf(current.current), date, undefined));
    },
    undo: goTo(past, setPast, setFuture),
    redo: goTo(future, setFuture, setPast),
  };
}
