'use client';

import { MoveAgendaItemDocument, WithdrawAgendaItemDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { Movers } from './agenda-candidate';
import type { AgendaItemView } from './meeting-page';

interface ArrangeItemProps {
  item: AgendaItemView;
  name: string;
  /** The places of all that waits, ascending. */
  places: readonly number[];
}

/** Moves an item that waits, or takes it off the agenda. */
export function ArrangeItem({ item, name, places }: ArrangeItemProps) {
  const t = useTranslations('meetings');
  const move = useCommand(MoveAgendaItemDocument);
  const withdraw = useCommand(WithdrawAgendaItemDocument);
  const target = { itemId: item.id, expectedVersion: item.version };
  const failed = [move, withdraw].find(({ failure }) => failure);
  return (
    <div>
      <div className="row">
        <Movers
          name={name}
          place={places.indexOf(item.position)}
          last={places.length - 1}
          onMove={(place) => move.run({ ...target, position: places[place] ?? item.position })}
        />
        <Button
          size="small"
          loading={withdraw.running}
          aria-label={t('withdrawNamed', { name })}
          onClick={() => withdraw.run(target)}
        >
          {t('withdraw')}
        </Button>
      </div>
      <MutationFailure failure={failed?.failure} onClose={() => failed?.setFailure(undefined)} />
    </div>
  );
}
