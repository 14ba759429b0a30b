'use client';

import {
  MeetingDocument,
  type MeetingPartsFragment,
  type MeetingQuery,
  MeetingRoomDocument,
} from '@yimen/schema/documents';
import { useCallback, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useStream } from '@/lib/stream';
import { usePolling } from '@/lib/use-polling';
import { afterChange, needsReading } from './apply-change';

/** So that a whole room does not ask at the same moment. */
const SPREAD_MS = 300;

interface LiveMeeting {
  query: ReturnType<typeof useQuery<MeetingQuery>>[0];
  reload: () => void;
  /** Whether what happens is heard as it happens. */
  isLive: boolean;
}

/** A meeting that changes on the page as it changes in the room. */
export function useLiveMeeting(id: string): LiveMeeting {
  const [query, execute] = useQuery({ query: MeetingDocument, variables: { id } });
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const [heard, setHeard] = useState<MeetingPartsFragment>();
  const read = query.data?.meeting ?? undefined;
  const meeting = heard && read && heard.id === read.id && heard.sequence > read.sequence ? heard : read;
  const isRunning = meeting !== undefined && meeting.status !== 'closed';
  const current = useRef(meeting);
  current.current = withPresence(meeting, heard);
  const isLive = useStream({
    document: MeetingRoomDocument,
    variables: () => ({ meetingId: id, after: current.current?.sequence ?? 0 }),
    hear: ({ meetingRoom }) => {
      if (!current.current) return;
      current.current = afterChange(current.current, meetingRoom);
      setHeard(current.current);
      if (needsReading(current.current, meetingRoom)) setTimeout(reload, Math.random() * SPREAD_MS);
    },
    refused: reload,
    active: isRunning,
  });
  usePolling(reload, isRunning && !isLive);
  const shown = query.data && { ...query.data, meeting: current.current ?? null };
  return { query: { ...query, data: shown } as LiveMeeting['query'], reload, isLive };
}

/** Who is there is heard between events, so the newest word on it counts. */
function withPresence(
  meeting: MeetingPartsFragment | undefined,
  heard: MeetingPartsFragment | undefined,
): MeetingPartsFragment | undefined {
  return meeting && heard && meeting.id === heard.id ? { ...meeting, online: heard.online } : meeting;
}
