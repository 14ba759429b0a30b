import type { Vault } from '../../platform/vault.js';
import { openIdNumber } from '../registry/sealed-identity.js';

/** SQL columns of a person `p` whose identity number, sealed as base64, is opened by `openNumbers`. */
export const NUMBER_COLUMNS = `p.id as "personId", encode(p.id_number_sealed, 'base64') as "idNumber"`;

export interface NumberedRow {
  personId: string;
  idNumber: string;
}

/**
 * Rows with open identity numbers, for a provider who must find the person, to compare with what came back, or to be
 * masked. Whoever lets them out of the house writes a reading down in the same transaction.
 */
export function openNumbers<Row extends NumberedRow>(vault: Vault, rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, idNumber: openIdNumber(vault, { id: row.personId, idNumber: row.idNumber }) }));
}
