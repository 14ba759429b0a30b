import { FACTS, factByCode, factByName } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import type { Vocabulary } from './feel-evaluate.js';
import { HOUSEHOLD } from './feel-household.js';
import { parseFeel } from './feel-parse.js';
import { findSqlProblem } from './feel-sql.js';
import { nearestName, suggest } from './nearest-name.js';
import type { PackReading } from './pack-reader.js';
import type { BudgetInYuan } from './pack-shapes.js';
import type { CalendarPlan, ExclusivityGroup, Program, Standard, StandardValue, Term } from './types.js';

/** Checks that look at more than one place of a pack. */

export function checkReferences(reading: PackReading): void {
  for (const { kinds, code, place } of reading.references) {
    const known = kinds.flatMap((kind) => [...reading.codesOf(kind).keys()]);
    // A whole kind without codes is a missing or broken file, which is reported by itself.
    if (known.length === 0 || known.includes(code)) continue;
    reading.report(place, `unknown ${kinds.join(' or ')} \`${code}\`${suggest(nearestName(code, known))}`);
  }
}

/** Every standard has one value, and only one, on every day from `validFrom` on. */
export function checkStandards(reading: PackReading, standards: readonly Standard[], validFrom: string): void {
  for (const standard of standards) {
    const { values } = standard;
    const ordered = values.map((value, index) => ({ value, place: reading.placeOf(values, index) }));
    ordered.sort((a, b) => a.value.from.localeCompare(b.value.from));
    let next: string | null = validFrom;
    let previous: StandardValue | undefined;
    for (const { value, place } of ordered) {
      if (value.to !== null && value.to < value.from) {
        reading.report(place, `\`${standard.name}\` ends ${value.to}, before it starts ${value.from}`);
        continue;
      }
      if (previous && (previous.to === null || value.from <= previous.to)) {
        const end = previous.to ?? 'open end';
        reading.report(
          place,
          `\`${standard.name}\` has two values on ${value.from}: the one from ${previous.from} runs to ${end}; end it the day before`,
        );
      } else if (next !== null && value.from > next) {
        reading.report(place, gap(standard, next, dayBefore(value.from)));
      }
      if (next !== null && (value.to === null || value.to >= next))
        next = value.to === null ? null : dayAfter(value.to);
      previous = value;
    }
    if (next !== null) reading.report(reading.placeOf(standard), gap(standard, next, null));
  }
}

function gap(standard: Standard, from: string, to: string | null): string {
  const days = to === null ? `from ${from} on` : `from ${from} to ${to}`;
  return `\`${standard.name}\` (${standard.code}) has no value ${days}; add one, with kind \`assumed\` if need be`;
}

const dayAfter = (date: string) => shiftDay(date, 1);
const dayBefore = (date: string) => shiftDay(date, -1);

function shiftDay(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** A group lists its programs and each program lists its groups; both say the same. */
export function checkGroups(
  reading: PackReading,
  groups: readonly ExclusivityGroup[],
  programs: readonly Program[],
): void {
  const programOf = new Map(programs.map((program) => [program.code, program]));
  const groupOf = new Map(groups.map((group) => [group.code, group]));
  for (const group of groups) {
    group.members.forEach((member, index) => {
      if (programOf.get(member)?.groups.includes(group.code) !== false) return;
      reading.report(
        reading.placeOf(group.members, index),
        `\`${group.code}\` lists ${member}, but ${member} does not list \`${group.code}\`: add it to its groups or remove it here`,
      );
    });
    checkMode(reading, group, programOf);
    if ((group.mode === 'county_option') !== (group.joins !== undefined)) {
      reading.report(
        reading.placeOf(group, 'joins'),
        group.joins === undefined
          ? `\`${group.code}\` is a county_option: say which group it \`joins\` when enabled`
          : `only a county_option group \`joins\` another: remove \`joins\` or change the mode`,
      );
    }
  }
  for (const program of programs) {
    program.groups.forEach((code, index) => {
      if (groupOf.get(code)?.members.includes(program.code) !== false) return;
      reading.report(
        reading.placeOf(program.groups, index),
        `${program.code} lists \`${code}\`, but \`${code}\` does not list ${program.code}: add it to its members or remove it here`,
      );
    });
  }
}

/** A group has what its mode works with. */
function checkMode(reading: PackReading, group: ExclusivityGroup, programOf: ReadonlyMap<string, Program>): void {
  const { code, mode, members, together } = group;
  if ((mode === 'compatibility_table') !== (together !== undefined)) {
    reading.report(
      reading.placeOf(group, 'together'),
      together === undefined
        ? `\`${code}\` is a compatibility_table: list the pairs of members that may stand \`together\``
        : `only a compatibility_table says what stands \`together\`: remove it or change the mode`,
    );
  }
  together?.forEach((pair, index) => {
    const [one = '', other = ''] = pair;
    if (pair.length === 2 && one !== other && members.includes(one) && members.includes(other)) return;
    reading.report(reading.placeOf(together, index), `a pair of \`${code}\` is two different members of it`);
  });
  if (mode !== 'sequence') return;
  members.forEach((member, index) => {
    if (programOf.get(member)?.againstLoss !== false) return;
    reading.report(
      reading.placeOf(members, index),
      `\`${code}\` lets ${member} pay what is left of the loss, but ${member} is not \`againstLoss\``,
    );
  });
}

/** What a program says of another does not contradict itself. */
export function checkConcurrency(reading: PackReading, programs: readonly Program[]): void {
  for (const { code, concurrency } of programs) {
    for (const [one, other] of [
      ['excludes', 'compatibleWith'],
      ['excludes', 'topUpAgainst'],
      ['countsAsIncomeIn', 'notIncomeIn'],
    ] as const) {
      concurrency[one].forEach((program, index) => {
        if (!concurrency[other].includes(program)) return;
        reading.report(
          reading.placeOf(concurrency[one], index),
          `${code} names ${program} in both \`${one}\` and \`${other}\`: keep one`,
        );
      });
    }
  }
}

/** The order of payment agrees with `applyAfter` and with the groups that state a sequence. */
export function checkOrder(
  reading: PackReading,
  groups: readonly ExclusivityGroup[],
  programs: readonly Program[],
): void {
  const orderOf = new Map(programs.map((program) => [program.code, program.order]));
  for (const program of programs) {
    const { applyAfter } = program.concurrency;
    applyAfter.forEach((code, index) => {
      const order = orderOf.get(code);
      if (order === undefined || order < program.order) return;
      reading.report(
        reading.placeOf(applyAfter, index),
        `${program.code} (order ${program.order}) comes after ${code} (order ${order}): give it a higher order`,
      );
    });
  }
  for (const group of groups.filter(({ mode }) => mode === 'sequence')) {
    group.members.forEach((member, index) => {
      const before = orderOf.get(group.members[index - 1] ?? '');
      const order = orderOf.get(member);
      if (before === undefined || order === undefined || before <= order) return;
      reading.report(
        reading.placeOf(group.members, index),
        `\`${group.code}\` pays ${group.members[index - 1]} (order ${before}) before ${member} (order ${order}): change the sequence or the orders`,
      );
    });
  }
}

export function checkAmounts(reading: PackReading, programs: readonly Program[]): void {
  for (const { amount, code } of programs) {
    const needed = amount.kind === 'BAND' ? (['formula', 'min', 'max', 'step'] as const) : (['formula'] as const);
    if (amount.kind === 'SERVICE' || amount.kind === 'EXTERNAL') continue;
    for (const field of needed) {
      if (amount[field] !== undefined) continue;
      reading.report(reading.placeOf(amount), `an amount of kind ${amount.kind} needs \`${field}\` (${code})`);
    }
  }
}

export function checkBudgets(
  reading: PackReading,
  budgets: readonly BudgetInYuan[],
  programs: readonly Program[],
): void {
  const fundsOf = new Map(programs.map((program) => [program.code, program.funds]));
  for (const line of budgets) {
    const funds = fundsOf.get(line.program);
    if (!funds || funds.includes(line.fund)) continue;
    reading.report(
      reading.placeOf(line, 'fund'),
      `${line.program} is not paid from \`${line.fund}\` but from ${funds.join(', ')}`,
    );
  }
}

/** A calendar year holds days of that year, each once. */
export function checkCalendar(reading: PackReading, years: Readonly<Record<string, CalendarPlan>>): void {
  for (const [year, { holidays, workdays }] of Object.entries(years)) {
    const seen = new Set<string>();
    for (const days of [holidays, workdays]) {
      days.forEach((day, index) => {
        const place = reading.placeOf(days, index);
        if (!day.startsWith(`${year}-`)) reading.report(place, `${day} does not belong to ${year}`);
        if (seen.has(day)) reading.report(place, `${day} is listed twice`);
        seen.add(day);
      });
    }
  }
}

/** The facts a program grants exist and can hold the value. */
export function checkGrantedFacts(reading: PackReading, programs: readonly Program[]): void {
  const codes = FACTS.map(({ code }) => code);
  for (const { grantsFacts } of programs) {
    for (const [code, value] of Object.entries(grantsFacts)) {
      const fact = factByCode(code);
      const place = () => reading.placeOf(grantsFacts, code);
      if (!fact) {
        reading.report(place(), `unknown fact code \`${code}\`${suggest(nearestName(code, codes))}`);
      } else if (fact.options && !fact.options.some((option) => option.code === value)) {
        const choices = fact.options.map((option) => option.code).join(', ');
        reading.report(place(), `\`${code}\` cannot be \`${value}\`; it is one of ${choices}`);
      } else if (fact.type === 'boolean' && typeof value !== 'boolean') {
        reading.report(place(), `\`${code}\` is true or false`);
      }
    }
  }
}

/** Facts, standards and terms share one namespace, so that a rule needs no prefixes. */
export function checkNames(reading: PackReading, standards: readonly Standard[], terms: readonly Term[]): void {
  const used = new Map<string, string>([[HOUSEHOLD, 'the list of the household’s members']]);
  for (const item of [...standards, ...terms]) {
    const place = reading.placeOf(item, 'name');
    const other = used.get(item.name);
    if (other !== undefined) reading.report(place, `the name \`${item.name}\` is already used by \`${other}\``);
    used.set(item.name, item.code);
    const fact = factByName(item.name);
    if (fact && !('factCode' in item && item.factCode === fact.code)) {
      reading.report(place, `\`${item.name}\` is the name of the fact \`${fact.code}\`; choose another`);
    }
  }
  for (const term of terms) {
    if (term.factCode === undefined || factByCode(term.factCode)?.nameZh === term.name) continue;
    const place = reading.placeOf(term, 'factCode');
    const fact = factByCode(term.factCode);
    if (fact) reading.report(place, `a term for \`${fact.code}\` bears the fact's name, \`${fact.nameZh}\``);
    else {
      const near = nearestName(
        term.factCode,
        FACTS.map(({ code }) => code),
      );
      reading.report(place, `unknown fact code \`${term.factCode}\`${suggest(near)}`);
    }
  }
}

/** Every FEEL text parses, calls only known names, and compares facts with labels they have. */
export function checkFeel(reading: PackReading, names: ReadonlySet<string>): void {
  for (const field of reading.feelFields) {
    const { problems, enumComparisons } = parseFeel(field.text, names);
    for (const { from, message } of problems) reading.report(field.placeAt(from), message);
    for (const { name, literal, from } of enumComparisons) {
      const options = factByName(name)?.options;
      if (!options || options.some(({ zh }) => zh === literal)) continue;
      const labels = options.map(({ zh }) => zh);
      const hint = suggest(nearestName(literal, labels));
      reading.report(
        field.placeAt(from),
        `\`${name}\` is never "${literal}"; it is one of ${labels.map((label) => `"${label}"`).join(', ')}${hint}`,
      );
    }
  }
}

/** Every FEEL text can be run over the whole county. Looks at a pack that has no other mistake. */
export function checkSql(
  reading: PackReading,
  standards: readonly Standard[],
  terms: readonly Term[],
  on: string,
): void {
  const names = [...FACTS.map(({ nameZh }) => nameZh), ...reading.names];
  const parse = (text: string) => parseFeel(text, names).ast as FeelNode;
  const vocabulary: Vocabulary = {
    standards: new Map(standards.map((standard) => [standard.name, standard])),
    terms: new Map(terms.map((term) => [term.name, { term, ast: parse(term.expression) }])),
  };
  for (const field of reading.feelFields) {
    const problem = findSqlProblem(parse(field.text), vocabulary, on, field.holds);
    // What is wrong in a term is reported there, once.
    if (problem && problem.term === undefined) {
      const shown = field.text.slice(problem.from, problem.to).slice(0, 40);
      reading.report(field.placeAt(problem.from), `“${shown}” ${problem.message}`);
    }
  }
  if (reading.problems.length > 0) return;
  for (const term of terms) {
    const problem = findSqlProblem(parse(term.expression), vocabulary, on, RESULT_OF_TERM[term.type]);
    if (problem) reading.report(reading.placeOf(term, 'expression'), `the term \`${term.name}\` ${problem.message}`);
  }
}

const RESULT_OF_TERM = { boolean: 'truth', number: 'number', string: 'text' } as const;

/** A term that needs itself, directly or through others, can never be worked out. */
export function checkTermCycles(reading: PackReading, terms: readonly Term[], names: ReadonlySet<string>): void {
  const uses = new Map(terms.map((term) => [term.name, parseFeel(term.expression, names).names]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    [...(uses.get(from) ?? [])].some(
      (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
    );
  for (const term of terms) {
    if (!reaches(term.name, term.name, new Set())) continue;
    reading.report(reading.placeOf(term, 'expression'), `the term \`${term.name}\` needs itself to be worked out`);
  }
}
