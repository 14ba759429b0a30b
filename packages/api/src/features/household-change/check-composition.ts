import { MAX_MEMBERS } from '../registry/members.js';
import type { Draft, Plan } from './change-draft.js';

/**
 * Notes what would not be a household afterwards, one head and not too many people, and whoever changed later than the
 * day of this change: histories are written forwards.
 */
export function checkComposition(draft: Draft, { placements }: Plan): void {
  const { check, members, effectiveOn } = draft;
  const placed = new Map(placements.map((placement) => [placement.personId, placement]));
  for (const { name, since } of members.filter(({ id, since }) => placed.has(id) && since > effectiveOn)) {
    check.add('effectiveOn', {
      zh: `${name}在 ${since} 已有变动，发生日期不能更早。如登记有误，请先撤销那次变动。`,
      en: `${name} changed on ${since}; this cannot have happened earlier. If that was wrong, undo it first.`,
    });
  }
  const touched = new Set<string>();
  for (const { id, householdId } of members.filter(({ id }) => placed.has(id))) {
    touched.add(householdId);
    const target = placed.get(id)?.householdId;
    if (target) touched.add(target);
  }
  for (const householdId of touched) checkHousehold(draft, householdId, placed);
}

function checkHousehold(
  { check, members, household }: Draft,
  householdId: string,
  placed: ReadonlyMap<string, Plan['placements'][number]>,
): void {
  const after = members.flatMap((member) => {
    const { householdId: place, relation } = placed.get(member.id) ?? member;
    return place === householdId ? [relation] : [];
  });
  const heads = after.filter((relation) => relation === 'head').length;
  const path =
    householdId === household.id && !members.some(({ id }) => placed.get(id)?.householdId === householdId)
      ? 'staying'
      : 'people';
  if (after.length > 0 && heads !== 1) {
    check.add(path, {
      zh: `变动后该户须有且只有一名户主，现有 ${heads} 名。`,
      en: `Afterwards this household has exactly one head; it would have ${heads}.`,
    });
  }
  if (after.length > MAX_MEMBERS) {
    check.add('people', {
      zh: `一户最多 ${MAX_MEMBERS} 人。`,
      en: `A household has at most ${MAX_MEMBERS} members.`,
    });
  }
}
