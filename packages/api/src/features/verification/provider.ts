import type { RegisterRecord } from './register-records.js';

/** One question as it leaves the house; the identity number is open, as the provider must find the person. */
export interface OutgoingQuestion {
  id: string;
  row: number;
  item: string;
  name: string;
  idNumber: string;
  /** What allows it. */
  authorisation: { text: string; signedOn: string; validUntil: string };
}

export interface ProviderAnswer {
  row: number;
  records: RegisterRecord[];
  /** YYYY-MM-DD of the register. */
  answeredOn: string;
}

/** How one go at a provider's system may end. */
export const OUTCOMES = [
  'answered',
  'partial',
  'timeout',
  'unreachable',
  'error',
  'refused',
  'bad_signature',
  'garbage',
] as const;

/** One go at a provider, as it is written down. */
export interface Exchange {
  outcome: (typeof OUTCOMES)[number];
  questions: number;
  answers: number;
  attempt: number;
  detail: string | null;
}

export interface ProviderReply {
  answers: ProviderAnswer[];
  exchanges: Exchange[];
  /** Why questions are left to the desk. */
  trouble: 'unanswered' | 'out_of_order' | null;
}

/**
 * A way to a provider. What it does not answer waits at the desk of the department, to be answered by hand or by file.
 */
export interface Provider {
  channel: 'http' | 'file' | 'manual';
  ask(request: { number: string; batch: string }, questions: readonly OutgoingQuestion[]): Promise<ProviderReply>;
}

/** Where questions wait for the desk from the start: by file or by hand. */
export function deskProvider(channel: 'file' | 'manual'): Provider {
  return {
    channel,
    ask: async () => ({ answers: [], exchanges: [], trouble: null }),
  };
}
