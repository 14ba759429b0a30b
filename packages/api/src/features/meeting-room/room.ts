import { randomUUID } from 'node:crypto';
import { type Actor, type AppAbility, defineAbilitiesFor } from '@yimen/schema';
import type pg from 'pg';
import { PushQueue } from '../../platform/push-queue.js';
import { actorsOf } from '../identity/session.js';
import { type Heard, heardAfter, heardOnline, mayHear } from './heard.js';
import { PART, type RoomState, readRoom } from './read-room.js';

/** Whoever lags so far behind is let go, and comes back for what he missed. */
const MOST_WAITING = 500;

/** Who follows: the session that he signed in with, and the last event that he has. */
export interface Follower {
  actor: Actor;
  sessionId: string;
  after: number;
  /** Learns what he may, each time that it is asked anew. */
  become(actor: Actor, ability: AppAbility): void;
}

interface Listener extends Follower {
  ability: AppAbility;
  queue: PushQueue<Heard>;
  /** The people whom he was last told are there. */
  online: string | undefined;
}

/** One meeting as this process tells it to those who follow it here. */
export class Room {
  private readonly listeners = new Map<string, Listener>();
  private telling: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly meetingId: string,
    private readonly onLeave: (connectionId: string) => void,
  ) {}

  get connections(): string[] {
    return [...this.listeners.keys()];
  }

  /** Follows the meeting under an id of the connection. */
  enter(follower: Follower, ability: AppAbility): { connectionId: string; queue: PushQueue<Heard> } {
    const connectionId = randomUUID();
    const queue = new PushQueue<Heard>(() => {
      this.listeners.delete(connectionId);
      this.onLeave(connectionId);
    });
    this.listeners.set(connectionId, { ...follower, ability, queue, online: undefined });
    return { connectionId, queue };
  }

  /** Tells everybody what is new. Many calls at once are told together. */
  tell(): void {
    if (this.telling) {
      this.again = true;
      return;
    }
    this.telling = this.tellOnce()
      .catch((error: unknown) => {
        console.error(error);
        // They come back, and are told then.
        this.close();
      })
      .finally(() => {
        this.telling = undefined;
        if (!this.again) return;
        this.again = false;
        this.tell();
      });
  }

  private async tellOnce(): Promise<void> {
    const listeners = [...this.listeners.values()];
    if (listeners.length === 0) return;
    const after = Math.min(...listeners.map((one) => one.after));
    const [state, actors] = await Promise.all([
      readRoom(this.pool, this.meetingId, after),
      actorsOf(
        this.pool,
        listeners.map(({ sessionId }) => sessionId),
      ),
    ]);
    if (!state) return this.close();
    for (const listener of listeners) tellOne(listener, state, actors.get(listener.sessionId));
    if (state.lines.length === PART) this.again = true;
  }

  /** Tells everybody who is there, also when that is as before: a line that is silent is taken for broken. */
  beat(): void {
    for (const listener of this.listeners.values()) listener.online = undefined;
    this.tell();
  }

  close(): void {
    for (const { queue } of [...this.listeners.values()]) queue.end();
  }
}

/** Whoever may not hear it any more is let go before anything is told. */
function tellOne(listener: Listener, state: RoomState, actor: Actor | undefined): void {
  if (actor && !isSame(actor, listener.actor)) {
    listener.actor = actor;
    listener.ability = defineAbilitiesFor(actor);
    listener.become(actor, listener.ability);
  }
  const { queue, ability } = listener;
  if (!actor || !mayHear(ability, state) || queue.length > MOST_WAITING) {
    queue.end();
    return;
  }
  for (const heard of heardAfter(state, listener.after, ability)) queue.push(heard);
  listener.after = state.lines.at(-1)?.sequence ?? listener.after;
  const online = state.online.join(' ');
  if (online === listener.online) return;
  listener.online = online;
  queue.push(heardOnline(state));
}

function isSame(one: Actor, other: Actor): boolean {
  return (['staffId', 'role', 'departmentCode', 'townshipCode', 'standsIn'] as const).every(
    (name) => one[name] === other[name],
  );
}
