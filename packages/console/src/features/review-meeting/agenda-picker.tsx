'use client';

import {
  ProposedAgendaDocument,
  type ProposedAgendaQuery,
  type ProposedItemPartsFragment,
} from '@yimen/schema/documents';
import { Button, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { EmptyState } from '@/lib/states';
import { CandidateRow, idOf } from './agenda-candidate';
import { moved, toggled } from './agenda-order';
import styles from './review-meeting.module.css';

export type Agenda = NonNullable<ProposedAgendaQuery['proposedAgenda']>;

/** The ids of what is proposed, in its order. */
export function proposedIds({ items }: Agenda): string[] {
  return items.filter(({ proposed }) => proposed).map(idOf);
}

interface AgendaPickerProps {
  agenda: Agenda;
  id?: string;
  /** Ids in the order of the agenda. */
  value?: string[];
  onChange?: (ids: string[]) => void;
}

/** What waits, in the proposed order: put on, taken out and moved by hand, by dragging or by keys. */
export function AgendaPicker({ agenda, id, value = [], onChange }: AgendaPickerProps) {
  const t = useTranslations('meetings');
  const [dragged, setDragged] = useState<string>();
  const tell = (ids: string[]) => onChange?.(ids);
  const byId = new Map(agenda.items.map((item) => [idOf(item), item]));
  const chosen = value.flatMap((one) => byId.get(one) ?? []);
  const others = agenda.items.filter((item) => !value.includes(idOf(item)));
  const minutes = chosen.reduce((sum, item) => sum + item.minutes, 0);
  if (agenda.items.length === 0) return <EmptyState title={t('noCandidates')} hint={t('noCandidatesHint')} />;
  return (
    <div id={id} className="stack" tabIndex={-1}>
      <Length agenda={agenda} used={minutes} onPropose={tell} onClear={() => tell([])} />
      <h3>{t('onAgenda', { count: chosen.length, minutes })}</h3>
      <ol className={styles.candidates} data-testid="chosen-items">
        {chosen.map((item, index) => (
          <CandidateRow
            key={idOf(item)}
            item={item}
            place={index}
            last={chosen.length - 1}
            onToggle={() => tell(toggled(value, idOf(item)))}
            onMove={(place) => tell(moved(value, idOf(item), place))}
            onDrag={() => setDragged(idOf(item))}
            onDrop={() => dragged && tell(moved(value, dragged, index))}
          />
        ))}
      </ol>
      {others.length > 0 && <h3>{t('notOnAgenda', { count: others.length })}</h3>}
      <ol className={styles.candidates}>
        {others.map((item: ProposedItemPartsFragment) => (
          <CandidateRow key={idOf(item)} item={item} onToggle={() => tell(toggled(value, idOf(item)))} />
        ))}
      </ol>
    </div>
  );
}

interface LengthProps {
  agenda: Agenda;
  /** Minutes. */
  used: number;
  onPropose: (ids: string[]) => void;
  onClear: () => void;
}

/** How long the meeting lasts, and what is proposed for it. */
function Length({ agenda, used, onPropose, onClear }: LengthProps) {
  const t = useTranslations('meetings');
  const client = useClient();
  const [minutes, setMinutes] = useState(agenda.minutes);
  const [asking, setAsking] = useState(false);
  const propose = async () => {
    setAsking(true);
    const { data } = await client.query(ProposedAgendaDocument, { minutes }, { requestPolicy: 'network-only' });
    setAsking(false);
    if (data?.proposedAgenda) onPropose(proposedIds(data.proposedAgenda));
  };
  return (
    <div className="row">
      <label htmlFor="meeting-minutes">{t('meetingMinutes')}</label>
      <InputNumber
        id="meeting-minutes"
        min={10}
        max={600}
        step={10}
        value={minutes}
        onChange={(next) => setMinutes(next ?? agenda.minutes)}
      />
      <Button loading={asking} onClick={propose}>
        {t('proposeAgain')}
      </Button>
      <Button onClick={onClear}>{t('clearAgenda')}</Button>
      <span role="status" className={used > minutes ? 'late' : 'quiet'}>
        {t(used > minutes ? 'overTime' : 'timeUsed', { used, minutes })}
      </span>
    </div>
  );
}
