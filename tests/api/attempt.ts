import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import type { Client } from '../testkit/client.js';
import { ROOT } from '../testkit/root.js';

export const schema = buildSchema(readFileSync(new URL('packages/schema/src/schema.graphql', ROOT), 'utf8'));

/** What a mutation answered: the name of its union member, and the words when it failed. */
export interface Attempt {
  __typename: string;
  id?: string;
  code?: string;
  message?: string;
  problems?: { path: string; message: string }[];
  currentVersion?: number;
  minFen?: number;
  maxFen?: number;
  lines?: { label: string; needed: number; left: number }[];
}

const FAILURES = `
  ... on InvalidInput { code message problems { path message } }
  ... on NotAllowed { code message }
  ... on NotFound { code message }
  ... on StaleVersion { code message currentVersion }
  ... on WrongState { code message }
  ... on BudgetExceeded { code message lines { label needed left } }
  ... on AmountOutOfBand { code message minFen maxFen }`;

/** The record of a result whose union is not named after it. */
const NAMED_OTHERWISE: Record<string, string> = { Package: 'AidPackage', NewPeople: 'Household' };

/** Sends a mutation as any client may, whatever its input. Throws when the answer is no member of the result union. */
export async function attempt(client: Client, mutation: string, input: object): Promise<Attempt> {
  const field = schema.getMutationType()?.getFields()[mutation];
  if (!field) throw new Error(`No mutation ${mutation}`);
  const success = String(field.type).replace(/Result!$/, '');
  const type = NAMED_OTHERWISE[success] ?? success;
  const text = `mutation ($input: ${field.args[0]?.type}) {
    ${mutation}(input: $input) { __typename ... on ${type} { id } ${FAILURES} } }`;
  const answer = await client.raw(text, { input });
  if (answer.errors) throw new Error(`${mutation}: ${JSON.stringify(answer.errors)}`);
  return (answer.data as Record<string, Attempt>)[mutation] as Attempt;
}
