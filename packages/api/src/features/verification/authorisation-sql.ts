/** SQL of the authorisation of a person that stands on a day for an item: the one that holds longest; null without any. */
export function standingSql(person: string, item: string, day: string): string {
  return `(select a.id from authorisation a
    where a.person_id = ${person} and ${item} = any(a.items) and a.signed_on <= ${day} and a.valid_until >= ${day}
      and not exists (select from authorisation_revocation r where r.authorisation_id = a.id)
    order by a.valid_until desc, a.id desc limit 1)`;
}

/** The age from which one signs for oneself. */
export const ADULT_AGE = 18;
