'use client';

import { APPRAISAL_PURPOSES } from '@yimen/schema';
import { type AppraisalReadingPartsFragment, OpenAppraisalDocument } from '@yimen/schema/documents';
import type { FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { type Purpose, PurposeDialog } from '../privacy/purpose-dialog';

/** What is opened: the report of a year, or what a measure of a department was counted from. */
export interface Wanted {
  year: number;
  department?: string;
  measure?: string;
}

/** Stated once while the console stays open; every opening is kept with it. */
let stated: Purpose | undefined;

/** Opens reports and sources for a stated purpose: the first time it is asked for. */
export function useOpening(onOpened: (reading: AppraisalReadingPartsFragment) => void): {
  open: (wanted: Wanted, title: string) => void;
  running: boolean;
  dialog: ReactNode;
} {
  const t = useTranslations('appraisal');
  const command = useCommand(OpenAppraisalDocument);
  const [asking, setAsking] = useState<{ wanted: Wanted; title: string }>();
  const send = async (wanted: Wanted, purpose: Purpose, form?: FormInstance<Purpose>) => {
    const result = await command.run({ ...wanted, ...purpose });
    if (isFailure(result)) return form && command.setFailure(placeProblems(form, result));
    stated = purpose;
    setAsking(undefined);
    onOpened(result);
  };
  const open = (wanted: Wanted, title: string) => {
    if (stated) send(wanted, stated);
    else setAsking({ wanted, title });
  };
  const dialog = (
    <>
      {!asking && <MutationFailure failure={command.failure} onClose={() => command.setFailure(undefined)} />}
      <PurposeDialog
        title={t('openTitle', { what: asking?.title ?? '' })}
        purpose="yearly_check"
        purposes={APPRAISAL_PURPOSES}
        open={asking !== undefined}
        running={command.running}
        failure={command.failure}
        onSubmit={(purpose, form) => asking && send(asking.wanted, purpose, form)}
        onClose={() => setAsking(undefined)}
      />
    </>
  );
  return { open, running: command.running, dialog };
}
