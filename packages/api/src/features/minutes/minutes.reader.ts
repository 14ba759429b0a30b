import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { byKey, rows } from '../../platform/read.js';
import type { MinutesPersonRow } from '../review-meeting/write-minutes.js';

export interface SignatureRow {
  role: 'chair' | 'secretary';
  staffId: string;
  person: MinutesPersonRow;
  at: string;
  intact: boolean;
}

export interface AnnexRow {
  number: number;
  itemPosition: number | null;
  text: string;
  writtenBy: MinutesPersonRow;
  at: string;
}

/** What stands below the text of minutes. */
export interface SigningRow {
  meetingId: string;
  chairId: string;
  secretaryId: string | null;
  secretary: MinutesPersonRow | null;
  digest: string;
  signatures: SignatureRow[];
  annexes: AnnexRow[];
}

/** SHA-256 of the minutes of `m` as the database holds them, in hexadecimal digits. */
export const DIGEST = "encode(sha256(convert_to(m.minutes::text, 'UTF8')), 'hex')";

const person = (alias: string) =>
  `jsonb_build_object('name', ${alias}.name, 'title', jsonb_build_object('zh', ${alias}.title_zh, 'en', ${alias}.title_en))`;

/** Signatures and annexes of minutes, reached only from a meeting that the reader may see. */
export class SigningReader {
  readonly ofMeeting = new DataLoader<string, SigningRow | undefined>(async (ids) =>
    byKey(
      ids,
      await rows<SigningRow>(
        this.context.database.pool,
        `select m.id as "meetingId", m.chair_id as "chairId", m.secretary_id as "secretaryId",
                case when c.id is not null then ${person('c')} end as secretary, ${DIGEST} as digest,
                (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'staffId', g.staff_id, 'at', g.at,
                          'person', ${person('s')}, 'intact', g.digest = ${DIGEST}) order by g.role), '[]')
                   from minutes_signature g join staff s on s.id = g.staff_id where g.meeting_id = m.id) as signatures,
                (select coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'itemPosition', a.item_position,
                          'text', a.text, 'at', a.at, 'writtenBy', ${person('s')}) order by a.number), '[]')
                   from minutes_annex a join staff s on s.id = a.written_by where a.meeting_id = m.id) as annexes
           from review_meeting m left join staff c on c.id = m.secretary_id
          where m.id = any($1) and m.minutes is not null`,
        [ids],
      ),
      (row) => row.meetingId,
    ),
  );

  constructor(private readonly context: Context) {}
}
