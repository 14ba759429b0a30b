import { subject } from '@casl/ability';
import { type Context, reader, signedIn } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { ageOn, today } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import { poolSql, rows } from '../../platform/read.js';
import { HOUSEHOLD_FIELDS } from '../registry/household-access.js';
import { getPerson } from '../registry/registry.reader.js';
import { authorisationsOf } from './authorisation.reader.js';
import { ADULT_AGE } from './authorisation-sql.js';
import { wantedRegisters } from './choose-items.js';
import { ConflictReader } from './conflict.reader.js';
import { authorisationTextOn, registersOf } from './registers.js';
import { RequestReader } from './request.reader.js';
import { itemView } from './verification-views.js';

const NEEDS_CONSENT = {
  zh: '请先登记授权：目前没有一位成员的授权有效。',
  en: 'Record an authorisation first: none of the members has one that stands.',
};

interface HouseholdHead {
  code: string;
  headName: string;
  townshipCode: string;
}

/** Everything about verifying one household that the reader may see. Throws NotFound. */
export async function householdVerification(context: Context, householdId: string, caseId: string | null) {
  const { county, database, ability, locale } = signedIn(context);
  const params: unknown[] = [householdId];
  const may = accessSql(ability, 'read', 'Household', HOUSEHOLD_FIELDS, params);
  const [head] = isUuid(householdId)
    ? await rows<HouseholdHead>(
        database.pool,
        `select h.code, head.name as "headName", h.township_code as "townshipCode"
         from household h join person head on head.id = h.head_person_id where h.id = $1 and ${may}`,
        params,
      )
    : [];
  if (!head) throw notFound({ zh: '家庭', en: 'household' });
  const people = await rows<{ id: string; birthDate: string }>(
    database.pool,
    `select p.id, p.birth_date as "birthDate" from person p join household h on h.id = p.household_id
     where h.id = $1 order by (p.id = h.head_person_id) desc, p.birth_date, p.id`,
    [householdId],
  );
  const authorisations = await authorisationsOf(context, householdId);
  const wanted = await wantedRegisters(poolSql(database.pool), county, {
    caseId: caseId && isUuid(caseId) ? caseId : null,
  });
  const here = { townshipCode: head.townshipCode };
  const allowed = (action: string, type: 'Household' | 'Authorisation') =>
    ability.can(action, subject(type, { ...here }) as never);
  const standing = authorisations.some(({ state }) => state === 'standing');
  return {
    householdId,
    householdCode: head.code,
    headName: head.headName,
    text: authorisationTextOn(county.pack, today()),
    items: registersOf(county.pack).map(itemView),
    wanted: wanted.map(({ code }) => code),
    members: await Promise.all(
      people.map(async ({ id, birthDate }) => ({
        person: await getPerson(context, id),
        adult: ageOn(birthDate, today()) >= ADULT_AGE,
        authorisations: authorisations.filter(({ personId }) => personId === id),
      })),
    ),
    requests: (await reader(context, RequestReader).page({ householdId, first: 20 })).nodes,
    conflicts: (await reader(context, ConflictReader).page({ householdId, first: 100 })).nodes,
    allowedActions: [
      ...(allowed('record', 'Authorisation') ? [{ action: 'authorise', allowed: true, reason: null }] : []),
      ...(allowed('verify', 'Household')
        ? [
            {
              action: 'verify',
              allowed: standing,
              reason: standing ? null : locale === 'en' ? NEEDS_CONSENT.en : NEEDS_CONSENT.zh,
            },
          ]
        : []),
    ],
  };
}
