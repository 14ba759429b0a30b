import type { Bilingual } from '../../policy/types.js';
import type { Lack } from './rank-agenda.js';

/** What the records tell of a case's readiness: facts complete, verified, authorised. */
export interface Readiness {
  /** Whose case it is: the first-contact owner. */
  owner: string;
  /** Whether its package has items. */
  composed: boolean;
  /** Names of facts that nobody knows yet, the one that most programs wait for first. */
  unknown: readonly Bilingual[];
  /** Facts on which sources disagree, by the unit that puts them right. */
  conflicts: readonly { unit: Bilingual; count: number }[];
  /** Questions of a verification that wait, by the desk that answers. */
  unanswered: readonly { unit: Bilingual; count: number }[];
  /** Whether somebody of the household allowed that registers are asked. */
  authorised: boolean;
}

const NAMED = 3;
const COMMITTEE: Bilingual = { zh: '召集人或成员单位', en: 'the chair or a member' };

/**
 * What a meeting will not find, and with whom it lies. A meeting can compose a package itself and decide on what is
 * declared, so nothing of this keeps a case off the agenda.
 */
export function whatIsLacking({ owner, composed, unknown, conflicts, unanswered, authorised }: Readiness): Lack[] {
  const whom = { zh: `首问责任人 ${owner}`, en: `first-contact owner ${owner}` };
  const lacks: Lack[] = [];
  if (!composed) lacks.push({ what: { zh: '还没有编制方案', en: 'no package yet' }, whom: COMMITTEE });
  if (unknown.length > 0) lacks.push({ what: unknownWords(unknown), whom });
  for (const { unit, count } of conflicts) {
    lacks.push({ what: { zh: `${count} 项信息有矛盾`, en: `facts in conflict: ${count}` }, whom: unit });
  }
  for (const { unit, count } of unanswered) {
    lacks.push({ what: { zh: `${count} 项核对未答复`, en: `unanswered verifications: ${count}` }, whom: unit });
  }
  if (!authorised) lacks.push({ what: { zh: '没有核对授权', en: 'verification not authorised' }, whom });
  return lacks;
}

function unknownWords(unknown: readonly Bilingual[]): Bilingual {
  const named = unknown.slice(0, NAMED);
  const more = unknown.length > NAMED;
  return {
    zh: `缺少信息：${named.map(({ zh }) => zh).join('、')}${more ? `等 ${unknown.length} 项` : ''}`,
    en: `unknown: ${named.map(({ en }) => en).join(', ')}${more ? ` and ${unknown.length - NAMED} more` : ''}`,
  };
}
