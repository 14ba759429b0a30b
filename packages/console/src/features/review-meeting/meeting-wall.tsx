'use client';

import { MeetingWallChangesDocument, MeetingWallDocument, type MeetingWallQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { LinkButton, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useStream } from '@/lib/stream';
import { usePolling } from '@/lib/use-polling';
import styles from './meeting-wall.module.css';

type WallView = NonNullable<MeetingWallQuery['meetingWall']>;

/** The meeting on the wall of the room: the service tells it no more than everybody in the room may read. */
export function MeetingWall({ meetingId }: { meetingId: string }) {
  const t = useTranslations('meetings');
  const [query, read] = useQuery({ query: MeetingWallDocument, variables: { id: meetingId } });
  const reload = useCallback(() => read({ requestPolicy: 'network-only' }), [read]);
  const wall = query.data?.meetingWall;
  const isRunning = wall?.status !== 'closed';
  const isLive = useStream({
    document: MeetingWallChangesDocument,
    variables: () => ({ meetingId, after: wall?.sequence ?? 0 }),
    hear: reload,
    refused: reload,
    active: Boolean(wall) && isRunning,
  });
  usePolling(reload, isRunning && !isLive);
  return (
    <div className={styles.wall}>
      <QueryBoundary query={query} retry={reload} skeletonRows={8}>
        {({ meetingWall }) =>
          meetingWall ? (
            <Wall wall={meetingWall} meetingId={meetingId} />
          ) : (
            <Missing>
              <LinkButton href="/meetings">{t('backToList')}</LinkButton>
            </Missing>
          )
        }
      </QueryBoundary>
    </div>
  );
}

function Wall({ wall, meetingId }: { wall: WallView; meetingId: string }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const { title, status, present, members, items, item, lines } = wall;
  return (
    <>
      <header className={styles.head}>
        <h1>{title}</h1>
        <StatusTag kind="meeting" status={status} />
        <span>{t('presentOf', { present, members })}</span>
        <LinkButton href={`/meetings/${meetingId}`}>{t('backToMeeting')}</LinkButton>
      </header>
      {status === 'paused' && <p className={styles.notice}>{t('pausedOnWall')}</p>}
      {item ? <WallItem item={item} count={items} /> : <p className={styles.item}>{t('nothingTaken')}</p>}
      <div className={styles.log} data-testid="wall-log">
        {lines.map((line) => (
          <p key={line.sequence}>
            <time>{formatTime(line.at)}</time> {b(line.words)}
          </p>
        ))}
      </div>
    </>
  );
}

function WallItem({ item, count }: { item: NonNullable<WallView['item']>; count: number }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const { position, kind, closedPart, person, village, difficulty, applications, parts, tally } = item;
  const about = [person, village && b(village), difficulty && b(difficulty)].filter(Boolean);
  return (
    <section aria-labelledby="wall-item">
      <h2 id="wall-item" className={styles.item}>
        {t('wallItem', { position, count, kind: t(`kinds.${kind}`) })}
      </h2>
      {closedPart && <p className={styles.notice}>{t('closedPart')}</p>}
      {about.length > 0 && <p data-testid="wall-about">{about.join(t('comma'))}</p>}
      {parts.length > 0 && <WallPackage parts={parts} />}
      {applications !== null && <p>{t('applications', { count: applications })}</p>}
      {tally && (
        <p className={styles.tally}>
          {tally.hidden
            ? t('secretCast', { cast: tally.cast, members: tally.members })
            : t('tally', { for: tally.for, against: tally.against, abstain: tally.abstain })}{' '}
          {t(tally.reached ? 'quorumReached' : 'quorumMissing', { quorum: tally.quorum, members: tally.members })}
        </p>
      )}
    </section>
  );
}

/** Programs, departments and amounts of the package, as they are changed. */
function WallPackage({ parts }: { parts: NonNullable<WallView['item']>['parts'] }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  return (
    <table className={styles.package} data-testid="wall-package">
      <caption>{t('packageOnWall')}</caption>
      <tbody>
        {parts.map(({ program, department, amountFen }) => (
          <tr key={program.zh}>
            <th scope="row">{b(program)}</th>
            <td>{b(department)}</td>
            <td>{amountFen === null ? t('planOnly') : <Money fen={amountFen} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
