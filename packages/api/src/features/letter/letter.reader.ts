import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { byKey, rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import { CASE_FIELDS } from '../case/case-access.js';
import { UNDER_REVIEW } from '../declined-item/declined-item.js';
import { familyWords, type RemedyTerms } from '../recovery/recovery-words.js';
import type { ReviewedItem } from '../second-round/replay-case.js';
import { reasonsOf } from '../second-round/review-words.js';
import { COMMITTEE, unitName, WINDOW } from './letter-units.js';
import type { LetterContent, LetterPart } from './letter-words.js';

interface PartRow {
  programCode: string;
  departmentCode: string;
  status: string;
  amountFen: number | null;
  planOnly: boolean;
  form: string;
  dueOn: string | null;
  reasonZh: string | null;
  reasonEn: string | null;
  again?: LetterPart['again'];
}

interface LetterRow {
  caseId: string;
  number: string;
  name: string;
  requestedOn: string;
  isFurtherRound: boolean;
  /** Of the meeting that refused the case as a whole. */
  refusal: string | null;
  parts: PartRow[];
  remedies: (RemedyTerms & { items: ReviewedItem[] | null })[];
}

/** Letters of cases that the meeting has decided, for those who may read them. */
export class LetterReader {
  readonly ofCase = new DataLoader<string, LetterContent | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'Letter', CASE_FIELDS, params);
    const found = await rows<LetterRow>(
      this.context.database.pool,
      `select c.id as "caseId", c.number, p.name, c.requested_on::text as "requestedOn",
         c.former_case_id is not null as "isFurtherRound",
         (select coalesce(jsonb_agg(part order by place, program), '[]') from (
            select 0 as place, i.position::text as program, jsonb_build_object('programCode', i.program_code,
                'departmentCode', i.department_code, 'status', i.status, 'amountFen', i.amount_fen, 'planOnly', i.plan_only,
                'form', i.form, 'dueOn', i.due_on, 'reasonZh', coalesce(d.reason, i.refused_reason),
                'reasonEn', coalesce(d.reason, i.refused_reason), 'again', case when i.status = 'declined' then
                  case when ${UNDER_REVIEW} then 'waiting' else 'stands' end end) as part
              from aid_package k join package_item i on i.package_id = k.id
              left join lateral (select x.reason from department_decision x
                where x.package_item_id = i.id order by x.round desc limit 1) d on true
             where k.case_id = c.id and (i.status in ('awaiting_decision', 'committed', 'declined') or i.refused_reason is not null)
            union all
            select 1, a.program_code, jsonb_build_object('programCode', a.program_code, 'departmentCode', a.department_code,
                'status', a.status, 'planOnly', false, 'form', '', 'reasonZh', a.reason_zh, 'reasonEn', a.reason_en)
              from application a where a.case_id = c.id and a.status = 'refused' and not exists (select from package_item r
                join aid_package q on q.id = r.package_id
               where q.case_id = c.id and r.program_code = a.program_code and r.refused_reason is not null)) as told) as parts,
         (select coalesce(jsonb_agg(jsonb_build_object('programCode', coalesce(i.program_code, q.program_code), 'kind', r.kind,
              'fen', r.amount_fen, 'months', r.months, 'percent', r.percent, 'firstDueOn', coalesce(r.first_due_on, p.first_due_on),
              'reason', r.reason, 'items', v.items) order by r.position), '[]')
            from remedy r left join package_item i on i.id = r.package_item_id
            left join recovery_claim q on q.id = r.claim_id left join package_review v on v.id = r.review_id
            left join recovery_claim o on o.remedy_id = r.id
            left join recovery_plan p on p.claim_id = o.id and p.asked_by is null
            where r.case_id = c.id and r.status = 'adopted') as remedies,
         case when c.status = 'refused' then (select i.reason from agenda_item i
              where i.case_id = c.id and i.status = 'refused' order by i.decided_at desc limit 1) end as refusal
       from case_file c join person p on p.id = c.beneficiary_id
      where c.id = any($1) and c.status in ('adopted', 'settled', 'refused') and ${access}`,
      params,
    );
    return byKey(ids, found, ({ caseId }) => caseId).map((row) => row && this.letterOf(row));
  });

  constructor(private readonly context: Context) {}

  private letterOf({ number, name, requestedOn, isFurtherRound, refusal, parts, remedies }: LetterRow): LetterContent {
    return {
      caseNumber: number,
      name,
      requestedOn,
      isFurtherRound,
      committee: unitName(this.context.county, COMMITTEE),
      window: unitName(this.context.county, WINDOW),
      refusal: bothWays(refusal, null),
      parts: parts.map((part) => this.partOf(part)),
      remedies: remedies.flatMap((remedy) => this.remedyOf(remedy)),
    };
  }

  /** What was decided about a difference, and how it came. */
  private remedyOf({ items, ...terms }: LetterRow['remedies'][number]): Bilingual[] {
    const { county } = this.context;
    const item = items?.find(({ programCode }) => programCode === terms.programCode);
    const words = familyWords(county, terms);
    if (!item) return [words];
    const reasons = reasonsOf(county, item);
    const [zh, en] = [reasons.map((one) => one.zh).join('；'), reasons.map((one) => one.en).join('; ')];
    return [words, { zh: `原因：${zh}。`, en: `The reason: ${en}.` }];
  }

  private partOf({ programCode, departmentCode, status, amountFen, planOnly, form, ...row }: PartRow): LetterPart {
    const { county } = this.context;
    return {
      department: county.department(departmentCode).name,
      program: county.program(programCode)?.name ?? { zh: programCode, en: programCode },
      outcome: OUTCOMES[status] === 'given' && planOnly ? 'planned' : (OUTCOMES[status] ?? 'awaited'),
      amountFen: amountFen ?? null,
      monthly: form === 'cash_monthly',
      dueOn: row.dueOn ?? null,
      reason: bothWays(row.reasonZh, row.reasonEn),
      again: row.again ?? null,
    };
  }
}

function bothWays(zh: string | null | undefined, en: string | null | undefined): Bilingual | null {
  return zh ? { zh, en: en ?? zh } : null;
}

const OUTCOMES: Record<string, LetterPart['outcome']> = {
  committed: 'given',
  awaiting_decision: 'awaited',
  declined: 'declined',
  refused: 'refused',
};
