import { subject } from '@casl/ability';
import { today } from '../../platform/clock.js';
import type { Sql } from '../../platform/run-command.js';
import type { Program } from '../../policy/types.js';
import type { KnownPerson } from '../registry/people.js';
import { type Read, readAmount, readDay } from './cell-value.js';
import type { CheckedRow } from './checked-row.js';
import type { CheckContext, CheckedSlice, KindCheck, PlanUnit, Standing } from './kind-check.js';
import { type Cell, cellText, compact } from './sheet.js';
import { findSubjects, type RowSubject } from './subjects.js';

/** One record of aid, to be added to the ledger of aid. */
export interface AwardUnit extends PlanUnit {
  idNumber: string;
  programCode: string;
  departmentCode: string;
  /** Integer fen; null for aid in kind. */
  amountFen: number | null;
  period: string;
  /** YYYY-MM-DD */
  grantedOn: string;
  endedOn: string | null;
}

/** An award with who holds it; of a household's program no person. */
export interface HeldAward extends AwardUnit {
  householdId: string;
  personId: string | null;
}

type AwardKey = Pick<HeldAward, 'householdId' | 'personId' | 'programCode' | 'grantedOn' | 'amountFen'>;

/** One holder, one program, one day, one amount: one award. */
export function awardKey({ householdId, personId, programCode, grantedOn, amountFen }: AwardKey): string {
  return [personId ?? householdId, programCode, grantedOn, amountFen ?? ''].join(' ');
}

/** The award as held by a registered person, or by his household where the program is a household's. */
export function heldBy(award: AwardUnit, person: KnownPerson, program: Program): HeldAward {
  const { householdId, personId } = person;
  return { ...award, householdId, personId: program.unit === 'household' ? null : personId };
}

/** The keys of those awards that are in the ledger of aid already. */
export async function recordedAwards(sql: Sql, awards: readonly HeldAward[]): Promise<Set<string>> {
  const found = await sql<AwardKey>(
    `select household_id as "householdId", person_id as "personId", program_code as "programCode",
       granted_on as "grantedOn", amount_fen::float8 as "amountFen" from aid_record
     where program_code = any($3) and (person_id = any($2) or person_id is null and household_id = any($1))`,
    [
      awards.map(({ householdId }) => householdId),
      awards.map(({ personId }) => personId),
      [...new Set(awards.map(({ programCode }) => programCode))],
    ],
  );
  return new Set(found.map(awardKey));
}

interface ReadAward extends HeldAward {
  unit: AwardUnit;
}

/** Aid that departments gave before, a record a row. */
export class AwardsCheck implements KindCheck {
  /** By award, the row that brought it. */
  private readonly brought = new Map<string, number>();
  private readonly programs: ReadonlyMap<string, Program>;

  constructor(private readonly context: CheckContext) {
    const { programs } = context.county.pack;
    this.programs = new Map(
      programs.flatMap((program) =>
        [program.code, program.name.zh, program.name.en].map((name) => [compact(name), program]),
      ),
    );
  }

  async take(rows: readonly CheckedRow[]): Promise<CheckedSlice> {
    const subjects = await findSubjects(this.context, rows);
    const awards = subjects.flatMap((one) => {
      const award = this.readRow(one);
      return award && one.row.isGood ? [{ row: one.row, award }] : [];
    });
    const recorded = await recordedAwards(
      this.context.sql,
      awards.map(({ award }) => award),
    );
    const standings = new Map<number, Standing>();
    const units: AwardUnit[] = [];
    for (const { row, award } of awards) {
      const isKnown = recorded.has(awardKey(award));
      standings.set(row.at, isKnown ? 'known' : 'fresh');
      if (!isKnown) units.push(award.unit);
    }
    return { rows, standings, units };
  }

  async *finish(): AsyncGenerator<CheckedSlice> {}

  private readRow({ row, idNumber, person }: RowSubject): ReadAward | undefined {
    const program = this.programOf(row);
    const amountFen = row.read('amount', readAmount) ?? null;
    const grantedOn = row.require('granted_on', { zh: '救助日期', en: 'day of the award' }, readDay);
    const endedOn = row.read('ended_on', readDay) ?? null;
    if (grantedOn !== undefined && grantedOn > today()) {
      row.add('granted_on', 'error', { zh: '救助日期不能晚于今天。', en: 'An award already given lies in the past.' });
    }
    if (grantedOn !== undefined && endedOn !== null && endedOn < grantedOn) {
      row.add('ended_on', 'error', {
        zh: '终止日期早于救助日期，请核对。',
        en: 'It ended before it was given; please check.',
      });
    }
    if (!program || grantedOn === undefined) return undefined;
    const unit = {
      rows: [row.at],
      idNumber,
      programCode: program.code,
      departmentCode: program.department,
      amountFen,
      period: program.period,
      grantedOn,
      endedOn,
    };
    const award = { ...heldBy(unit, person, program), unit };
    const first = this.brought.get(awardKey(award));
    if (first !== undefined) {
      row.add(null, 'error', {
        zh: `与第 ${first} 行是同一笔救助（同一人、同一项目、同一天、同一金额）。请删去重复的行。`,
        en: `Row ${first} is the same award: same person, program, day and amount. Delete one of them.`,
      });
    }
    this.brought.set(awardKey(award), row.at);
    return award;
  }

  private programOf(row: CheckedRow): Program | undefined {
    const { choices, ability, county } = this.context;
    const program = row.has('program')
      ? row.read('program', (cell) => this.readProgram(cell))
      : county.program(choices.programCode ?? '');
    if (!program) {
      if (!row.has('program')) row.add('program', 'error', { zh: '缺少救助项目。', en: 'The program is missing.' });
      return undefined;
    }
    if (ability.can('bring', subject('ImportedAward', { departmentCode: program.department }) as never)) return program;
    row.add('program', 'error', {
      zh: `“${program.name.zh}”不是您单位的项目，请由${county.department(program.department).name.zh}导入。`,
      en: `"${program.name.en}" is a program of ${county.department(program.department).name.en}, which imports its own.`,
    });
    return undefined;
  }

  private readProgram(cell: Cell | undefined): Read<Program> {
    const text = compact(cellText(cell));
    const program = this.programs.get(text);
    if (program) return { value: program };
    return {
      problem: {
        zh: `没有名为“${text}”的救助项目。请按项目目录填写全称或编号。`,
        en: `There is no program "${text}". Write its full name or its code.`,
      },
    };
  }
}
