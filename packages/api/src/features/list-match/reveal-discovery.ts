import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { checkPurpose } from '../privacy/reveal-identity.js';
import type { RevealDiscoveryInput } from './match.inputs.js';

const NAME = { zh: '条核查任务', en: 'name to look into' };

/**
 * Notes that the actor reads in full who a name to look into is, of whom only a list knows, and for what; the answer shows
 * it. Throws InvalidInput, NotFound, NotAllowed, WrongState for somebody who is registered.
 */
export async function revealDiscovery(unit: UnitOfWork, input: RevealDiscoveryInput): Promise<CommandResult> {
  const [discovery] = isUuid(input.discoveryId)
    ? await unit.sql<{ townshipCode: string; departmentCode: string | null; sealed: boolean }>(
        `select d.township_code as "townshipCode", m.department_code as "departmentCode",
           d.household_id is null and e.sealed is not null as sealed
         from discovery d join list_match m on m.id = d.match_id left join kept_list_entry e on e.id = d.entry_id
         where d.id = $1`,
        [input.discoveryId],
      )
    : [];
  if (!discovery || !unit.ability.can('read', subject('Discovery', { ...discovery }) as never)) throw notFound(NAME);
  assertCan(unit, 'enter_result', 'Discovery', { ...discovery });
  if (!discovery.sealed) {
    throw wrongState('registered', {
      zh: '此人已登记，请在“家庭档案”中查阅。',
      en: 'This person is registered; read the numbers on the page of the household.',
    });
  }
  const note = checkPurpose(input);
  const [reading] = await unit.sql<{ id: string }>(
    'insert into identity_reading (discovery_id, read_by, purpose, note) values ($1, $2, $3, $4) returning id',
    [input.discoveryId, unit.actor.staffId, input.purpose, note],
  );
  return { type: 'IdentityReading', id: reading?.id as string };
}
