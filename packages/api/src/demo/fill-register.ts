import { recordRegisterChanges } from '../features/register/record-changes.js';
import { MONITORED_LEVELS } from '../features/register/register-level.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';
import { Dice } from './identity.js';

const SEED = 640_280;
const SLICE = 1000;
/** Days within which a third of the households came to the register, and all of them did. */
const LATE = 720;
const EARLY = 2400;
/** Share of the others that were on it and left. */
const LEFT_SHARE = 0.02;

interface Known {
  id: string;
  dibao: boolean;
  tekun: boolean;
  edge: boolean;
  rigid: boolean;
  monitored: string;
  cleared: boolean;
  /** Since when dibao or tekun is paid, YYYY-MM-DD; null: not paid. */
  paidSince: string | null;
}

interface Change {
  householdId: string;
  fromLevel: string;
  toLevel: string;
  onDay: string;
  reason: string;
}

/** Puts every household that is at a level by its facts on the register, with the way it came there. */
export async function fillRegister(work: Casework, day: string): Promise<void> {
  const dice = new Dice(SEED);
  const known = await work.sql<Known>(
    `select h.id, coalesce(f.hh_dibao_status, 'none') <> 'none' as dibao,
       exists (select from person p join person_facts pf on pf.person_id = p.id
         where p.household_id = h.id and coalesce(pf.tekun_status, 'none') <> 'none') as tekun,
       coalesce(f.hh_low_income_edge, false) as edge, coalesce(f.hh_rigid_expense_family, false) as rigid,
       coalesce(f.hh_monitor_category, 'none') as monitored, coalesce(f.hh_monitor_risk_cleared, false) as cleared,
       (select min(a.granted_on) from aid_record a
         where a.household_id = h.id and a.program_code in ('MCA-01', 'MCA-02', 'MCA-03')) as "paidSince"
     from household h left join household_facts f on f.household_id = h.id order by h.code`,
  );
  const changes = known.flatMap((household) => wayOf(dice, household, day));
  for (let start = 0; start < changes.length; start += SLICE) {
    const input = { source: 'monthly_update', changes: changes.slice(start, start + SLICE) };
    await work.act('manager-mca', `register:${start}`, input, recordRegisterChanges);
  }
}

function wayOf(dice: Dice, household: Known, day: string): Change[] {
  const level = levelOf(household);
  if (!level && !dice.chance(LEFT_SHARE)) return [];
  const came = addDays(day, -(dice.chance(0.35) ? dice.between(15, LATE) : dice.between(LATE, EARLY)));
  const since = household.paidSince && household.paidSince < came ? household.paidSince : came;
  const step = (fromLevel: string, toLevel: string, onDay: string, reason: string): Change => ({
    householdId: household.id,
    fromLevel,
    toLevel,
    onDay,
    reason,
  });
  if (!level)
    return [step('none', 'edge', addDays(since, -400), 'recognised'), step('edge', 'none', since, 'income_above')];
  const before = addDays(since, -dice.between(60, 300));
  if ((level === 'dibao' || level === 'tekun') && dice.chance(0.15))
    return [step('none', 'edge', before, 'recognised'), step('edge', level, since, 'need_grew')];
  if (level === 'edge' && dice.chance(0.1))
    return [step('none', 'dibao', before, 'recognised'), step('dibao', 'edge', since, 'income_above')];
  if (MONITORED_LEVELS.includes(level) && household.cleared)
    return [step('none', level, before, 'list_update'), step(level, 'none', since, 'risk_cleared')];
  return [step('none', level, since, MONITORED_LEVELS.includes(level) ? 'list_update' : 'recognised')];
}

function levelOf({ dibao, tekun, edge, rigid, monitored }: Known): string | undefined {
  if (tekun) return 'tekun';
  if (dibao) return 'dibao';
  if (edge) return 'edge';
  if (rigid) return 'rigid_expense';
  return MONITORED_LEVELS.includes(monitored) ? monitored : undefined;
}
