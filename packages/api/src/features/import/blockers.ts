import type { Sql } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';

/** Something that was done since with what an import brought. */
export interface Blocker {
  householdCode: string;
  what: Bilingual;
}

/** What follows people and households by itself and is nobody's work: it does not keep an import from being undone. */
const FOLLOWS = [
  'person',
  'household',
  'person_facts',
  'household_facts',
  'household_member',
  'household_event_person',
  'household_event_household',
  'observation',
  'screening_finding',
  'screening_verdict',
  'rehearsal_person',
  'kept_list_entry',
  'list_match_name',
  'identity_reading',
  'duplicate_pair',
];

const WORDS: Record<string, Bilingual> = {
  case_file: { zh: '有个案', en: 'there is a case' },
  application: { zh: '有申请', en: 'there is an application' },
  aid_record: { zh: '有救助记录', en: 'there is a record of aid' },
  person_carer: { zh: '指定了监护照料人', en: 'a carer was named' },
  observation: { zh: '后来登记了信息', en: 'facts were recorded since' },
  household_event: { zh: '后来有家庭变动', en: 'the household changed since' },
};
const OTHER: Bilingual = { zh: '有后续业务', en: 'later work refers to it' };

const MOST = 20;

/** People and households that an import, or one slice of it, brought. */
const MADE = `select e.subject, e.subject_id as id from import_effect e
  where e.import_id = $1 and ($2::int is null or e.slice = $2) and e.subject in ('person', 'household')`;
const OWN = (subject: string, id: string) =>
  `exists (select from import_effect own where own.import_id = $1 and own.subject = '${subject}' and own.subject_id = ${id})`;

/**
 * What stands on the people and households of an import: any row that refers to them, but for what follows by itself and
 * what the import wrote; facts and changes that others recorded since. At most twenty.
 */
export async function findBlockers(sql: Sql, importId: string, slice: number | null): Promise<Blocker[]> {
  const references = await sql<{ table: string; column: string; target: string }>(
    `select c.conrelid::regclass::text as "table", a.attname as "column", c.confrelid::regclass::text as target
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid in ('person'::regclass, 'household'::regclass)
       and c.conrelid::regclass::text <> all($1)`,
    [FOLLOWS],
  );
  const looks = references.map(
    ({ table, column, target }) =>
      `select m.subject, m.id, '${table}' as what from made m join ${table} t on t.${column} = m.id
       where m.subject = '${target}' ${table === 'aid_record' ? `and not ${OWN('aid_record', 't.id')}` : ''}`,
  );
  const facts = `select m.subject, m.id, 'observation' as what from made m join observation o
       on m.subject = 'person' and o.person_id = m.id or m.subject = 'household' and o.household_id = m.id
     where o.value <> 'null' and not exists (select from observation r where r.replaces_id = o.id)
       and not ${OWN('observation', 'o.id')} and not ${OWN('household_event', 'o.event_id')}`;
  const changes = ['person', 'household'].map(
    (subject) => `select m.subject, m.id, 'household_event' as what from made m
       join household_event_${subject} x on m.subject = '${subject}' and x.${subject}_id = m.id
       join household_event v on v.id = x.event_id and v.kind <> 'undone'
     where not ${OWN('household_event', 'v.id')} and not exists (select from household_event u where u.undoes_id = v.id)
       and v.recorded_at > (select min(f.created_at) from import_file f where f.id = $1)
       and v.kind <> 'withdrawn'`,
  );
  const found = await sql<{ householdCode: string; what: string }>(
    `with made as materialized (${MADE})
     select distinct h.code as "householdCode", b.what
     from (${[...looks, facts, ...changes].join(' union all ')}) b
     left join person p on b.subject = 'person' and p.id = b.id
     join household h on h.id = case b.subject when 'household' then b.id else coalesce(p.household_id, p.last_household_id) end
     order by 1, 2 limit ${MOST}`,
    [importId, slice],
  );
  return found.map(({ householdCode, what }) => ({ householdCode, what: WORDS[what] ?? OTHER }));
}
