'use client';

import { APPRAISAL_PURPOSES } from '@yimen/schema';
import { type AppraisalReadingPartsFragment, OpenAppraisalDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
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
  const open = async (wanted: Wanted, title: string) => {
    if (!stated) return setAsking({ wanted, title });
    const reading = await command.run({ ...wanted, ...stated });
    if (!isFailure(reading)) onOpened(reading);
  };
  const dialog = (
    <>
      {!asking && <MutationFailure failure={command.failure} onClose={() => command.setFailure(undefined)} />}
      {asking && (
        <PurposeDialog
          open
          title={t('openTitle', { what: asking.title })}
          purpose="yearly_check"
          purposes={APPRAISAL_PURPOSES}
          command={command}
          onSubmit={async (purpose) => {
            const reading = await command.run({ ...asking.wanted, ...purpose });
            if (!isFailure(reading)) stated = purpose;
            return reading;
          }}
          onDone={(reading) => {
            setAsking(undefined);
            onOpened(reading);
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
  return { open, running: command.running, dialog };
}
