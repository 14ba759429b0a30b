import { subject } from '@casl/ability';
import { type CheckedMember } from '../registry/members.js';
import { type KnownPerson, peopleByIdNumber } from '../registry/people.js';
import { readIdNumber } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { CheckContext, CheckedSlice, KindCheck, PlanUnit, Standing } from './kind-check.js';
import { noteLookalikes } from './lookalikes.js';
import { type PersonRow, readPersonRow } from './people-row.js';
import { cellText, compact } from './sheet.js';
import { goneWords } from './subjects.js';

/** A household of a file with those of its people who are not registered yet. */
export interface HouseholdUnit extends PlanUnit {
  /** The registered household that they join; null: a new one. */
  householdId: string | null;
  townshipCode: string;
  villageCode: string;
  address: string;
  areaType: string;
  members: (CheckedMember & { row: number; personId: string | null })[];
}

const MOST_MEMBERS = 30;
const HOUSEHOLDS_AT_ONCE = 250;

interface Group {
  people: PersonRow[];
  /** Rows of the household that cannot be read: without them it is not whole. */
  bad: number[];
}

/** Somebody whose registration was taken back comes again as the same person. */
export function returns(known: KnownPerson, member: CheckedMember): boolean {
  return known.gone === 'mistaken' && compact(known.name) === member.name;
}

interface Finding {
  known: ReadonlyMap<string, KnownPerson>;
  standings: Map<number, Standing>;
  /** Keeps the household out. */
  refuse: (zh: string, en: string) => undefined;
}

/** People and households: one person a row, households by their number, their head's number, or from head to head. */
export class PeopleCheck implements KindCheck {
  private readonly groups = new Map<string, Group>();
  private readonly rowOf = new Map<string, number>();
  private key = '';

  constructor(private readonly context: CheckContext) {}

  async take(rows: readonly CheckedRow[]): Promise<undefined> {
    for (const row of rows) {
      const key = this.keyOf(row);
      const group = this.groups.get(key) ?? { people: [], bad: [] };
      this.groups.set(key, group);
      const person = readPersonRow(this.context, row);
      if (person) this.noteTwice(person);
      if (person && row.isGood) group.people.push(person);
      else {
        group.bad.push(row.at);
        this.badRows.push(row);
      }
    }
    return undefined;
  }

  private readonly badRows: CheckedRow[] = [];

  async *finish(): AsyncGenerator<CheckedSlice> {
    yield { rows: this.badRows, standings: new Map(), units: [] };
    const groups = [...this.groups.values()];
    for (let start = 0; start < groups.length; start += HOUSEHOLDS_AT_ONCE) {
      yield await this.checkGroups(groups.slice(start, start + HOUSEHOLDS_AT_ONCE));
    }
  }

  private noteTwice({ row, member }: PersonRow): void {
    const first = this.rowOf.get(member.idNumber);
    if (first === undefined) this.rowOf.set(member.idNumber, row.at);
    else {
      row.add('id_number', 'error', {
        zh: `第 ${first} 行已有这个身份证号。请只保留一行。`,
        en: `Row ${first} has this identity number already. Keep one of them.`,
      });
    }
  }

  /** What the household of a row is known by. A merged cell means that of the row above. */
  private keyOf(row: CheckedRow): string {
    const told = (['household_key', 'head_id_number'] as const).find((target) => row.has(target));
    if (told && row.isMerged(told)) return this.key;
    if (told) {
      const head = told === 'head_id_number' ? readIdNumber(row.cell(told)) : undefined;
      this.key = head && 'value' in head ? head.value.idNumber : `${told} ${compact(cellText(row.cell(told)))}`;
    } else if (!row.has('relation') || /^(户主|本人|户主本人|head)$/.test(compact(cellText(row.cell('relation'))))) {
      this.key = `row ${row.at}`;
    }
    return this.key;
  }

  private async checkGroups(groups: readonly Group[]): Promise<CheckedSlice> {
    const people = groups.flatMap((group) => group.people);
    const known = await peopleByIdNumber(
      this.context,
      people.map(({ member }) => member.idNumber),
    );
    const fresh = people.filter(({ member }) => !known.has(member.idNumber));
    await noteLookalikes(this.context, fresh);
    const standings = new Map<number, Standing>();
    const units = groups.flatMap((group) => this.checkGroup(group, known, standings) ?? []);
    return { rows: people.map(({ row }) => row), standings, units };
  }

  private checkGroup(
    { people, bad }: Group,
    known: ReadonlyMap<string, KnownPerson>,
    standings: Map<number, Standing>,
  ): HouseholdUnit | undefined {
    const registered = people.flatMap(({ row, member }) => {
      const person = known.get(member.idNumber);
      return person && !returns(person, member) ? [{ row, member, person }] : [];
    });
    for (const { row, member, person } of registered) this.checkRegistered(row, member, person);
    for (const { row } of registered) if (row.isGood) standings.set(row.at, 'known');
    const registeredRows = new Set(registered.map(({ row }) => row.at));
    const joining = people.filter(({ row }) => !registeredRows.has(row.at));
    if (joining.length === 0) return undefined;
    const households = [...new Map(registered.map(({ person }) => [person.householdId, person])).values()];
    const refuse = (zh: string, en: string) => {
      for (const { row } of joining) row.add(null, 'error', { zh, en });
      return undefined;
    };
    if (households.length > 1) {
      return refuse(
        '这一户的人分别登记在不同的户中。请先在“家庭档案”中办理迁移，再导入其余成员。',
        'The people of this household are registered in different ones. Move them first, then import the others.',
      );
    }
    if (bad.length > 0) {
      const rows = bad.slice(0, 5).join('、');
      return refuse(
        `同户第 ${rows} 行有错误，改正后整户一起导入。`,
        `Row ${bad.slice(0, 5).join(', ')} of this household is wrong; correct it and import the household as a whole.`,
      );
    }
    const heads = people.filter(({ member }) => member.relation === 'head').length;
    const household = households[0];
    if (!household && heads !== 1) {
      return refuse(
        `一户须有且只有一名户主，这一户有 ${heads} 名。请核对“与户主关系”和户编号。`,
        `A household has exactly one head; this one has ${heads}. Check relations and household numbers.`,
      );
    }
    if (household && joining.some(({ member }) => member.relation === 'head')) {
      return refuse(
        '该户已登记了户主。请核对“与户主关系”。',
        'This household has a registered head already. Check the relation.',
      );
    }
    if (people.length > MOST_MEMBERS) {
      return refuse(
        `一户最多 ${MOST_MEMBERS} 人。请核对户编号。`,
        `A household has at most ${MOST_MEMBERS} people. Check the household numbers.`,
      );
    }
    return this.unitOf(people, joining, household, { known, standings, refuse });
  }

  private unitOf(
    people: readonly PersonRow[],
    joining: readonly PersonRow[],
    household: KnownPerson | undefined,
    { known, standings, refuse }: Finding,
  ): HouseholdUnit | undefined {
    const { actor, county, choices } = this.context;
    const townshipCode =
      household?.townshipCode ?? people.find((one) => one.townshipCode)?.townshipCode ?? actor.townshipCode;
    if (!townshipCode) return refuse('缺少乡镇（街道），请填写。', 'The township is missing; please fill it in.');
    const villageCode = people.find((one) => one.villageCode)?.villageCode;
    const village = villageCode ? county.village(villageCode) : undefined;
    if (!household && village?.township.code !== townshipCode) {
      return refuse('缺少村（社区），请在户主一行填写。', 'The village is missing; fill it in on the row of the head.');
    }
    const held = joining.filter(({ row }) => row.problems.some(({ severity }) => severity === 'duplicate'));
    if (held.length > 0 && !choices.withDuplicates) {
      for (const { row } of joining.filter((one) => !held.includes(one))) {
        row.add(null, 'duplicate', {
          zh: '同户有疑似重复的人，整户暂不导入。请核对后决定。',
          en: 'Somebody of this household may be registered already, so the household stays out until you decide.',
        });
      }
      return undefined;
    }
    for (const { row } of joining) standings.set(row.at, household ? 'changed' : 'fresh');
    return {
      rows: joining.map(({ row }) => row.at),
      householdId: household?.householdId ?? null,
      townshipCode,
      villageCode: villageCode ?? '',
      address: people.find((one) => one.address)?.address ?? village?.village.name ?? '',
      areaType: people.find((one) => one.areaType)?.areaType ?? village?.village.kind ?? 'rural',
      members: joining.map(({ row, member }) => ({
        ...member,
        row: row.at,
        personId: known.get(member.idNumber)?.personId ?? null,
      })),
    };
  }

  /** Somebody who is registered already: in the author's area and under the same name, else nothing is told of him. */
  private checkRegistered(row: CheckedRow, member: CheckedMember, person: KnownPerson): void {
    const { ability, county } = this.context;
    if (!ability.can('read', subject('Household', { townshipCode: person.townshipCode }) as never)) {
      const township = county.township(person.townshipCode)?.name;
      row.add('id_number', 'error', {
        zh: `此身份证号已在${township?.zh}登记。请联系该乡镇办理，或先核对号码。`,
        en: `This identity number is already registered in ${township?.en}. Ask that township, or check the number.`,
      });
    } else if (person.gone) {
      row.add('id_number', 'error', goneWords(person.gone));
    } else if (compact(person.name) !== member.name) {
      row.add('name', 'error', {
        zh: `此身份证号在 ${person.householdCode} 户登记为“${person.name}”。请核对姓名和号码。`,
        en: `This identity number is registered in household ${person.householdCode} as "${person.name}". Check name and number.`,
      });
    }
  }
}
