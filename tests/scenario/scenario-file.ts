import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export type Facts = Record<string, unknown>;

export interface Expectation {
  program?: string;
  action?: string;
  result?: string;
  decision?: string;
  amount_kind?: string;
  amount?: number;
  reason?: string;
  [field: string]: unknown;
}

export interface ScenarioApplication {
  student: string;
  program: string;
  applied: string;
  amount: number;
  [fact: string]: unknown;
}

export interface Scenario {
  id: string;
  title: string;
  place: string;
  decisionDate: string;
  /** The day whose standards apply, when the file's profile fixes one. */
  standardsDate: string;
  facts: Facts;
  /** What an unlisted fact is. */
  defaults: Facts;
  secondStageFacts: Facts;
  events: { when: string; actor: string; action: string }[];
  given: { program: string; department?: string; amount?: number | null }[];
  expected: Expectation[];
  applications: ScenarioApplication[];
}

const OWN_DEFAULTS = [
  new URL('../scenarios/data/_defaults.yaml', import.meta.url),
  new URL('../../scenarios/data/_defaults.yaml', import.meta.url),
].map((url) => fileURLToPath(url));

interface Defaults {
  meta: { defaults_for_unlisted_facts: Facts };
  parameter_profiles: Record<string, { evaluate_parameters_at?: string }>;
}

function text(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
}

/** Reads a scenario file; `_defaults.yaml` beside it, else the project's own. Throws when the file is no scenario. */
export function readScenario(file: string): Scenario {
  const raw = parse(readFileSync(file, 'utf8')) as Record<string, never>;
  if (!raw || typeof raw !== 'object' || !('expected' in raw))
    throw new Error(`${file} is not a scenario: it has no "expected"`);
  const beside = join(dirname(file), '_defaults.yaml');
  const defaultsFile = [beside, ...OWN_DEFAULTS].find((candidate) => existsSync(candidate));
  if (!defaultsFile) throw new Error('No _defaults.yaml found');
  const defaults = parse(readFileSync(defaultsFile, 'utf8')) as Defaults;
  const decisionDate = text(raw.decision_date);
  const profile = defaults.parameter_profiles?.[text(raw.parameter_profile)];
  return {
    id: text(raw.id),
    title: text(raw.title),
    place: text(raw.place),
    decisionDate,
    standardsDate: profile?.evaluate_parameters_at ?? decisionDate,
    facts: raw.facts ?? {},
    defaults: defaults.meta.defaults_for_unlisted_facts,
    secondStageFacts: raw.second_stage_facts ?? {},
    events: ((raw.events ?? []) as { when: unknown; actor: string; action: string }[]).map((event) => ({
      ...event,
      when: text(event.when),
    })),
    given: raw.given_in_seed ?? [],
    expected: raw.expected,
    applications: ((raw.applications ?? []) as ScenarioApplication[]).map((one) => ({
      ...one,
      applied: text(one.applied),
    })),
  };
}
