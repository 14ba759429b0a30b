import { Migration } from '@mikro-orm/migrations';

/**
 * Fairness in the meeting: who stands aside from an item, and votes in secret. Of a secret vote the database keeps that
 * somebody voted and how many votes there are of each kind, never the two together.
 */
export class FairReview extends Migration {
  override up(): void {
    this.addSql(`
      alter table agenda_item
        add column ballot text not null default 'open' check (ballot in ('open', 'secret')),
        add column counted_at timestamptz;
      alter table vote alter column choice drop not null;
      create table secret_count (
        agenda_item_id uuid primary key references agenda_item (id),
        votes_for int not null default 0,
        votes_against int not null default 0,
        votes_abstain int not null default 0);
      create table item_recusal (
        agenda_item_id uuid not null references agenda_item (id),
        staff_id uuid not null references staff (id),
        ground text not null check (ground in ('kin', 'same_village', 'own_recommendation', 'other')),
        reason text not null,
        recorded_by uuid not null references staff (id),
        at timestamptz not null default clock_timestamp(),
        primary key (agenda_item_id, staff_id));
      create table staff_tie (
        id uuid primary key default uuidv7(),
        staff_id uuid not null references staff (id),
        kind text not null check (kind in ('village', 'kin')),
        village_code text,
        id_number_index bytea,
        relation text,
        at timestamptz not null default clock_timestamp(),
        ended_at timestamptz,
        check ((kind = 'village') = (village_code is not null) and (kind = 'kin') = (id_number_index is not null)));
      create index on staff_tie (staff_id) where ended_at is null;
      alter table meeting_event drop constraint meeting_event_kind_check;
      alter table meeting_event add constraint meeting_event_kind_check check (kind in ('opened', 'closed', 'item_added',
        'item_taken', 'attendance', 'opinion', 'vote', 'question', 'answer', 'package', 'adopted', 'refused', 'deferred',
        'recusal', 'ballot', 'counted'));
      grant select, insert, update on secret_count to yimen_app;
      grant select, insert on item_recusal, staff_tie to yimen_app;
      grant update (ended_at) on staff_tie to yimen_app;`);
  }
}
