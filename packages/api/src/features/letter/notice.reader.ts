import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { LATEST_CHANGE } from '../payment/amount-changes.js';
import { failingWords } from '../payment/review-running.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { AID_FIELDS } from '../registry/household-access.js';
import { unitName, WINDOW } from './letter-units.js';
import type { MonthToCome, NoticeContent, NoticeKind } from './notice-words.js';

interface NoticeRow {
  householdId: string;
  subjectId: string;
  programCode: string;
  departmentCode: string;
  name: string;
  status: string;
  reason: string | null;
  reasonEn: string | null;
  suspendedFrom: string | null;
  exitFrom: string | null;
  endedOn: string | null;
  endReason: string | null;
  /** Of an exit: its months that are not paid. */
  exitMonths: MonthToCome[];
  /** What is due and not paid. */
  owed: MonthToCome[];
  change: {
    from_month: string;
    fen: number;
    arrears_fen: number;
    cause: string;
    source: string | null;
    reason: string | null;
  } | null;
}

export type Notice = NoticeContent & { householdId: string };

const NOTICE = `
  select h.id as "householdId", coalesce(a.person_id, h.head_person_id) as "subjectId", s.program_code as "programCode",
    s.department_code as "departmentCode", coalesce(case when p.gone is null then p.name end, k.name, p.name, '') as name,
    s.status, s.reason, s.reason_en as "reasonEn", s.suspended_from as "suspendedFrom", s.exit_from as "exitFrom",
    a.ended_on as "endedOn", a.end_reason as "endReason",
    (select coalesce(jsonb_agg(jsonb_build_object('month', m.day::date, 'fen',
        coalesce(d.amount_fen, payment_month_fen(s.id, s.amount_fen, m.day::date))) order by m.day), '[]')
      from generate_series(s.exit_from, s.exit_until, interval '1 month') m (day)
      left join payment_due d on d.schedule_id = s.id and d.month = m.day::date
      where d.status is null or d.status in ('open', 'short')) as "exitMonths",
    (select coalesce(jsonb_agg(jsonb_build_object('month', coalesce(d.month, d.due_on), 'fen', d.amount_fen)
        order by coalesce(d.month, d.due_on)), '[]')
      from payment_due d where d.schedule_id = s.id and d.status in ('open', 'short')
        and (d.month is null or d.month <= a.ended_on)) as owed,
    (select to_jsonb(c) from (${LATEST_CHANGE}) c) as change
  from payment_schedule s join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
  left join person p on p.id = a.person_id left join person k on k.id = h.head_person_id
  where s.id = $1 and s.kind = 'monthly'`;

/** What families are told when their monthly aid changes, for those who may read the aid. */
export class NoticeReader {
  constructor(private readonly context: Context) {}

  /** undefined where there is nothing to tell, or for who may not read it. */
  async ofSchedule(id: string): Promise<Notice | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'read', 'AidRecord', AID_FIELDS, params);
    const [row] = await rows<NoticeRow>(this.context.database.pool, `${NOTICE} and ${access}`, params);
    const told = row && (await this.tell(row));
    if (!row || !told) return undefined;
    const { county } = this.context;
    return {
      ...told,
      householdId: row.householdId,
      name: row.name,
      department: county.department(row.departmentCode).name,
      program: county.program(row.programCode)?.name ?? { zh: row.programCode, en: row.programCode },
      window: unitName(county, WINDOW),
    };
  }

  private async tell(
    row: NoticeRow,
  ): Promise<Pick<Notice, 'kind' | 'reason' | 'from' | 'months' | 'arrearsFen'> | undefined> {
    const { status, reason, suspendedFrom, exitFrom, endedOn, endReason, change } = row;
    const of = (kind: NoticeKind, why: Bilingual, from: string, months: MonthToCome[], arrearsFen = 0) => ({
      kind,
      reason: why,
      from,
      months,
      arrearsFen,
    });
    if (endedOn) return of('ended', bothWays(endReason ?? '按规定终止', endReason ?? 'by the rule'), endedOn, row.owed);
    if (status === 'suspended') {
      const from = suspendedFrom ?? row.owed[0]?.month ?? today();
      return of('waits', bothWays(reason ?? '', row.reasonEn ?? reason ?? ''), from, []);
    }
    if (exitFrom) return of('exit', await this.whyItGoes(row), exitFrom, row.exitMonths);
    if (!change) return undefined;
    const { from_month: from, fen, arrears_fen: arrears } = change;
    return of('changed', whyItChanged(change), from, [{ month: from, fen }], arrears);
  }

  /** The clauses of the rule that do not hold by now. */
  private async whyItGoes({ householdId, subjectId, programCode }: NoticeRow): Promise<Bilingual> {
    const { county, database } = this.context;
    const on = today();
    const [facts] = await loadFactBags(poolSql(database.pool), [{ householdId, personId: subjectId }], on);
    return failingWords(county, facts ? county.judge.judge(programCode, facts, on).reasons : []);
  }
}

function bothWays(zh: string, en: string): Bilingual {
  return { zh, en };
}

const CAUSES: Record<string, Bilingual> = {
  standard: { zh: '标准调整，按新标准重新计算', en: 'the standard has changed; your aid was worked out anew' },
  yearly: { zh: '年度复核，按现在的情况重新计算', en: 'your aid was worked out anew in the yearly review' },
  meeting: { zh: '经研判会复核，每月金额有变化', en: 'the review meeting found another monthly amount to be right' },
};

function whyItChanged({ cause, source, reason }: NonNullable<NoticeRow['change']>): Bilingual {
  const because = CAUSES[cause] ?? { zh: cause, en: cause };
  const told = [source, reason].filter((text) => text !== null);
  return {
    zh: `${because.zh}${told.map((text) => `（${text}）`).join('')}`,
    en: `${because.en}${told.map((text) => ` (${text})`).join('')}`,
  };
}
