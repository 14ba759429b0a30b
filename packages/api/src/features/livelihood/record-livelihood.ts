import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { staleVersion, wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import type { RecordLivelihoodInput } from './livelihood.inputs.js';

/**
 * Tells what of the county's new revenue of a year was spent on livelihood (R87), or corrects it with a reason; what was
 * told before stays. Throws NotAllowed, InvalidInput, StaleVersion where somebody told it meanwhile, WrongState where the
 * county keeps no such share.
 */
export async function recordLivelihood(unit: UnitOfWork, input: RecordLivelihoodInput): Promise<CommandResult> {
  const { sql, actor, county } = unit;
  assertCan(unit, 'record', 'LivelihoodFigure', {});
  const [rules] = county.pack.livelihoods;
  if (!rules) throw wrongState('no_share', { zh: '本县未设民生支出占比目标。', en: 'The county keeps no such share.' });
  const check = new InputCheck();
  const last = Number(today().slice(0, 4));
  if (input.year < rules.since || input.year > last)
    check.add('year', {
      zh: `年度应在 ${rules.since} 至 ${last} 之间。`,
      en: `The year lies between ${rules.since} and ${last}.`,
    });
  const revenue = check.yuan('newRevenue', input.newRevenue);
  const spent = check.yuan('livelihood', input.livelihood);
  if (revenue === 0)
    check.add('newRevenue', { zh: '新增财力应大于零。', en: 'The new revenue must be more than nothing.' });
  if (revenue && spent !== undefined && spent > revenue)
    check.add('livelihood', {
      zh: '用于民生的不能多于新增财力（占比超过 100%），请核对单位是否为元。',
      en: 'No more than the new revenue can be spent of it (over 100 %); check that both are in yuan.',
    });
  const document = check.text('document', input.document, { zh: '来源文件', en: 'document' }, 100);
  const corrects = input.expectedVersion > 0;
  const reason = corrects ? check.text('reason', input.reason ?? '', { zh: '更正原因', en: 'reason' }, 500) : null;
  check.done();
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`livelihood:${input.year}`]);
  const [kept] = await sql<{ version: number }>(
    'select count(*)::int as version from livelihood_figure where year = $1',
    [input.year],
  );
  const version = kept?.version ?? 0;
  if (version !== input.expectedVersion) throw staleVersion(version);
  const id = uuidv7();
  await sql(
    `insert into livelihood_figure (id, year, position, new_revenue_fen, livelihood_fen, document, reason, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, input.year, version + 1, revenue, spent, document, reason, actor.staffId],
  );
  return { type: 'LivelihoodFigure', id };
}
