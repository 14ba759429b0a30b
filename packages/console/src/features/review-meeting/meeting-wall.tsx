'use client';

import { WallPackageDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { LinkButton, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { attendanceOf } from './attendance';
import type { AgendaItemView, MeetingView } from './meeting-page';
import styles from './meeting-wall.module.css';
import { useLiveMeeting } from './use-live-meeting';

/** Lines that are read from a distance. */
const LINES = 6;

/** The meeting on the wall of the room: what is decided and how far it is; nobody's name who asks for aid. */
export function MeetingWall({ meetingId }: { meetingId: string }) {
  const t = useTranslations('meetings');
  const { query, reload } = useLiveMeeting(meetingId);
  return (
    <div className={styles.wall}>
      <QueryBoundary query={query} retry={reload} skeletonRows={8}>
        {({ meeting }) =>
          meeting ? (
            <Wall meeting={meeting} />
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

function Wall({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const item = meeting.agenda.find(({ status }) => status === 'in_discussion');
  const lastLines = meeting.lines.slice(-LINES).reverse();
  return (
    <>
      <header className={styles.head}>
        <h1>{meeting.title}</h1>
        <StatusTag kind="meeting" status={meeting.status} />
        <span>{t('presentOf', attendanceOf(meeting))}</span>
        <LinkButton href={`/meetings/${meeting.id}`}>{t('backToMeeting')}</LinkButton>
      </header>
      {item ? (
        <WallItem item={item} count={meeting.agenda.length} />
      ) : (
        <p className={styles.item}>{t('nothingTaken')}</p>
      )}
      <div className={styles.log} data-testid="wall-log">
        {lastLines.map((line) => (
          <p key={line.sequence}>
            <time>{formatTime(line.at)}</time> {b(line.words)}
          </p>
        ))}
      </div>
    </>
  );
}

function WallItem({ item, count }: { item: AgendaItemView; count: number }) {
  const t = useTranslations('meetings');
  const { tally } = item;
  return (
    <section aria-labelledby="wall-item">
      <h2 id="wall-item" className={styles.item}>
        {t('wallItem', { position: item.position, count, kind: t(`kinds.${item.kind}`) })}
      </h2>
      {item.case && <WallPackage caseId={item.case.id} version={item.subjectVersion} />}
      {item.batch && <p>{t('applications', { count: item.batch.applications })}</p>}
      <p className={styles.tally}>
        {tally.hidden
          ? t('secretCast', { cast: tally.cast, members: tally.members })
          : t('tally', { for: tally.for, against: tally.against, abstain: tally.abstain })}{' '}
        {t(tally.reached ? 'quorumReached' : 'quorumMissing', { quorum: tally.quorum, members: tally.members })}
      </p>
    </section>
  );
}

/** Programs, departments and amounts of the package, as they are changed. */
function WallPackage({ caseId, version }: { caseId: string; version: number }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const [{ data }, read] = useQuery({ query: WallPackageDocument, variables: { caseId } });
  const aidPackage = data?.case?.package;
  const isBehind = version > (aidPackage?.version ?? 0);
  useEffect(() => {
    if (isBehind) read({ requestPolicy: 'network-only' });
  }, [isBehind, read]);
  if (!aidPackage) return null;
  return (
    <table className={styles.package} data-testid="wall-package">
      <caption>{t('package')}</caption>
      <tbody>
        {aidPackage.items.map(({ id, program, department, amountFen, planOnly }) => (
          <tr key={id}>
            <th scope="row">{b(program.name)}</th>
            <td>{b(department.name)}</td>
            <td>{planOnly || amountFen === null ? t('planOnly') : <Money fen={amountFen} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
