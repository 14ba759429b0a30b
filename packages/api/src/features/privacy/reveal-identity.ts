import { subject } from '@casl/ability';
import { READING_PURPOSES } from '@yimen/schema';
import { notAllowed, notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import { redacted } from '../../platform/redact.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { HOUSEHOLD_ACCESS_COLUMNS } from '../registry/household-access.js';
import type { RevealIdentityInput } from './privacy.inputs.js';

const PERSON = { zh: '人员', en: 'person' };

/**
 * Notes that the actor reads a person's numbers in full, and for what; the answer shows them. Throws InvalidInput,
 * NotFound, NotAllowed.
 */
export async function revealIdentity(unit: UnitOfWork, input: RevealIdentityInput): Promise<CommandResult> {
  const [person] = isUuid(input.personId)
    ? await unit.sql<{ townshipCode: string }>(
        `select ${HOUSEHOLD_ACCESS_COLUMNS} from person p
         join household h on h.id = coalesce(p.household_id, p.last_household_id) where p.id = $1`,
        [input.personId],
      )
    : [];
  if (!person || !unit.ability.can('read', subject('Household', { ...person }) as never)) throw notFound(PERSON);
  if (!unit.ability.can('read', subject('Identity', { townshipCode: person.townshipCode }) as never)) {
    throw notAllowed({
      zh: '您的岗位不能查看完整证件号码和电话。如确需核对，请联系其所在乡镇的受理员。',
      en: 'Your post may not read identity and telephone numbers in full. Ask the clerk of the township where it must be checked.',
    });
  }
  const note = checkPurpose(input);
  const [reading] = await unit.sql<{ id: string }>(
    'insert into identity_reading (person_id, read_by, purpose, note) values ($1, $2, $3, $4) returning id',
    [input.personId, unit.actor.staffId, input.purpose, note],
  );
  return { type: 'IdentityReading', id: reading?.id as string };
}

/** The note, after refusing an unknown purpose, or another one without words. */
export function checkPurpose({ purpose, note }: Pick<RevealIdentityInput, 'purpose' | 'note'>): string | null {
  const check = new InputCheck();
  if (!Object.hasOwn(READING_PURPOSES, purpose)) {
    check.add('purpose', { zh: '请选择查阅用途。', en: 'Choose what you read it for.' });
  }
  const words = note?.trim() || null;
  if (words !== null || purpose === 'other') check.text('note', words ?? '', { zh: '用途说明', en: 'explanation' });
  check.done();
  // Somebody may type the very number into it.
  return redacted(words) as string | null;
}
