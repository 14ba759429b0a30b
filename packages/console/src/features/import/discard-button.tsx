'use client';

import { DiscardImportDocument, type ImportHeadFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

/** Deletes the uploaded rows of a file that is not wanted. */
export function DiscardButton({ file, onDone }: { file: ImportHeadFragment; onDone: () => void }) {
  const t = useTranslations('imports');
  const discard = useCommand(DiscardImportDocument);
  const run = async () => {
    const result = await discard.run({ importId: file.id, expectedVersion: file.version });
    if (!isFailure(result)) onDone();
  };
  return (
    <>
      <ActionButton
        action="discard"
        allowedActions={file.allowedActions}
        size="large"
        loading={discard.running}
        onClick={run}
      >
        {t('discard')}
      </ActionButton>
      <MutationFailure failure={discard.failure} onClose={() => discard.setFailure(undefined)} />
    </>
  );
}
