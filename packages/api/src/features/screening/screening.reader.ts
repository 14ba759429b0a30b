import { subject } from '@casl/ability';
import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { byKey } from '../../platform/read.js';
import { countCounty, type FitRow } from './count-county.js';
import type { CountyFit } from './screening.types.js';

/** Runs programs over the county, for those who may see its counts. */
export class ScreeningReader {
  private readonly byDay = new Map<string, DataLoader<string, CountyFit | null>>();

  constructor(private readonly context: Context) {}

  /**
   * What a program fits on a day (YYYY-MM-DD); null when the actor may not count it, there is no such program, or the
   * county has no standards for that day. All programs asked for together are one statement.
   */
  countyFit(programCode: string, on: string): Promise<CountyFit | null> {
    const program = this.context.county.program(programCode);
    const record = program && subject('Screening', { departmentCode: program.department });
    if (on < this.context.county.pack.validFrom || !record || !this.context.ability.can('count', record as never))
      return Promise.resolve(null);
    let loader = this.byDay.get(on);
    if (!loader) {
      loader = new DataLoader((codes) => this.count(codes, on));
      this.byDay.set(on, loader);
    }
    return loader.load(programCode);
  }

  private async count(codes: readonly string[], on: string): Promise<(CountyFit | null)[]> {
    const { county, database } = this.context;
    const rows = await countCounty(database.pool, county.on(on).parsed, codes, on);
    return byKey(codes, rows, (row) => row.program).map((row) => (row ? fitOf(row, on) : null));
  }
}

/** A program's counts of a day (YYYY-MM-DD) as the API answers them. */
export function fitOf(row: FitRow, on: string): CountyFit {
  return {
    on,
    people: row.people,
    households: row.households,
    askingPeople: row.asking_people,
    askingHouseholds: row.asking_households,
    holdingPeople: row.holding_people,
    holdingHouseholds: row.holding_households,
    fen: Number(row.fen),
  };
}
