import { changeHousehold } from '../features/household-change/change-household.js';
import type { HouseholdChangeInput } from '../features/household-change/household-change.inputs.js';
import { undoHouseholdChange } from '../features/household-change/undo-change.js';
import { addMember } from '../features/registry/add-member.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';
import { IdNumbers } from './identity.js';

/** Where the numbers of newborn children begin. */
const FIRST_NEWBORN_NUMBER = 450;

interface Member {
  id: string;
  name: string;
  relation: string;
  sex: 'male' | 'female';
  age: number;
}

interface Family {
  id: string;
  version: number;
  townshipCode: string;
  villageCode: string;
  members: Member[];
}

/** Finds families without a case, the oldest registered first, each told once. */
class Families {
  private readonly told = new Set<string>();

  constructor(
    private readonly work: Casework,
    private readonly all: readonly Family[],
  ) {}

  static async of(work: Casework, today: string): Promise<Families> {
    return new Families(
      work,
      await work.sql<Family>(
        `select h.id, h.version, h.township_code as "townshipCode", h.village_code as "villageCode",
           json_agg(json_build_object('id', p.id, 'name', p.name, 'relation', p.relation, 'sex', p.sex,
             'age', extract(year from age($1::date, p.birth_date))) order by (p.id = h.head_person_id) desc, p.birth_date) as members
         from household h join person p on p.household_id = h.id
         where h.dissolved_on is null and not exists (select from case_file c where c.household_id = h.id)
           and not exists (select from household_event_household e where e.household_id = h.id)
         group by h.id order by h.code`,
        [today],
      ),
    );
  }

  find(fits: (family: Family) => boolean): Family | undefined {
    const found = this.all.find((family) => !this.told.has(family.id) && fits(family));
    if (found) this.told.add(found.id);
    return found;
  }

  async version(id: string): Promise<number> {
    return (await this.work.row<{ version: number }>('select version from household where id = $1', [id])).version;
  }
}

const adultChild = ({ relation, age }: Member) => relation === 'child' && age >= 22;
const clerkOf = ({ townshipCode }: Family) => `clerk-${townshipCode.toLowerCase()}`;

type Told = Omit<HouseholdChangeInput, 'key' | 'householdId' | 'expectedVersion'>;

/**
 * Tells of some families what happened to them in the last year: a head died, a child was born, a daughter married into
 * another family, a son founded a household of his own, an old couple moved to theirs. `today` is YYYY-MM-DD. Done once.
 */
export async function tellHistories(work: Casework, today: string): Promise<void> {
  if ((await work.sql(`select 1 from command_log where key like 'demo:history:%' limit 1`)).length > 0) return;
  const families = await Families.of(work, today);
  const ago = (days: number) => addDays(today, -days);
  const tell = async (step: string, family: Family | undefined, told: Told) => {
    if (!family) return undefined;
    const input = { householdId: family.id, expectedVersion: await families.version(family.id), ...told };
    return work.act(clerkOf(family), `history:${step}`, input, changeHousehold);
  };

  await tellDeaths(families, tell, ago);
  await tellMoves(families, tell, ago);
  await tellBirths(work, families, ago);
  await tellCare(families, tell, ago);
  await tellMistake(work, families, tell, ago);
}

type Tell = (step: string, family: Family | undefined, told: Told) => Promise<string | undefined>;
type Ago = (days: number) => string;

async function tellDeaths(families: Families, tell: Tell, ago: Ago): Promise<void> {
  for (const [index, days] of [210, 96, 33].entries()) {
    const family = families.find(
      ({ members: [head, second] }) => (head?.age ?? 0) >= 62 && second?.relation === 'spouse',
    );
    const [head, second, ...others] = family?.members ?? [];
    if (!head || !second) continue;
    await tell(`death:${index}`, family, {
      kind: 'died',
      effectiveOn: ago(days),
      reason: '因病去世',
      document: `居民死亡医学证明 ${20_260_117 + index}`,
      people: [{ personId: head.id }],
      staying: [second, ...others].map(({ id, relation }) => ({
        personId: id,
        relation: id === second.id ? 'head' : relation,
      })),
    });
  }
}

async function tellMoves(families: Families, tell: Tell, ago: Ago): Promise<void> {
  const bride = families.find(({ members }) => members.some((one) => adultChild(one) && one.sex === 'female'));
  const groom = families.find(
    ({ townshipCode, members }) =>
      townshipCode === bride?.townshipCode && members.some((one) => adultChild(one) && one.sex === 'male'),
  );
  const daughter = bride?.members.find((one) => adultChild(one) && one.sex === 'female');
  if (groom && daughter) {
    await tell('marriage', bride, {
      kind: 'moved',
      effectiveOn: ago(260),
      reason: '结婚随夫落户',
      document: '结婚证 J610630-2026-000318',
      people: [{ personId: daughter.id, relation: 'other' }],
      otherHouseholdId: groom.id,
    });
  }
  const large = families.find(({ members }) => members.length >= 4 && members.some(adultChild));
  const son = large?.members.find(adultChild);
  if (large && son) {
    await tell('split', large, {
      kind: 'split',
      effectiveOn: ago(150),
      reason: '成年子女分户另居',
      people: [{ personId: son.id, relation: 'head' }],
      place: { townshipCode: large.townshipCode, villageCode: large.villageCode, address: '新村安置点 6 号' },
    });
  }
  const old = families.find(({ members }) => members.length <= 2 && members.every(({ age }) => age >= 70));
  const young = families.find(
    ({ villageCode, members }) =>
      villageCode === old?.villageCode && members.length >= 3 && (members[0]?.age ?? 99) < 60,
  );
  if (old && young) {
    await tell('merger', young, {
      kind: 'merged',
      effectiveOn: ago(75),
      reason: '父母随子女共同生活',
      people: old.members.map(({ id }) => ({ personId: id, relation: 'parent' })),
      otherHouseholdId: old.id,
    });
  }
  const leaving = families.find(({ members }) => members.length >= 3 && members.some(adultChild));
  const gone = leaving?.members.find(adultChild);
  if (gone) {
    await tell('left', leaving, {
      kind: 'left',
      effectiveOn: ago(120),
      reason: '外地就业落户',
      note: '陕西省西安市',
      people: [{ personId: gone.id }],
    });
  }
  const moving = families.find(({ members }) => members.length >= 3);
  if (moving) {
    await tell('relocated', moving, {
      kind: 'relocated',
      effectiveOn: ago(48),
      reason: '易地搬迁',
      people: [],
      place: { townshipCode: moving.townshipCode, villageCode: moving.villageCode, address: '安置小区 2 号楼 301' },
    });
  }
}

async function tellBirths(work: Casework, families: Families, ago: Ago): Promise<void> {
  const ids = new IdNumbers(FIRST_NEWBORN_NUMBER);
  for (const [index, days] of [190, 64, 12].entries()) {
    const family = families.find(({ members: [head, second] }) => {
      const young = [head?.age, second?.age].every((age) => age !== undefined && age >= 22 && age <= 42);
      return young && second?.relation === 'spouse';
    });
    if (!family) return;
    const sex = index % 2 === 0 ? 'female' : 'male';
    const name = `${family.members[0]?.name.charAt(0)}某${['安', '宁', '乐'][index]}`;
    await work.act(
      clerkOf(family),
      `history:birth:${index}`,
      {
        householdId: family.id,
        expectedVersion: await families.version(family.id),
        member: { name, idNumber: ids.next(ago(days), sex), relation: 'child' },
        born: true,
        document: `出生医学证明 Z61${2_026_041 + index}`,
      },
      addMember,
    );
  }
}

async function tellCare(families: Families, tell: Tell, ago: Ago): Promise<void> {
  for (const [index, days] of [310, 80].entries()) {
    const family = families.find(({ members }) =>
      members.some(({ relation, age }) => relation === 'grandchild' && age < 16),
    );
    const child = family?.members.find(({ relation, age }) => relation === 'grandchild' && age < 16);
    if (!family || !child) return;
    await tell(`care:${index}`, family, {
      kind: 'carer_named',
      effectiveOn: ago(days),
      reason: '父母外出务工',
      people: [{ personId: child.id }],
      carer: { kind: 'entrusted', carerId: family.members[0]?.id },
    });
  }
}

/** A departure that was recorded of the wrong person, and undone. */
async function tellMistake(work: Casework, families: Families, tell: Tell, ago: Ago): Promise<void> {
  const family = families.find(({ members }) => members.length >= 3 && members.some(adultChild));
  const person = family?.members.find(adultChild);
  if (!family || !person) return;
  await tell('mistake', family, {
    kind: 'left',
    effectiveOn: ago(20),
    reason: '外出就业落户',
    people: [{ personId: person.id }],
  });
  const { id: eventId } = await work.row<{ id: string }>(
    `select e.id from household_event e join household_event_household o on o.event_id = e.id
     where o.household_id = $1 and e.kind = 'left'`,
    [family.id],
  );
  const input = { householdId: family.id, eventId, reason: '同名误登，本人未迁出' };
  await work.act(clerkOf(family), 'history:mistake:undo', input, undoHouseholdChange);
}
