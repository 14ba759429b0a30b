import { CARER_KINDS, type Gone, HUKOU_KINDS, RELATIONS } from '@yimen/schema';
import { assertCan } from '../../platform/authorize.js';
import type { FieldProblemText } from '../../platform/errors.js';
import { checkPlace, type Place } from '../registry/check-place.js';
import type { ChangeKind, Draft, Member, Placement, Plan } from './change-draft.js';
import type { PersonChangeInput } from './household-change.inputs.js';
import { endCare, nameCarer, recordArea, relocate, setHukou } from './write-change.js';

/** What each kind of change does. Problems of the input are noted; a plan is carried out only without any. */
export const CHANGE_KINDS: Record<ChangeKind, (draft: Draft) => Plan> = {
  moved: (draft) => {
    const { other, check, input } = draft;
    if (!other) check.add('otherHouseholdId', OTHER_MISSING);
    const movers = concerned(draft);
    const moved = movers.map((entry, index) => inHousehold(draft, entry, other?.id ?? '', `people.${index}.relation`));
    return { placements: [...moved, ...staying(draft, input.people)], people: idsOf(movers) };
  },
  left: (draft) => gone(draft, 'left'),
  died: (draft) => {
    if (draft.input.people.length > 1) {
      draft.check.add('people', { zh: '请逐人登记死亡。', en: 'Record one death at a time.' });
    }
    return gone(draft, 'died');
  },
  head_changed: (draft) => {
    const everybody = concerned(draft);
    checkEverybody(draft, draft.household.id, everybody);
    const placements = everybody.map((entry, index) =>
      inHousehold(draft, entry, draft.household.id, `people.${index}.relation`),
    );
    return { placements, people: headsOf(placements) };
  },
  split: (draft) => {
    const { check, input, unit } = draft;
    const founders = concerned(draft);
    const place = checkPlace(unit.county, check, input.place, 'place');
    if (place) assertCan(unit, 'register', 'Household', { townshipCode: place.townshipCode });
    if (founders.length === ofHousehold(draft, draft.household.id).length) {
      check.add('people', {
        zh: '分户须有人留在原户；全家搬走请办理住址变更。',
        en: 'Somebody stays when a household splits; if all move, record a new address.',
      });
    }
    const newId = draft.newHouseholdId;
    const moved = founders.map((entry, index) => inHousehold(draft, entry, newId, `people.${index}.relation`));
    return {
      placements: [...moved, ...staying(draft, input.people)],
      people: idsOf(founders),
      newPlace: place,
      write: place && ((eventId) => recordArea(draft, newId, place.kind, eventId)),
    };
  },
  merged: (draft) => {
    const { other, check, household } = draft;
    if (!other) check.add('otherHouseholdId', OTHER_MISSING);
    const incoming = other ? concerned(draft, other.id) : [];
    if (other) checkEverybody(draft, other.id, incoming);
    return {
      placements: incoming.map((entry, index) => inHousehold(draft, entry, household.id, `people.${index}.relation`)),
      people: idsOf(incoming),
    };
  },
  relocated: (draft) => {
    const { check, input, unit } = draft;
    const place = checkPlace(unit.county, check, input.place, 'place');
    if (place) assertCan(unit, 'register', 'Household', { townshipCode: place.townshipCode });
    return {
      placements: [],
      people: [],
      write: place && ((eventId) => relocate(draft, place, eventId)),
    };
  },
  hukou_changed: (draft) => {
    const { check, input, unit } = draft;
    const hukou = input.hukou;
    if (!hukou || !Object.hasOwn(HUKOU_KINDS, hukou.kind)) {
      check.add('hukou.kind', { zh: '请选择户口性质。', en: 'Choose the kind of hukou.' });
    }
    if (hukou?.townshipCode) checkPlace(unit.county, check, { villageCode: '', ...hukou } as Place, 'hukou');
    else check.text('hukou.address', hukou?.address ?? '', { zh: '户籍地址', en: 'hukou address' });
    const people = idsOf(concerned(draft));
    return {
      placements: [],
      people,
      write: hukou ? (eventId) => setHukou(draft, people, hukou, eventId) : undefined,
    };
  },
  carer_named: (draft) => {
    const { check, input } = draft;
    const { carer } = input;
    const people = idsOf(concerned(draft));
    if (!carer || !Object.hasOwn(CARER_KINDS, carer.kind)) {
      check.add('carer.kind', { zh: '请选择监护照料方式。', en: 'Choose the kind of care.' });
    }
    if (Boolean(carer?.carerId) === Boolean(carer?.carerName?.trim())) {
      check.add('carer.carerName', {
        zh: '请选择家庭成员，或填写监护照料人姓名。',
        en: 'Choose a member of the household, or enter the name of the carer.',
      });
    } else if (carer?.carerId && (people.includes(carer.carerId) || !memberOf(draft, carer.carerId))) {
      check.add('carer.carerId', { zh: '请选择该户的另一名成员。', en: 'Choose another member of this household.' });
    } else if (carer?.carerName) check.text('carer.carerName', carer.carerName, { zh: '姓名', en: 'name' }, 50);
    return {
      placements: [],
      people,
      write: carer ? (eventId) => nameCarer(draft, people, carer, eventId) : undefined,
    };
  },
  carer_ended: (draft) => {
    const { cares, check, effectiveOn, input } = draft;
    const care = cares.find(({ id }) => id === input.careId);
    if (!care) check.add('careId', { zh: '请选择尚在进行的监护照料。', en: 'Choose a care that still goes on.' });
    else if (care.since > effectiveOn) {
      check.add('effectiveOn', { zh: '结束日期不能早于开始日期。', en: 'Care cannot end before it began.' });
    }
    return {
      placements: [],
      people: care ? [care.personId] : [],
      write: care && ((eventId) => endCare(draft, care.id, eventId)),
    };
  },
};

const OTHER_MISSING: FieldProblemText['message'] = { zh: '请选择另一户。', en: 'Choose the other household.' };

const idsOf = (entries: readonly PersonChangeInput[]) => entries.map(({ personId }) => personId);
const headsOf = (placements: readonly Placement[]) =>
  placements.filter(({ relation }) => relation === 'head').map(({ personId }) => personId);

function ofHousehold({ members }: Draft, householdId: string): Member[] {
  return members.filter((member) => member.householdId === householdId);
}

function memberOf({ members }: Draft, personId: string): Member | undefined {
  return members.find(({ id }) => id === personId);
}

/** The people named, each a member of the household and named once; others are noted and left out. */
function concerned(draft: Draft, householdId = draft.household.id): PersonChangeInput[] {
  const { check, input } = draft;
  if (input.people.length === 0) check.add('people', { zh: '请选择家庭成员。', en: 'Choose whom it is about.' });
  return input.people.filter(({ personId }, index) => {
    const isFirst = input.people.findIndex((other) => other.personId === personId) === index;
    if (isFirst && memberOf(draft, personId)?.householdId === householdId) return true;
    check.add(`people.${index}.personId`, {
      zh: '请选择该户的成员，每人一次。',
      en: 'Choose members of the household, each once.',
    });
    return false;
  });
}

function checkEverybody(draft: Draft, householdId: string, entries: readonly PersonChangeInput[]): void {
  const missing = ofHousehold(draft, householdId).filter(({ id }) => !entries.some(({ personId }) => personId === id));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  draft.check.add('people', {
    zh: `请填写全部成员与户主的关系，还缺：${names.join('、')}。`,
    en: `Give everybody's relation to the head; missing: ${names.join(', ')}.`,
  });
}

function inHousehold(draft: Draft, entry: PersonChangeInput, householdId: string, path: string): Placement {
  const relation = entry.relation ?? '';
  if (!Object.hasOwn(RELATIONS, relation)) {
    draft.check.add(path, { zh: '请选择与户主的关系。', en: 'Choose the relation to the head of household.' });
  }
  return { personId: entry.personId, householdId, relation, gone: null };
}

function gone(draft: Draft, why: Gone): Plan {
  const people = idsOf(concerned(draft));
  return {
    placements: [
      ...people.map((personId) => ({ personId, householdId: null, relation: null, gone: why })),
      ...staying(draft, draft.input.people),
    ],
    people,
  };
}

/** The new relations of those who stay when others go. */
function staying(draft: Draft, going: readonly PersonChangeInput[]): Placement[] {
  return (draft.input.staying ?? []).flatMap((entry, index) => {
    const stays = memberOf(draft, entry.personId)?.householdId === draft.household.id;
    if (stays && !going.some(({ personId }) => personId === entry.personId)) {
      return [inHousehold(draft, entry, draft.household.id, `staying.${index}.relation`)];
    }
    draft.check.add(`staying.${index}.personId`, { zh: '此人不在留下的成员中。', en: 'This person does not stay.' });
    return [];
  });
}
