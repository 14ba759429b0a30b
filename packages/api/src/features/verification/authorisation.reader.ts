import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { isUuid } from '../../platform/parse.js';
import { rows } from '../../platform/read.js';

export interface AuthorisationRow {
  id: string;
  personId: string;
  personName: string;
  signerName: string;
  textCode: string;
  items: string[];
  signedOn: string;
  validUntil: string;
  manner: string;
  paperNumber: string | null;
  recordedBy: string;
  revokedOn: string | null;
  revokeReason: string | null;
  state: 'standing' | 'expired' | 'revoked';
  townshipCode: string;
}

/** What abilities ask of an authorisation `a` of a household `h`. */
const AUTHORISATION_FIELDS = { townshipCode: { sql: 'h.township_code' } } as const;

/** Authorisations of a household that the reader may see, the newest first. */
export async function authorisationsOf(context: Context, householdId: string): Promise<AuthorisationRow[]> {
  if (!isUuid(householdId)) return [];
  const params: unknown[] = [householdId, today()];
  const may = accessSql(context.ability, 'read', 'Authorisation', AUTHORISATION_FIELDS, params);
  return rows<AuthorisationRow>(
    context.database.pool,
    `select a.id, a.person_id as "personId", p.name as "personName", signer.name as "signerName",
       a.text_code as "textCode", a.items, a.signed_on as "signedOn", a.valid_until as "validUntil", a.manner,
       a.paper_number as "paperNumber", s.name as "recordedBy", r.revoked_on as "revokedOn", r.reason as "revokeReason",
       case when r.authorisation_id is not null then 'revoked' when a.valid_until < $2 then 'expired'
         else 'standing' end as state, h.township_code as "townshipCode"
     from authorisation a join household h on h.id = a.household_id join person p on p.id = a.person_id
     join person signer on signer.id = a.signer_id join staff s on s.id = a.recorded_by
     left join authorisation_revocation r on r.authorisation_id = a.id
     where a.household_id = $1 and ${may} order by a.id desc`,
    params,
  );
}
