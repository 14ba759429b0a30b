'use client';

import type { MinutesPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import styles from './review-meeting.module.css';

/** The minutes as they are filed: who was there, and of each item what was said, resolved and is to be done. */
export function MinutesSheet({ minutes }: { minutes: MinutesPartsFragment }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const named = useNamed();
  const list = (people: MinutesPartsFragment['present']) => people.map(named).join(t('comma')) || t('nobody');
  return (
    <article className={styles.minutes} data-testid="minutes">
      <h2>{b(minutes.title)}</h2>
      <dl className={styles.minutesFacts}>
        <dt>{t('number')}</dt>
        <dd>{minutes.number}</dd>
        <dt>{t('time')}</dt>
        <dd>
          {formatDateTime(minutes.openedAt)} – {formatDateTime(minutes.closedAt)}
        </dd>
        <dt>{t('place')}</dt>
        <dd>{minutes.place}</dd>
        {minutes.emergency && (
          <>
            <dt>{t('emergency')}</dt>
            <dd>{minutes.emergency}</dd>
          </>
        )}
        <dt>{t('chair')}</dt>
        <dd>{named(minutes.chair)}</dd>
        <dt>{t('present')}</dt>
        <dd>{list(minutes.present)}</dd>
        <dt>{t('absent')}</dt>
        <dd>{list(minutes.absent)}</dd>
        {minutes.pauses.length > 0 && (
          <>
            <dt>{t('pauses')}</dt>
            <dd>
              {minutes.pauses
                .map((one) =>
                  t('pauseOf', { from: formatDateTime(one.from), to: formatDateTime(one.to), reason: one.reason }),
                )
                .join(t('semicolon'))}
            </dd>
          </>
        )}
        <dt>{t('items')}</dt>
        <dd>{t('itemCount', { count: minutes.items.length })}</dd>
      </dl>
      {minutes.items.map((item) => (
        <MinutesItem key={item.position} item={item} />
      ))}
      <Signatures minutes={minutes} />
      {minutes.annexes.map((annex) => (
        <Annex key={annex.number} annex={annex} />
      ))}
    </article>
  );
}

/** Somebody with his title, and in whose place he sat. */
function useNamed() {
  const t = useTranslations('meetings');
  const b = useBilingual();
  return ({ name, title, standsFor }: MinutesPartsFragment['chair']) =>
    standsFor
      ? t('personStandingFor', { name, title: b(title), standsFor })
      : t('personTitled', { name, title: b(title) });
}

/** Who signed and when; a line to sign on for whoever has not. */
function Signatures({ minutes: { signatures, secretary } }: { minutes: MinutesPartsFragment }) {
  const t = useTranslations('meetings');
  return (
    <dl className={styles.signature}>
      {(['chair', 'secretary'] as const).map((role) => {
        const signature = signatures.find((one) => one.role === role);
        const blank = role === 'secretary' && secretary ? `${secretary.name} ${t('toSign')}` : t('toSign');
        return (
          <div key={role}>
            <dt>{t(`signature.${role}`)}</dt>
            <dd>
              {signature ? `${signature.person.name} ${formatDateTime(signature.at)}` : blank}
              {signature && !signature.intact && <strong> {t('notIntact')}</strong>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Annex({ annex }: { annex: MinutesPartsFragment['annexes'][number] }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const { number, itemPosition, text, writtenBy, at } = annex;
  const of = itemPosition ? t('annexOf', { position: itemPosition }) : '';
  return (
    <section className={styles.minutesItem} data-testid="annex">
      <h3>{t('annexTitle', { number, of })}</h3>
      <p className={styles.annexText}>{text}</p>
      <p className="quiet">
        {t('personTitled', { name: writtenBy.name, title: b(writtenBy.title) })} {formatDateTime(at)}
      </p>
    </section>
  );
}

function MinutesItem({ item }: { item: MinutesPartsFragment['items'][number] }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const named = useNamed();
  const votes = item.votes.map(({ choice, names, count }) =>
    names.length > 0
      ? t('votesOf', { kind: choice, choice: t(`choices.${choice}`), count, names: names.join(t('comma')) })
      : t('votesCounted', { kind: choice, choice: t(`choices.${choice}`), count }),
  );
  return (
    <section className={styles.minutesItem} data-outcome={item.outcome}>
      <h3>{t('itemTitle', { position: item.position, title: b(item.title) })}</h3>
      <dl className={styles.minutesFacts}>
        <dt>{t('about')}</dt>
        <dd>{b(item.about)}</dd>
        {item.closedPart && (
          <>
            <dt>{t('closedPart')}</dt>
            <dd>{t('closedToOthers')}</dd>
          </>
        )}
        {item.presider && (
          <>
            <dt>{t('presider')}</dt>
            <dd>{named(item.presider)}</dd>
          </>
        )}
        <Lines
          title={t('recusals')}
          lines={item.recusals.map(({ name, ground, reason }) =>
            t('recusalOf', { name, ground: t(`grounds.${ground}`), reason }),
          )}
        />
        <Lines
          title={t('questions')}
          lines={item.questions.map(({ name, text, answers }) =>
            [t('askedBy', { name, text }), ...answers.map((one) => t('answeredBy', one))].join(' '),
          )}
        />
        <Lines
          title={t('opinions')}
          lines={item.opinions.map(({ name, stance, text }) =>
            t('opinionOf', { name, stance: t(`stances.${stance}`), text }),
          )}
        />
        {votes.length > 0 && (
          <>
            <dt>{t('votes')}</dt>
            <dd>
              {item.secret && `${t('ballots.secret')}${t('comma')}`}
              {votes.join(t('semicolon'))}
            </dd>
          </>
        )}
        <dt>{t('outcome')}</dt>
        <dd>
          <strong>{b(item.resolution)}</strong>
        </dd>
        {item.reason && (
          <>
            <dt>{t('reason')}</dt>
            <dd>{item.reason}</dd>
          </>
        )}
        <Lines title={t('decisions')} lines={item.decisions.map(b)} numbered />
        <Lines title={t('tasks')} lines={item.tasks.map(b)} numbered />
      </dl>
    </section>
  );
}

interface LinesProps {
  title: string;
  lines: string[];
  numbered?: boolean;
}

function Lines({ title, lines, numbered = false }: LinesProps) {
  if (lines.length === 0) return null;
  const List = numbered ? 'ol' : 'ul';
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <List className={numbered ? undefined : 'plain-list'}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: minutes never change, and two members may say the same
            <li key={index}>{line}</li>
          ))}
        </List>
      </dd>
    </>
  );
}
