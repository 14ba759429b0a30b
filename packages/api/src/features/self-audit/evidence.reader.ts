import type { Pool } from 'pg';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';
import type { FindingRow } from './audit.reader.js';

/** All that a finding's evidence pack holds besides the finding itself, oldest first. */
export interface Dossier {
  timeline: { at: Date; zh: string; en: string; actor: string | null }[];
  items: { programCode: string; amountFen: number | null; status: string; ruleVersion: number | null }[];
  decisions: {
    at: Date;
    departmentCode: string;
    programCode: string;
    outcome: string;
    reason: string | null;
    by: string;
  }[];
  /** Without a choice where the vote was secret. */
  votes: { meeting: string; position: number; staff: string; choice: string | null; at: Date }[];
  documents: { at: Date; name: string; by: string }[];
  transfers: TransferRow[];
}

export interface TransferRow {
  on: string;
  from: string;
  to: string;
  phase: string;
  amount: number;
  unit: string;
  label: Bilingual;
  /** Its place in the chain of its line, and the link's SHA-256. */
  link: number | null;
  hash: string | null;
}

const TIMELINE = `select e.at, e.text_zh as zh, e.text_en as en, s.name as actor
  from case_event e left join staff s on s.id = e.actor_id where e.case_id = $1 order by e.at, e.id`;

const ITEMS = `select i.program_code as "programCode", i.amount_fen as "amountFen", i.status, i.rule_version as "ruleVersion"
  from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1 order by i.position`;

const DECISIONS = `select d.decided_at as at, d.department_code as "departmentCode", i.program_code as "programCode", d.outcome,
    d.reason, s.name as by
  from department_decision d join package_item i on i.id = d.package_item_id join aid_package k on k.id = i.package_id
  join staff s on s.id = d.decided_by where k.case_id = $1 order by d.decided_at, d.id`;

const VOTES = `select m.number as meeting, i.position, s.name as staff, v.choice, v.at
  from vote v join agenda_item i on i.id = v.agenda_item_id join review_meeting m on m.id = i.meeting_id
  join staff s on s.id = v.staff_id where i.case_id = $1 or i.id = any($2) order by v.at, s.name`;

/** Authorisations of the household's people, papers of its changes, accounts and minutes that it rests on, and its answers. */
const DOCUMENTS = `select a.recorded_at as at, concat_ws(' ', 'E03', a.text_code, a.paper_number) as name, s.name as by
    from authorisation a join staff s on s.id = a.recorded_by where a.household_id = $1
  union all
  select e.recorded_at, e.document, s.name from household_event e join staff s on s.id = e.recorded_by
    join household_event_household h on h.event_id = e.id where h.household_id = $1 and e.document is not null
  union all
  select e.at, e.document, s.name from audit_finding_event e join staff s on s.id = e.actor_id
    where e.finding_id = $2 and e.document is not null
  union all
  select k.recorded_at, concat_ws(' ', 'E18', k.document), s.name from person_account k join staff s on s.id = k.recorded_by
    where k.id = any($3)
  union all
  select g.at, concat_ws(' ', 'E19', m.number), s.name from minutes_signature g join review_meeting m on m.id = g.meeting_id
    join staff s on s.id = g.staff_id where m.id = any($3)
  order by 1`;

const TRANSFERS = `select t.occurred_on as on, f.kind as "from", c.kind as "to", t.phase, t.amount, c.unit,
    json_build_object('zh', l.label_zh, 'en', l.label_en) as label, k.number as link, encode(k.hash, 'hex') as hash
  from ledger_transfer t join ledger_account f on f.id = t.debit_account_id join ledger_account c on c.id = t.credit_account_id
  join budget_line l on l.id = c.line_id left join ledger_link k on k.transfer_id = t.id
  where t.case_id = $1 or t.id = any($2) order by t.occurred_on, t.id`;

/** Reads what there is on a finding. To be called for a finding that the reader may see and name. */
export async function readDossier(pool: Pool, { id, caseId, householdId, evidence }: FindingRow): Promise<Dossier> {
  const ids = (kind: string) => evidence.flatMap((row) => (row.kind === kind && row.id ? [row.id] : []));
  const [timeline, items, decisions, votes, documents, transfers] = await Promise.all([
    rows<Dossier['timeline'][number]>(pool, TIMELINE, [caseId]),
    rows<Dossier['items'][number]>(pool, ITEMS, [caseId]),
    rows<Dossier['decisions'][number]>(pool, DECISIONS, [caseId]),
    rows<Dossier['votes'][number]>(pool, VOTES, [caseId, [...ids('votes'), ...ids('adopted')]]),
    rows<Dossier['documents'][number]>(pool, DOCUMENTS, [householdId, id, [...ids('unchecked'), ...ids('minutes')]]),
    rows<TransferRow>(pool, TRANSFERS, [caseId, ids('payment')]),
  ]);
  return { timeline, items, decisions, votes, documents, transfers };
}
