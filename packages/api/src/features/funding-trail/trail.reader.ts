import { factByCode, ledgerReasonWords } from '@yimen/schema';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';
import { difficultyByCode } from '../case/difficulties.js';
import { maskName } from '../funding/mask-name.js';
import type { FundingTrail, TrailDecision, TrailEvidence, TrailMeeting } from './trail.types.js';

interface TransferRow {
  id: string;
  amountFen: number;
  reason: string;
  on: string;
  departmentCode: string;
  programCode: string;
  labelZh: string;
  labelEn: string;
  townshipCode: string | null;
  householdId: string | null;
  personId: string | null;
  personName: string | null;
  caseId: string | null;
  caseNumber: string | null;
  difficulty: string | null;
  requestedOn: string | null;
  batchId: string | null;
  batchNumber: string | null;
  packageItemId: string | null;
  ruleVersion: number | null;
  outcome: string | null;
  decidedOn: string;
}

const OF_LINE = { departmentCode: { sql: 'l.department_code' } };

/** The amount with all it refers to; a payment of committed money keeps the package item or the application. */
const TRANSFER = `
  select t.id, t.amount as "amountFen", t.reason, t.occurred_on as "on", l.department_code as "departmentCode",
    l.program_code as "programCode", l.label_zh as "labelZh", l.label_en as "labelEn", t.township_code as "townshipCode",
    t.household_id as "householdId", p.id as "personId", p.name as "personName", c.id as "caseId", c.number as "caseNumber", c.difficulty,
    c.requested_on as "requestedOn", b.id as "batchId", b.number as "batchNumber", i.id as "packageItemId",
    coalesce(i.rule_version, a.rule_version) as "ruleVersion", coalesce(i.verdict ->> 'outcome', a.outcome) as outcome,
    coalesce(k.decision_date, b.decision_date, t.occurred_on) as "decidedOn"
  from ledger_transfer t
  join ledger_account to_account on to_account.id = t.credit_account_id and to_account.unit = 'fen'
  join budget_line l on l.id = to_account.line_id
  left join package_item i on i.id = t.package_item_id
  left join aid_package k on k.id = i.package_id
  left join application a on a.id = t.application_id
  left join batch b on b.id = a.batch_id
  left join case_file c on c.id = coalesce(t.case_id, a.case_id)
  left join person meant on meant.id = t.person_id
  left join person p on p.id = coalesce(meant.merged_into, meant.id)`;

/** Follows an amount back; every reader as far as he may see entries of the ledger. */
export class TrailReader {
  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  /** The trail of a transfer, or of an entry (`<transfer>-out`); undefined for what is not there or not to be seen. */
  async find(entryId: string): Promise<FundingTrail | undefined> {
    const row = await this.transfer(entryId.replace(/-out$/, ''));
    if (!row) return undefined;
    const { ability, county } = this.context;
    const [meeting, decisions, evidence] = await Promise.all([
      this.meeting(row),
      this.decisions(row),
      this.evidence(row),
    ]);
    const inFull = ability.can('read', 'Application');
    const difficulty = row.difficulty ? difficultyByCode(row.difficulty)?.name : undefined;
    const program = county.on(row.decidedOn).program(row.programCode);
    const programName = program?.name ?? { zh: row.programCode, en: row.programCode };
    return {
      transferId: row.id,
      amountFen: row.amountFen,
      reason: ledgerReasonWords(row.reason),
      on: row.on,
      lineName: { zh: row.labelZh, en: row.labelEn },
      townshipName: (row.townshipCode && county.township(row.townshipCode)?.name) || null,
      personName: row.personName && (inFull ? row.personName : maskName(row.personName)),
      mayReveal: row.personName !== null && ability.can('reveal', 'FundingEntry'),
      caseId: ability.can('read', 'Case') ? row.caseId : null,
      caseNumber: row.caseNumber,
      difficulty: difficulty ?? null,
      requestedOn: row.requestedOn,
      batchNumber: row.batchNumber,
      meeting,
      decisions,
      rule: {
        programCode: row.programCode,
        programName,
        version: row.ruleVersion,
        outcome: row.outcome,
        words: program?.ruleInWords ?? programName,
      },
      evidence,
    };
  }

  private async transfer(id: string): Promise<TransferRow | undefined> {
    if (!isUuid(id)) return undefined;
    const params: unknown[] = [id];
    const access = accessSql(this.context.ability, 'read', 'FundingEntry', OF_LINE, params);
    return (await rows<TransferRow>(this.pool, `${TRANSFER} where t.id = $1 and ${access}`, params))[0];
  }

  /** The item of the agenda that adopted the package or the batch, with the count of its votes. */
  private async meeting({ caseId, batchId, packageItemId }: TransferRow): Promise<TrailMeeting | null> {
    if (!batchId && !packageItemId) return null;
    const [found] = await rows<TrailMeeting & { memberIds: string[] }>(
      this.pool,
      `select m.id as "meetingId", m.number, (m.scheduled_at at time zone 'Asia/Shanghai')::date as "heldOn", m.session,
         i.position, i.status, i.ballot,
         coalesce(s.votes_for, v.votes_for)::int as "votesFor", coalesce(s.votes_against, v.votes_against)::int as "votesAgainst",
         coalesce(s.votes_abstain, v.votes_abstain)::int as "votesAbstain"
       from agenda_item i join review_meeting m on m.id = i.meeting_id
       left join secret_count s on s.agenda_item_id = i.id
       cross join lateral (select count(*) filter (where choice = 'for') as votes_for,
         count(*) filter (where choice = 'against') as votes_against, count(*) filter (where choice = 'abstain') as votes_abstain
         from vote where agenda_item_id = i.id) v
       where i.status = 'adopted' and (i.batch_id = $1 or i.case_id = $2) order by i.decided_at desc limit 1`,
      [batchId, batchId ? null : caseId],
    );
    return found ? { ...found, meetingId: this.context.ability.can('read', 'Meeting') ? found.meetingId : null } : null;
  }

  private async decisions({ packageItemId, batchId, departmentCode }: TransferRow): Promise<TrailDecision[]> {
    const found = await rows<Omit<TrailDecision, 'departmentName'> & { departmentCode: string }>(
      this.pool,
      `select department_code as "departmentCode", outcome, (decided_at at time zone 'Asia/Shanghai')::date as "decidedOn", round
       from department_decision where package_item_id = $1 or batch_id = $2 and department_code = $3 order by round`,
      [packageItemId, batchId, departmentCode],
    );
    return found.map(({ departmentCode: code, ...one }) => ({
      ...one,
      departmentName: this.context.county.department(code).name,
    }));
  }

  /** The observations that stood on the day of the decision, of every fact that the rule asks for. */
  private async evidence(row: TransferRow): Promise<TrailEvidence[]> {
    const { householdId, personId, caseId, programCode, decidedOn } = row;
    const { judge } = this.context.county.on(decidedOn);
    if (!householdId || !this.context.county.program(programCode)) return [];
    const found = await rows<Omit<TrailEvidence, 'factName'> & { fact: string }>(
      this.pool,
      `select distinct on (o.fact) o.fact, o.source, o.observed_on as "observedOn", o.verified from observation o
       where o.fact = any($1) and o.household_id = $2 and (o.person_id is null or o.person_id = $3)
         and (o.case_id is null or o.case_id = $4) and o.observed_on <= $5
       order by o.fact, o.observed_on desc, o.verified desc, o.recorded_at desc`,
      [[...new Set(judge.factsOf(programCode))], householdId, personId, caseId, decidedOn],
    );
    return found.flatMap(({ fact, ...one }) => {
      const known = factByCode(fact);
      return known ? { ...one, factName: { zh: known.nameZh, en: known.nameEn } } : [];
    });
  }
}
