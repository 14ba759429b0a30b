import { subject } from '@casl/ability';
import { GONE, RELATIONS } from '@yimen/schema';
import { type Identity, type InputCheck, parseDay, parseIdNumber } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { type KnownPerson, type PeopleStore, peopleByIdNumber } from './people.js';
import type { MemberInput } from './registry.inputs.js';
import { idNumberIndex } from './sealed-identity.js';

/** The most people of one household. */
export const MAX_MEMBERS = 30;

/** A person as registered, everything checked. */
export interface CheckedMember extends Identity {
  name: string;
  phone: string | null;
  relation: string;
}

const SEXES: Record<string, 'male' | 'female'> = { male: 'male', 男: 'male', female: 'female', 女: 'female' };

/** Reads one person as typed, noting every problem below `path`; undefined when there was one. */
export function readMember(check: InputCheck, input: MemberInput, path: string): CheckedMember | undefined {
  const before = check.problems.length;
  const name = check.text(`${path}.name`, input.name, { zh: '姓名', en: 'name' }, 50);
  if (name && /\d{6}/.test(name)) {
    check.add(`${path}.name`, {
      zh: '姓名中有一串号码，请核对是否填错了栏。',
      en: 'The name holds a number; was it typed into the wrong field?',
    });
  }
  const identity = parseIdNumber(input.idNumber, `${path}.idNumber`);
  const phone = readPhone(check, input.phone, `${path}.phone`);
  if (!Object.hasOwn(RELATIONS, input.relation)) {
    check.add(`${path}.relation`, { zh: '请选择与户主的关系。', en: 'Choose the relation to the head of household.' });
  }
  if ('problem' in identity) {
    check.problems.push(identity.problem);
    return undefined;
  }
  if (input.sex && SEXES[input.sex] !== identity.sex) {
    check.add(`${path}.sex`, {
      zh: '性别与身份证号不一致，请核对身份证号第17位。',
      en: 'The sex differs from the one in the identity number; check its 17th digit.',
    });
  }
  if (input.birthDate) {
    const birth = parseDay(input.birthDate, `${path}.birthDate`);
    if ('problem' in birth) check.problems.push(birth.problem);
    else if (birth.day !== identity.birthDate) {
      check.add(`${path}.birthDate`, {
        zh: `出生日期与身份证号中的 ${identity.birthDate} 不一致，请核对。`,
        en: `The birth date differs from ${identity.birthDate} in the identity number; please check it.`,
      });
    }
  }
  if (check.problems.length > before || name === undefined) return undefined;
  return { ...identity, name, phone, relation: input.relation };
}

/** A telephone number without spaces and +86, or null; notes what is no number. */
export function readPhone(check: InputCheck, text: string | null | undefined, path: string): string | null {
  const phone = (text ?? '')
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^\+86/, '');
  if (phone === '') return null;
  if (!/^(1\d{10}|0\d{9,11}|\d{7,8})$/.test(phone)) {
    check.add(path, {
      zh: '电话号码不正确：手机为11位数字，座机请带区号。',
      en: 'This is no telephone number: a mobile has 11 digits, a landline its area code.',
    });
  }
  return phone;
}

/**
 * Notes identity numbers given twice or registered already, with the household they are in if the
 * actor may read it, else its township. Queues with others who
 * register the same number, so that the answer still holds when the rows are written. With `mayReturn` whoever left
 * before, under the same name, may come back.
 */
export async function checkUnregistered(
  { sql, vault, ability, county }: Pick<UnitOfWork, 'sql' | 'vault' | 'ability' | 'county'>,
  check: InputCheck,
  members: readonly { member: CheckedMember; path: string }[],
  { mayReturn = false } = {},
): Promise<void> {
  const seen = new Set<string>();
  for (const { member, path } of members) {
    if (seen.has(member.idNumber)) {
      check.add(`${path}.idNumber`, {
        zh: '同一身份证号填写了两次。',
        en: 'The same identity number is entered twice.',
      });
    }
    seen.add(member.idNumber);
  }
  const idNumbers = [...seen];
  await lockIdNumbers({ sql, vault }, idNumbers);
  const elsewhere = await peopleByIdNumber({ sql, vault }, idNumbers);
  for (const { member, path } of members) {
    const found = elsewhere.get(member.idNumber);
    if (!found || (mayReturn && returns(found, member))) continue;
    if (!ability.can('read', subject('Household', { townshipCode: found.townshipCode }) as never)) {
      const township = county.township(found.townshipCode)?.name;
      check.add(`${path}.idNumber`, {
        zh: `此身份证号已在${township?.zh}登记。请联系该乡镇办理，或先核对号码。`,
        en: `This identity number is already registered in ${township?.en}. Ask that township, or check the number.`,
      });
      continue;
    }
    if (found.gone) {
      check.add(`${path}.idNumber`, {
        zh: `此身份证号的持有人（${found.name}）${GONE[found.gone].zh}，原在 ${found.householdCode} 户。如又迁回，请在所去的户中办理迁入。`,
        en: `The holder of this identity number (${found.name}), last of household ${found.householdCode}: ${GONE[found.gone].en.toLowerCase()}. If he came back, record him moving in.`,
      });
      continue;
    }
    check.add(`${path}.idNumber`, {
      zh: `此身份证号已登记在 ${found.householdCode} 户（${found.name}）。请在该户中办理，或先核对号码。`,
      en: `This identity number is already registered in household ${found.householdCode} (${found.name}). Work in that household, or check the number.`,
    });
  }
}

/** Queues with everybody who registers one of these numbers, until this transaction ends. */
export async function lockIdNumbers({ sql, vault }: PeopleStore, idNumbers: readonly string[]): Promise<void> {
  await sql(
    `select pg_advisory_xact_lock(hashtextextended('person ' || n.mark, 0)) from unnest($1::text[]) as n (mark)`,
    [idNumbers.map((idNumber) => idNumberIndex(vault, idNumber).toString('hex')).sort()],
  );
}

function returns(known: KnownPerson, member: CheckedMember): boolean {
  return known.gone !== null && known.gone !== 'died' && known.name === member.name;
}
