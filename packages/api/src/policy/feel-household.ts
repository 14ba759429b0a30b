import type { Bilingual, KnownFact } from './types.js';

/** What rules call the list of everybody in the household, the person judged among them. */
export const HOUSEHOLD = '家庭成员';
export const HOUSEHOLD_EN = 'Household members';
/** What is asked for where nobody told who the members are. */
export const MEMBERS_UNKNOWN = 'hh_members';

/** Where a fact bag keeps the household's members, apart from the facts by code. */
export const MEMBERS = Symbol('members');

/** A member of the household as a FEEL value: rules name his facts (`成员.年龄`), never himself. */
export class Member {
  constructor(
    readonly personId: string,
    /** How people tell him from the others, without his name. */
    readonly label: Bilingual,
    /** What is known of him by fact code; undefined for the person judged, of whom the bag itself tells. */
    readonly facts?: Readonly<Record<string, KnownFact>>,
  ) {}
}

/** A fact that is not known and still matters. */
export interface MissingFact {
  code: string;
  /** Another member of the household whose fact it is; null: of the person judged, the household or the case. */
  member: Member | null;
}

/** One text for a missing fact, so that sets hold each once. */
export function missingKey(code: string, member: Member | undefined): string {
  return member ? `${code}@${member.personId}` : code;
}

/** The missing facts that keys stand for. */
export function missingFacts(keys: Iterable<string>, members: readonly Member[] = []): MissingFact[] {
  return [...keys].map((key) => {
    const [code = '', personId] = key.split('@');
    return { code, member: members.find((member) => member.personId === personId) ?? null };
  });
}
