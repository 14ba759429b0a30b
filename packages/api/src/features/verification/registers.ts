import { factByCode } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type {
  AuthorisationText,
  Bilingual,
  CountyPack,
  OrgUnit,
  VerificationSource,
  Verifier,
} from '../../policy/types.js';

/** An item that somebody answers. */
export type Register = VerificationSource & { verifier: string };

/** The items that may be asked, in the order of the pack. */
export function registersOf(pack: CountyPack): Register[] {
  return pack.verificationSources.filter((source): source is Register => source.verifier !== undefined);
}

export function registerByCode(pack: CountyPack, code: string): Register | undefined {
  return registersOf(pack).find((register) => register.code === code);
}

/** Throws when the pack does not have it, which is checked when questions are made. */
export function getRegister({ pack }: Pick<County, 'pack'>, code: string): Register {
  const register = registerByCode(pack, code);
  if (!register) throw new Error(`The county pack has no register ${code}`);
  return register;
}

/** Throws when the pack does not have it; references are checked when the pack is read. */
export function getVerifier({ pack }: Pick<County, 'pack'>, code: string): Verifier {
  const verifier = pack.verifiers.find((one) => one.code === code);
  if (!verifier) throw new Error(`The county pack has no verifier ${code}`);
  return verifier;
}

/** The units that have no programs and answer at desks of their own. */
export function bureausOf({ orgUnits, verifiers }: CountyPack): OrgUnit[] {
  return orgUnits.filter(({ code }) => verifiers.some(({ desk }) => desk === code));
}

/** Codes of the verifiers whose systems are asked over HTTP. */
export function httpVerifiers({ pack }: Pick<County, 'pack'>): string[] {
  return pack.verifiers.filter(({ channel }) => channel === 'http').map(({ code }) => code);
}

/** 公安 · 机动车登记 */
export function registerWords({ provider, name }: VerificationSource): Bilingual {
  return { zh: `${provider.zh} · ${name.zh}`, en: `${provider.en} · ${name.en}` };
}

/** The text that is signed on a day (YYYY-MM-DD): the newest that has begun. Throws when the pack has none. */
export function authorisationTextOn({ authorisationTexts }: CountyPack, day: string): AuthorisationText {
  const [text] = authorisationTexts.filter(({ from }) => from <= day).sort((a, b) => b.from.localeCompare(a.from));
  if (!text) throw new Error(`The county pack has no text of an authorisation for ${day}`);
  return text;
}

/**
 * How much a source's word weighs about a fact, 0 the most: by the county's order, else any register before a home
 * visit, that before anything else, and last what the family declared.
 */
export function weightOf(pack: CountyPack, fact: string, side: { item: string | null; verified: boolean }): number {
  const order =
    pack.authorities.find((authority) => authority.fact === fact)?.order ?? factByCode(fact)?.verifiedBy ?? [];
  const place = side.item === null ? -1 : order.indexOf(side.item);
  if (place >= 0) return place;
  if (side.item !== null && registerByCode(pack, side.item)) return order.length;
  return order.length + (side.verified ? 1 : 2);
}
