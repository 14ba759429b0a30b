import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { pageSize, readCursor, writeCursor } from '../../platform/cursor.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import type { Page } from '../registry/registry.reader.js';
import { PAIR_FIELDS, PAIR_FROM } from './duplicate-access.js';

export interface PairRow {
  id: string;
  version: number;
  signs: string[];
  strength: number;
  status: string;
  firstId: string;
  secondId: string;
  firstHousehold: string;
  secondHousehold: string;
  firstTownship: string;
  secondTownship: string;
  keptId: string | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
}

const PAIR = `d.id, d.version, d.signs, d.strength, d.status, a.id as "firstId", b.id as "secondId",
  ha.id as "firstHousehold", hb.id as "secondHousehold", ha.township_code as "firstTownship",
  hb.township_code as "secondTownship", d.reason, s.name as "decidedBy", d.decided_at as "decidedAt",
  case when d.status = 'merged' then coalesce(a.merged_into, b.merged_into) end as "keptId"`;
const FROM = `${PAIR_FROM} left join staff s on s.id = d.decided_by`;

/** Pairs of records that may be of one person, as far as the reader may see both. */
export class DuplicateReader {
  constructor(private readonly context: Context) {}

  private access(params: unknown[]): string {
    return accessSql(this.context.ability, 'read', 'DuplicatePair', PAIR_FIELDS, params);
  }

  async find(id: string): Promise<PairRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const text = `select ${PAIR} from ${FROM} where d.id = $1 and ${this.access(params)}`;
    return (await rows<PairRow>(this.context.database.pool, text, params))[0];
  }

  /** Pairs of one status, the most alike first. */
  async pairs(status: string, first?: number | null, after?: string | null): Promise<Page<PairRow>> {
    const { pool } = this.context.database;
    const params: unknown[] = [status];
    const conditions = ['d.status = $1', this.access(params)];
    const counted = [...params];
    const counting = `select count(*)::int as total from ${FROM} where ${conditions.join(' and ')}`;
    const count = async () => (await rows<{ total: number }>(pool, counting, counted))[0]?.total ?? 0;
    const [strength, id] = readCursor(after, 2) ?? [];
    if (id && isUuid(id) && /^\d{1,3}$/.test(strength ?? '')) {
      conditions.push(`(-d.strength, d.id) > (-$${params.push(strength)}::int, $${params.push(id)}::uuid)`);
    }
    const size = pageSize(first);
    const text = `select ${PAIR} from ${FROM} where ${conditions.join(' and ')}
      order by d.strength desc, d.id limit $${params.push(size + 1)}`;
    const found = await rows<PairRow>(pool, text, params);
    const nodes = found.slice(0, size);
    const last = nodes.at(-1);
    const nextCursor = found.length > size && last ? writeCursor(String(last.strength), last.id) : null;
    return { nodes, count, nextCursor };
  }
}
