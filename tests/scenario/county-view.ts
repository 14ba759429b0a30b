import { CaseworkCountyDocument, type CaseworkCountyQuery } from '@yimen/schema/documents';
import type { Office } from '../testkit/client.js';
import type { Facts, Scenario } from './scenario-file.js';

interface FactEntry {
  code: string;
  scope: string;
  value: unknown;
  personId?: string;
}

const AGE_BY_STAGE: Record<string, number> = {
  preschool: 5,
  primary: 9,
  junior: 13,
  senior_general: 16,
  senior_vocational: 16,
  junior_college: 19,
  undergraduate: 19,
  postgraduate: 23,
};

const DIFFICULTY_OF_EXPENSE: Record<string, string> = {
  medical: 'medical',
  education: 'education',
  housing: 'housing',
};

/** What a scripted caseworker must know of the county: places, facts, programs. Read through the public API. */
export class CountyView {
  private constructor(private readonly county: CaseworkCountyQuery) {}

  static async read(office: Office): Promise<CountyView> {
    const clerk = await office.as('clerk');
    return new CountyView(await clerk.run(CaseworkCountyDocument, {}));
  }

  /** The township and village that a place names; else the first village of the right kind. */
  placeOf(place: string, areaType: unknown) {
    const { townships } = this.county;
    const short = (name: string) => name.replace(/(街道办事处|街道|镇|乡|村委会|村民委员会|居委会|社区|村)$/, '');
    const named = (name: string) => short(name).length >= 2 && place.includes(short(name));
    const township = townships.find((one) => named(one.name.zh)) ?? townships[0];
    if (!township) throw new Error('The county has no townships');
    const village =
      township.villages.find((one) => named(one.name)) ??
      township.villages.find((one) => one.kind === areaType) ??
      township.villages[0];
    if (!village) throw new Error(`No village in ${township.code}`);
    return { township, village };
  }

  /** One village of each township. */
  places(): { townshipCode: string; villageCode: string }[] {
    return this.county.townships.flatMap(({ code, villages }) =>
      villages.slice(0, 1).map((village) => ({ townshipCode: code, villageCode: village.code })),
    );
  }

  departmentOf(programCode: string): string {
    const program = this.county.programs.find((one) => one.code === programCode);
    if (!program) throw new Error(`The county has no program ${programCode}`);
    return program.department.code;
  }

  /** The listed facts that the county's dictionary knows, ready to be recorded. */
  factInputs(facts: Facts, personId: string): FactEntry[] {
    return this.county.factDefinitions
      .filter((fact) => facts[fact.code] !== undefined && facts[fact.code] !== null)
      .map((fact) => ({
        code: fact.code,
        scope: fact.scope,
        value: facts[fact.code],
        ...(fact.scope === 'person' && { personId }),
      }));
  }

  likelyAge(facts: Facts): number {
    if (facts.orphan_status === 'scattered' || facts.deunattended_status === true || facts.child_in_difficulty === true)
      return 8;
    return AGE_BY_STAGE[String(facts.student_stage)] ?? (facts.enrolled_university_this_year === true ? 18 : 45);
  }

  /** The kind of difficulty a window would choose for these facts. */
  difficultyOf(facts: Facts, programs: readonly (string | undefined)[]): string {
    const byFacts =
      DIFFICULTY_OF_EXPENSE[String(facts.expense_kind)] ??
      (facts.disaster_kind && facts.disaster_kind !== 'none' ? 'disaster' : undefined) ??
      (facts.emergency_kind && facts.emergency_kind !== 'none' ? 'emergency' : undefined);
    const byProgram = this.county.difficulties.find((one) =>
      one.programs.some((program) => programs.includes(program.code)),
    );
    const wanted = byFacts ?? byProgram?.code ?? 'living';
    return this.county.difficulties.some((one) => one.code === wanted)
      ? wanted
      : (this.county.difficulties[0]?.code ?? wanted);
  }

  /** The day of the request: the last dated event up to the decision, else the decision itself. */
  requestDay(scenario: Scenario): string {
    const days = scenario.events.map((event) => event.when).filter((when) => /^\d{4}-\d{2}-\d{2}$/.test(when));
    const before = days.filter((day) => day < scenario.decisionDate).sort();
    return before.at(-1) ?? scenario.decisionDate;
  }
}
