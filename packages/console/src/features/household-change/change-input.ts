import type { HouseholdChange } from '@yimen/schema';
import type { HouseholdChangeInput } from '@yimen/schema/documents';

/** The kinds of change of people who are registered already. */
export type ChangeKind = Exclude<HouseholdChange, 'moved_in' | 'born' | 'undone'>;

export interface ChangeValues {
  effectiveOn: string;
  reason: string;
  document?: string;
  note?: string;
  /** Whom it is about; of a death one. */
  who?: string[] | string;
  /** The new relation to the head, by person. */
  relations?: Record<string, string | undefined>;
  otherHouseholdId?: string;
  place?: { townshipCode: string; villageCode: string; address: string };
  hukou?: { kind: string; outside?: boolean; townshipCode?: string; villageCode?: string; address: string };
  carer?: { kind: string; carerId?: string; carerName?: string };
  careId?: string;
}

interface Group {
  id: string;
  version: number;
  members: readonly { id: string }[];
}

/** Of which kinds some people are chosen. */
export const CHOOSES_PEOPLE: readonly ChangeKind[] = ['moved', 'left', 'died', 'split', 'hukou_changed', 'carer_named'];
/** Of which kinds the chosen people get a new relation to a head. */
export const RELATES_CHOSEN: readonly ChangeKind[] = ['moved', 'split'];
/** Of which kinds the chosen people leave the household. */
export const TAKES_AWAY: readonly ChangeKind[] = ['moved', 'left', 'died', 'split'];

export function chosenIds({ who }: Pick<ChangeValues, 'who'>): string[] {
  return who === undefined ? [] : [who].flat();
}

/** Who stays without a head when the chosen people go: everybody's relation is asked anew. */
export function headless<Member extends { id: string; isHead: boolean }>(
  kind: ChangeKind,
  members: readonly Member[],
  chosen: readonly string[],
): Member[] {
  const headGoes = members.some(({ id, isHead }) => isHead && chosen.includes(id));
  return TAKES_AWAY.includes(kind) && headGoes ? members.filter(({ id }) => !chosen.includes(id)) : [];
}

/** The form as the API takes it. */
export function changeInput(
  kind: ChangeKind,
  household: Group & { members: readonly { id: string; isHead: boolean }[] },
  other: Group | undefined,
  values: ChangeValues,
): Omit<HouseholdChangeInput, 'key'> {
  const withRelation = (ids: readonly string[]) =>
    ids.map((personId) => ({ personId, relation: values.relations?.[personId] }));
  const chosen = chosenIds(values);
  const concerned: Partial<Record<ChangeKind, readonly string[]>> = {
    head_changed: household.members.map(({ id }) => id),
    merged: other?.members.map(({ id }) => id) ?? [],
  };
  const { hukou } = values;
  return {
    householdId: household.id,
    expectedVersion: household.version,
    kind,
    effectiveOn: values.effectiveOn,
    reason: values.reason ?? '',
    document: values.document,
    note: values.note,
    people: withRelation(concerned[kind] ?? chosen),
    staying: withRelation(headless(kind, household.members, chosen).map(({ id }) => id)),
    otherHouseholdId: other?.id,
    otherExpectedVersion: other?.version,
    place: values.place,
    hukou: hukou && {
      kind: hukou.kind,
      address: hukou.address,
      ...(!hukou.outside && { townshipCode: hukou.townshipCode, villageCode: hukou.villageCode }),
    },
    carer: values.carer,
    careId: values.careId,
  };
}
