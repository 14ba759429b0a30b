'use client';

import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useViewer } from '@/lib/viewer';
import { BallotLine } from './ballot-line';
import type { AgendaItemView, MeetingView } from './meeting-page';
import { OpinionForm } from './opinion-form';
import { Recusals } from './recusals';
import styles from './review-meeting.module.css';
import { VoteButtons } from './vote-buttons';

interface OpinionsAndVotesProps {
  meeting: MeetingView;
  item: AgendaItemView;
}

/** Opinions and votes on the item: one's own, and for the chair those of the members in the room. */
export function OpinionsAndVotes({ meeting, item }: OpinionsAndVotesProps) {
  const t = useTranslations('meetings');
  const { staff } = useViewer();
  const [chosen, setChosen] = useState<string>();
  const may = (name: string) => item.allowedActions.some(({ action }) => action === name);
  const forOthers = may('record_for_others');
  const present = meeting.members.filter((member) => member.present);
  const aside = new Set(item.recusals.map((one) => one.staff.id));
  const people = meeting.members.filter(
    (member) => (member.present || member.staff.id === staff.id) && !aside.has(member.staff.id),
  );
  const speaker = people.find((member) => member.staff.id === chosen) ? chosen : undefined;
  const takesPart = meeting.status === 'open' && !aside.has(speaker ?? staff.id);
  const onBehalf = speaker && speaker !== staff.id ? speaker : undefined;

  return (
    <section className={`paper ${styles.speak}`} aria-labelledby="opinions">
      <h2 id="opinions">{t('opinionsAndVotes')}</h2>
      {forOthers && (
        <div className={styles.field}>
          <label htmlFor="record-for">{t('recordFor')}</label>
          <Select
            id="record-for"
            value={speaker ?? staff.id}
            onChange={setChosen}
            showSearch={{ optionFilterProp: 'label' }}
            options={people.map((member) => ({ value: member.staff.id, label: member.staff.name }))}
          />
        </div>
      )}
      <BallotLine item={item} />
      {may('vote') && takesPart && !(onBehalf && item.ballot === 'secret') && (
        <VoteButtons item={item} staffId={onBehalf} presentIds={present.map((one) => one.staff.id)} />
      )}
      {may('speak') && takesPart && <OpinionForm key={speaker} itemId={item.id} staffId={onBehalf} />}
      <Recusals meeting={meeting} item={item} />
      <Votes item={item} />
      <Opinions item={item} />
    </section>
  );
}

function Votes({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  if (item.votes.length === 0) return <p className="quiet">{t('noVotes')}</p>;
  return (
    <ul className={styles.voices} data-testid="votes">
      {item.votes.map((vote) => (
        <li key={vote.staff.id} className={styles.person}>
          <span>{vote.staff.name}</span>
          <span>{t(`choices.${vote.choice ?? 'secret'}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Opinions({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  if (item.opinions.length === 0) return <p className="quiet">{t('noOpinions')}</p>;
  return (
    <ul className={styles.voices} data-testid="opinions">
      {item.opinions.map((opinion) => (
        <li key={opinion.id}>
          <strong>{opinion.staff.name}</strong> {t(`stances.${opinion.stance}`)}
          <div>{opinion.text}</div>
          {opinion.recordedBy !== opinion.staff.name && (
            <div className="quiet">{t('recordedBy', { name: opinion.recordedBy })}</div>
          )}
        </li>
      ))}
    </ul>
  );
}
