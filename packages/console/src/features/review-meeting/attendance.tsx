'use client';

import { type MeetingPartsFragment, RecordAttendanceDocument } from '@yimen/schema/documents';
import { Button, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { MutationFailure, useCommand } from '@/lib/graphql';
import type { MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';
import { Substitutes } from './substitutes';

type Member = MeetingPartsFragment['members'][number];

/** How many of the members, or of those who sit in their places, are in the room. */
export function attendanceOf({ members }: MeetingView): { present: number; members: number } {
  const seats = members.filter(({ standsFor }) => !standsFor).length;
  return { present: members.filter(({ present }) => present).length, members: seats };
}

/** Who is in the room; the chair switches it. */
export function AttendanceList({ meeting }: { meeting: MeetingView }) {
  const editable = meeting.allowedActions.some(({ action, allowed }) => action === 'attend' && allowed);
  return (
    <>
      <ul className={styles.people}>
        {meeting.members.map((member) => (
          <Person
            key={member.staff.id}
            meeting={meeting}
            member={member}
            online={meeting.online.includes(member.staff.id)}
            editable={editable}
          />
        ))}
      </ul>
      <Substitutes meeting={meeting} />
    </>
  );
}

interface PersonProps {
  meeting: MeetingView;
  member: Member;
  /** Has the meeting open on a screen. */
  online: boolean;
  editable: boolean;
}

function Person({ meeting, member, online, editable }: PersonProps) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const attend = useCommand(RecordAttendanceDocument);
  const { staff, present, standsFor, alsoIn } = member;
  const isReplaced = meeting.members.some((one) => one.standsFor?.id === staff.id);
  const record = (next: boolean, alsoElsewhere?: boolean) =>
    attend.run({ meetingId: meeting.id, staffId: staff.id, present: next, alsoElsewhere });
  const elsewhere = attend.failure?.__typename === 'WrongState' && attend.failure.code === 'ELSEWHERE';
  return (
    <li>
      <div className={styles.person}>
        <span>
          {staff.name}{' '}
          <span className="quiet">{staff.department ? b(staff.department.name) : b(staff.orgUnitName)}</span>
          {standsFor && <span className={styles.standsFor}>{t('standsFor', { name: standsFor.name })}</span>}
          {online && <span className={styles.online}>{t('online')}</span>}
        </span>
        {editable && !isReplaced ? (
          <Switch
            size="small"
            checked={present}
            loading={attend.running}
            aria-label={t('presentNamed', { name: staff.name })}
            onChange={(next) => record(next)}
          />
        ) : (
          <span className="quiet">{t(present ? 'present' : 'absent')}</span>
        )}
      </div>
      {alsoIn.length > 0 && <div className="late">{t('alsoIn', { numbers: alsoIn.join(t('comma')) })}</div>}
      <MutationFailure failure={attend.failure} onClose={() => attend.setFailure(undefined)} />
      {elsewhere && (
        <Button size="small" onClick={() => record(true, true)}>
          {t('presentInBoth')}
        </Button>
      )}
    </li>
  );
}
