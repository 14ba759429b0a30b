'use client';

import { ClosePartDocument } from '@yimen/schema/documents';
import { Alert, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { MutationFailure, useCommand } from '@/lib/graphql';
import type { AgendaItemView } from './meeting-page';

/** That the item is discussed behind closed doors; whoever presides closes them and opens them. */
export function ClosedPart({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const close = useCommand(ClosePartDocument);
  const may = (name: string) => item.allowedActions.some(({ action, allowed }) => action === name && allowed);
  const { id: itemId, version: expectedVersion, closedPart } = item;
  const changes = may('close_part') || may('open_part');
  return (
    <>
      {closedPart && (
        <Alert
          type="info"
          showIcon
          data-testid="closed-part"
          title={t('closedPart')}
          description={t(item.withheld ? 'closedToYou' : 'closedToOthers')}
        />
      )}
      {changes && (
        <div className="row">
          <Button
            size="small"
            loading={close.running}
            onClick={() => close.run({ itemId, expectedVersion, closed: !closedPart })}
          >
            {t(closedPart ? 'openPart' : 'closePart')}
          </Button>
        </div>
      )}
      <MutationFailure failure={close.failure} onClose={() => close.setFailure(undefined)} />
    </>
  );
}
