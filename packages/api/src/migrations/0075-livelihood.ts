import { Migration } from '@mikro-orm/migrations';

/** What of a year's new revenue was spent on livelihood (R87), by the finance bureau; a correction is added, the newest counts. */
export class Livelihood extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table livelihood_figure (
        id uuid primary key default uuidv7(),
        year int not null check (year between 2000 and 2100),
        position int not null check (position > 0),
        new_revenue_fen bigint not null check (new_revenue_fen > 0),
        livelihood_fen bigint not null check (livelihood_fen >= 0),
        document text not null,
        -- of a correction: why
        reason text,
        recorded_by uuid not null references staff (id),
        recorded_at timestamptz not null default clock_timestamp(),
        unique (year, position),
        constraint livelihood_share check (livelihood_fen <= new_revenue_fen),
        check ((position = 1) = (reason is null)));
      revoke update, delete on livelihood_figure from yimen_app;
      grant select, insert on livelihood_figure to yimen_app;`);
  }
}
