import type { SealedPlace, Vault } from '../../platform/vault.js';

/** A person's numbers as the table `person` keeps them; bytes as PostgreSQL writes them in JSON. */
export interface SealedIdentity {
  id_number_sealed: string;
  id_number_index: string;
  id_last4_index: string;
  phone_sealed: string | null;
  phone_index: string | null;
  phone_last4_index: string | null;
}

/** Where a person's number is sealed. */
export function identityPlace(column: 'id_number_sealed' | 'phone_sealed', personId: string): SealedPlace {
  return { table: 'person', column, rowId: personId };
}

export const idNumberIndex = (vault: Vault, idNumber: string) => vault.index('id_number', idNumber);
export const idLast4Index = (vault: Vault, last4: string) => vault.index('id_last4', last4);
export const phoneIndex = (vault: Vault, phone: string) => vault.index('phone', phone);
export const phoneLast4Index = (vault: Vault, last4: string) => vault.index('phone_last4', last4);

const bytes = (buffer: Buffer) => `\\x${buffer.toString('hex')}`;

/** Seals a person's numbers, and makes what they are found by. */
export function sealedIdentity(
  vault: Vault,
  { id, idNumber, phone }: { id: string; idNumber: string; phone: string | null },
): SealedIdentity {
  return {
    id_number_sealed: bytes(vault.seal(idNumber, identityPlace('id_number_sealed', id))),
    id_number_index: bytes(idNumberIndex(vault, idNumber)),
    id_last4_index: bytes(idLast4Index(vault, idNumber.slice(-4))),
    phone_sealed: phone && bytes(vault.seal(phone, identityPlace('phone_sealed', id))),
    phone_index: phone && bytes(phoneIndex(vault, phone)),
    phone_last4_index: phone && bytes(phoneLast4Index(vault, phone.slice(-4))),
  };
}

/** A person's numbers as rows carry them: base64 of what is sealed. */
export interface SealedPerson {
  id: string;
  idNumber: string;
  phone: string | null;
}

/** The identity number in full: only for whoever may read it and said why. */
export function openIdNumber(vault: Vault, { id, idNumber }: Pick<SealedPerson, 'id' | 'idNumber'>): string {
  return vault.open(idNumber, identityPlace('id_number_sealed', id));
}

/** The telephone number in full; null when there is none. */
export function openPhone(vault: Vault, { id, phone }: Pick<SealedPerson, 'id' | 'phone'>): string | null {
  return phone && vault.open(phone, identityPlace('phone_sealed', id));
}
