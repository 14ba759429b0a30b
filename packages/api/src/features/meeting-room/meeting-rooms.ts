import type { AppAbility } from '@yimen/schema';
import pg from 'pg';
import { type Config, withSearchPath } from '../../platform/config.js';
import type { PushQueue } from '../../platform/push-queue.js';
import type { Heard } from './heard.js';
import { CHANNEL, TELL } from './note-event.js';
import { type Follower, Room } from './room.js';

/** How often a process says that its connections live, and asks anew who may hear. */
const BEAT_MS = 15_000;
const LISTEN_AGAIN_MS = 500;

/**
 * The meetings that are followed in this process. It hears by LISTEN that something happened, reads it from the outbox
 * and tells it; what it did not hear, it tells with the next beat. Holds nothing that another process could not read.
 */
export class MeetingRooms {
  private readonly rooms = new Map<string, Room>();
  private readonly beating: NodeJS.Timeout;
  private client: pg.Client | undefined;
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly pool: pg.Pool,
  ) {
    this.beating = setInterval(() => {
      this.beat().catch((error: unknown) => console.error(error));
    }, BEAT_MS);
  }

  /** Hears from now on what is committed; when the connection breaks, soon again, and asks for what it missed. */
  async listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: withSearchPath(this.config.appUrl, this.config.county),
      keepAlive: true,
    });
    client.on('error', () => undefined);
    client.on('end', () => {
      if (!this.stopped) setTimeout(() => this.listenAgain(), LISTEN_AGAIN_MS);
    });
    client.on('notification', ({ payload }) => {
      const [county, meetingId = ''] = payload?.split(' ') ?? [];
      if (county === this.config.county) this.rooms.get(meetingId)?.tell();
    });
    this.client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  private listenAgain(): void {
    if (this.stopped) return;
    this.listen().then(
      () => {
        for (const room of this.rooms.values()) room.tell();
      },
      () => undefined,
    );
  }

  /** What happens in a meeting after an event, as long as the follower may hear it; his being there is told to all. */
  async follow(meetingId: string, follower: Follower, ability: AppAbility): Promise<PushQueue<Heard>> {
    let room = this.rooms.get(meetingId);
    if (!room) {
      room = new Room(this.pool, meetingId, (connectionId) => this.leave(meetingId, connectionId));
      this.rooms.set(meetingId, room);
    }
    const { connectionId, queue } = room.enter(follower, ability);
    await this.pool.query(
      `with connection as (insert into meeting_connection (id, meeting_id, staff_id) values ($2, $1, $3))
       select ${TELL}`,
      [meetingId, connectionId, follower.actor.staffId],
    );
    room.tell();
    return queue;
  }

  private leave(meetingId: string, connectionId: string): void {
    if (this.rooms.get(meetingId)?.connections.length === 0) this.rooms.delete(meetingId);
    // When it fails, he is gone with the next beats.
    this.pool
      .query(`with gone as (delete from meeting_connection where id = $2) select ${TELL}`, [meetingId, connectionId])
      .catch(() => undefined);
  }

  private async beat(): Promise<void> {
    const connections = [...this.rooms.values()].flatMap((room) => room.connections);
    await this.pool.query(
      `with seen as (update meeting_connection set seen_at = now() where id = any($1::uuid[]))
       delete from meeting_connection where seen_at < now() - interval '5 minutes' and id <> all($1::uuid[])`,
      [connections],
    );
    for (const room of this.rooms.values()) room.beat();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.beating);
    for (const room of this.rooms.values()) room.close();
    await this.client?.end();
  }
}
