import type { UnitOfWork } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';
import type { NewObservation } from '../registry/read-observations.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import type { NewChange, RegisterHousehold } from './apply-changes.js';
import { MONITORED_LEVELS } from './register-level.js';

interface Member {
  id: string;
  householdId: string;
  tekunStatus: string | null;
}

/**
 * Records what changes of the register say as verified observations of the day of the change, so that rules read the
 * register: dibao, edge and expense-driven hardship of the household, tekun of its members, the monitoring class.
 */
export async function projectLevels(
  unit: UnitOfWork,
  households: ReadonlyMap<string, RegisterHousehold>,
  changes: readonly NewChange[],
): Promise<void> {
  const members = await membersOf(unit, changes);
  const batches = changes.map((change) => ({
    householdId: change.householdId,
    eventId: change.eventId,
    facts: observationsOf(unit, households.get(change.householdId) as RegisterHousehold, change, members),
  }));
  await recordObservationsOfMany(unit, batches);
}

async function membersOf({ sql }: UnitOfWork, changes: readonly NewChange[]): Promise<Map<string, Member[]>> {
  const concerned = changes.filter(({ fromLevel, toLevel }) => fromLevel === 'tekun' || toLevel === 'tekun');
  if (concerned.length === 0) return new Map();
  const members = await sql<Member>(
    `select p.id, p.household_id as "householdId", f.tekun_status as "tekunStatus"
     from person p left join person_facts f on f.person_id = p.id where p.household_id = any($1)`,
    [concerned.map(({ householdId }) => householdId)],
  );
  return Map.groupBy(members, ({ householdId }) => householdId);
}

function observationsOf(
  { county }: UnitOfWork,
  { villageCode }: RegisterHousehold,
  { householdId, personId, fromLevel, toLevel, onDay, reason }: NewChange,
  members: ReadonlyMap<string, Member[]>,
): NewObservation[] {
  const facts: NewObservation[] = [];
  const observe = (code: string, value: FactValue, of: string | null = null) =>
    facts.push({ code, value, personId: of, source: SOURCES.lowIncomeRegister.zh, observedOn: onDay, verified: true });
  if (fromLevel === 'tekun' || toLevel === 'tekun') {
    const concerned = (members.get(householdId) ?? []).filter(({ id }) => personId === null || personId === id);
    for (const { id, tekunStatus } of concerned) {
      const kept = tekunStatus && tekunStatus !== 'none' ? tekunStatus : 'scattered';
      observe('tekun_status', toLevel === 'tekun' ? kept : 'none', id);
    }
  }
  if (personId) return facts;
  if (toLevel === 'dibao') {
    observe('hh_dibao_status', county.village(villageCode)?.village.kind === 'urban' ? 'urban' : 'rural');
    observe('hh_dibao_start', onDay);
  } else if (fromLevel === 'dibao') observe('hh_dibao_status', 'none');
  const flag = (level: string, code: string) => {
    if (fromLevel === level || toLevel === level) observe(code, toLevel === level);
  };
  flag('edge', 'hh_low_income_edge');
  flag('rigid_expense', 'hh_rigid_expense_family');
  if (MONITORED_LEVELS.includes(toLevel)) {
    observe('hh_monitor_category', toLevel);
    observe('hh_monitor_risk_cleared', false);
  } else if (MONITORED_LEVELS.includes(fromLevel) && reason === 'risk_cleared')
    observe('hh_monitor_risk_cleared', true);
  return facts;
}
