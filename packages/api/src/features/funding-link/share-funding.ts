import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { RevokeFundingLinkInput, ShareFundingInput } from './link.inputs.js';

const LONGEST_HOURS = 720;
const LINK = { zh: '分享链接', en: 'link' };

/** Makes a link that shows the numbers of a year for some hours. Throws NotAllowed, InvalidInput. */
export async function shareFunding(unit: UnitOfWork, input: ShareFundingInput): Promise<CommandResult> {
  assertCan(unit, 'share', 'FundingLink', {});
  const check = new InputCheck();
  const title = check.text('title', input.title, { zh: '用途', en: 'title' });
  if (!(input.year >= 2000 && input.year <= 2100)) {
    check.add('year', { zh: '年度应在 2000 至 2100 之间。', en: 'The year lies between 2000 and 2100.' });
  }
  if (!(input.hours >= 1 && input.hours <= LONGEST_HOURS)) {
    check.add('hours', {
      zh: `有效时间应为 1 至 ${LONGEST_HOURS} 小时。`,
      en: `A link opens for 1 to ${LONGEST_HOURS} hours.`,
    });
  }
  check.done();
  const [link] = await unit.sql<{ id: string }>(
    `insert into funding_link (title, year, created_by, expires_at)
     values ($1, $2, $3, clock_timestamp() + make_interval(hours => $4)) returning id`,
    [title, input.year, unit.actor.staffId, input.hours],
  );
  return { type: 'FundingLink', id: link?.id as string };
}

/** Ends a link at once. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function revokeFundingLink(unit: UnitOfWork, input: RevokeFundingLinkInput): Promise<CommandResult> {
  const [link] =
    isUuid(input.linkId) && unit.ability.can('read', 'FundingLink')
      ? await unit.sql<{ version: number; over: boolean }>(
          `select version, revoked_at is not null or expires_at <= clock_timestamp() as over
           from funding_link where id = $1 for no key update`,
          [input.linkId],
        )
      : [];
  if (!link) throw notFound(LINK);
  assertCan(unit, 'revoke', 'FundingLink', {});
  assertVersion(link, input.expectedVersion);
  if (link.over) {
    throw wrongState('over', { zh: '该链接已经失效。', en: 'This link is over already.' });
  }
  await unit.sql(
    'update funding_link set revoked_at = clock_timestamp(), revoked_by = $2, version = version + 1 where id = $1',
    [input.linkId, unit.actor.staffId],
  );
  return { type: 'FundingLink', id: input.linkId };
}
