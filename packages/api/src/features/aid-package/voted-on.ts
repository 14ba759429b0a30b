import { notAllowed, wrongState } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { LockedCase } from './load-case.js';

/** Why a package cannot change any more while its case is voted on. */
export const VOTING = {
  zh: '该议题已开始表决，方案不能再改。如需修改，请召集人暂缓该议题，改后重新列入议程。',
  en: 'Votes have been cast on this item, so its package stands. To change it, the chair defers the item and puts it on the agenda again.',
};

/** Whoever stands aside from an item has no word on its package. */
const STANDS_ASIDE_FROM = `select from agenda_item i join item_recusal r on r.agenda_item_id = i.id
  where i.case_id = $1 and i.status in ('queued', 'in_discussion') and r.staff_id = $2`;
const ASIDE = {
  zh: '您已回避该个案的议题，不参与编制方案。',
  en: 'You stand aside from the item of this case and take no part in its package.',
};

/** Which of the cases `$1` are being voted on. */
export const VOTED_ON = `select distinct i.case_id as "caseId" from agenda_item i join vote v on v.agenda_item_id = i.id
  where i.case_id = any($1) and i.status = 'in_discussion'`;

/**
 * What was voted on is what is adopted: from the first vote on it stands; and who stands aside changes nothing. Throws
 * WrongState, NotAllowed.
 */
export async function assertMayChange({ sql, actor }: UnitOfWork, file: LockedCase): Promise<void> {
  const [vote] = await sql(VOTED_ON, [[file.id]]);
  if (vote) throw wrongState(file.status, VOTING);
  const [aside] = await sql(STANDS_ASIDE_FROM, [file.id, actor.staffId]);
  if (aside) throw notAllowed(ASIDE);
}
