import type { Context } from '../../context.js';
import { rows } from '../../platform/read.js';
import { tokenOf } from './link-token.js';

export interface LinkRow {
  id: string;
  version: number;
  title: string;
  year: number;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  openings: number;
  lastOpenedAt: Date | null;
  token: string | null;
}

const MOST_LINKS = 50;
const LINK = `select l.id, l.version, l.title, l.year, s.name as "createdBy", l.created_at as "createdAt",
    l.expires_at as "expiresAt", l.revoked_at as "revokedAt", o.openings, o.last as "lastOpenedAt",
    l.revoked_at is not null or l.expires_at <= clock_timestamp() as over
  from funding_link l join staff s on s.id = l.created_by
  cross join lateral (select count(*)::int as openings, max(at) as last from funding_link_opening where link_id = l.id) o`;

/** The links to a year's numbers, as far as the reader may know of them. */
export class LinkReader {
  constructor(private readonly context: Context) {}

  /** The newest 50 first. */
  links(): Promise<LinkRow[]> {
    return this.read(`${LINK} order by l.created_at desc limit ${MOST_LINKS}`, []);
  }

  async find(id: string): Promise<LinkRow | undefined> {
    return (await this.read(`${LINK} where l.id = $1`, [id]))[0];
  }

  private async read(text: string, params: unknown[]): Promise<LinkRow[]> {
    const { ability, config, database } = this.context;
    if (!ability.can('read', 'FundingLink')) return [];
    const found = await rows<Omit<LinkRow, 'token'> & { over: boolean }>(database.pool, text, params);
    return found.map(({ over, ...link }) => ({ ...link, token: over ? null : tokenOf(config.authSecret, link.id) }));
  }
}
