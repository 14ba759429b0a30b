'use client';

import { type ImportHeadFragment, StartImportDocument } from '@yimen/schema/documents';
import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, LinkButton } from '@/lib/page';
import { Counts } from './check-result';
import { ProblemList } from './problem-list';
import { UndoButton } from './undo-button';

const SAID: Record<string, { type: 'success' | 'info' | 'warning'; text?: string }> = {
  imported: { type: 'success' },
  stopped: { type: 'warning', text: 'stopped' },
  undo_stopped: { type: 'warning', text: 'undoStopped' },
  undone: { type: 'info', text: 'undone' },
};

const SAID_OF_LIST: typeof SAID = { undone: { type: 'info', text: 'undoneList' } };

/** What was written, what stayed out, and the ways on. */
export function ImportResult({ file, onDone }: { file: ImportHeadFragment; onDone: () => void }) {
  const t = useTranslations('imports');
  const start = useCommand(StartImportDocument);
  const isList = file.kind === 'lists';
  const { type, text } = (isList && SAID_OF_LIST[file.status]) || SAID[file.status] || { type: 'info' as const };
  const { list, ...others } = file.written;
  const written = isList ? (list ? t('writtenList', list) : t('listNotYet')) : t('writtenWords', others);
  const resume = async () => {
    const result = await start.run({ importId: file.id, expectedVersion: file.version });
    if (!isFailure(result)) onDone();
  };
  return (
    <div className="stack">
      <section className="stack" aria-label={t('result')}>
        <Alert type={type} showIcon role="status" title={written} description={text && t(text)} />
        <Counts file={file} />
      </section>
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      <div className="row">
        <ActionButton
          type="primary"
          action="start"
          allowedActions={file.allowedActions}
          loading={start.running}
          onClick={resume}
        >
          {t('resume')}
        </ActionButton>
        {list && <LinkButton href={`/lists/${list.listId}`}>{t('openList')}</LinkButton>}
        <UndoButton file={file} onDone={onDone} />
      </div>
      <ProblemList file={file} />
    </div>
  );
}
