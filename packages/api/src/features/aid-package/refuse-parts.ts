import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Coverage } from '../../policy/compose-package.js';

/** A department whose part of a package the meeting does not adopt, and why. */
export interface RefusedPart {
  departmentCode: string;
  reason: string;
}

interface Item {
  id: string;
  programCode: string;
  departmentCode: string;
  amountFen: string | null;
  period: string;
}

/**
 * Refuses the parts of some departments, each with its reason. Answers the items that remain, and the reasons by program of
 * those refused. Throws InvalidInput at `refusedParts`.
 */
export async function refuseParts<One extends Item>(
  unit: UnitOfWork,
  all: readonly One[],
  parts: readonly RefusedPart[],
): Promise<{ items: One[]; refused: Map<string, string> }> {
  const reasons = checkParts(all, parts);
  const items = all.filter(({ departmentCode }) => !reasons.has(departmentCode));
  const refused = new Map<string, string>();
  for (const { id, programCode, departmentCode } of all) {
    const reason = reasons.get(departmentCode);
    if (reason === undefined) continue;
    refused.set(programCode, reason);
    await unit.sql(
      `update package_item set status = 'refused', refused_reason = $2, version = version + 1 where id = $1`,
      [id, reason],
    );
  }
  return { items, refused };
}

/** The reasons by department. */
function checkParts(all: readonly Item[], parts: readonly RefusedPart[]): Map<string, string> {
  const check = new InputCheck();
  const reasons = new Map<string, string>();
  for (const [index, { departmentCode, reason }] of parts.entries()) {
    const path = `refusedParts.${index}`;
    const text = check.text(`${path}.reason`, reason, { zh: '理由', en: 'reason' }, 2000);
    if (text && [...text].length < 5)
      check.add(`${path}.reason`, { zh: '理由至少 5 个字。', en: 'The reason has at least 5 characters.' });
    if (reasons.has(departmentCode) || !all.some((item) => item.departmentCode === departmentCode))
      check.add(`${path}.departmentCode`, {
        zh: '方案中没有该部门的项目，或已列出。',
        en: 'The package has no part of this department, or it is named twice.',
      });
    reasons.set(departmentCode, text ?? '');
  }
  if (reasons.size > 0 && all.every(({ departmentCode }) => reasons.has(departmentCode)))
    check.add('refusedParts', {
      zh: '各部门的项目都不通过时，请作出不予救助的决定。',
      en: 'Where no part is adopted, refuse the case.',
    });
  check.done();
  return reasons;
}

/** What a package covers without the programs that were refused. Fen. */
export function coverageWithout(
  coverage: Coverage,
  items: readonly Pick<Item, 'programCode' | 'amountFen' | 'period'>[],
  refused: ReadonlyMap<string, string>,
): Coverage {
  const lost = coverage.segments.filter(({ programCode }) => refused.has(programCode));
  const lostFen = lost.reduce((sum, { fen }) => sum + fen, 0);
  const monthly = items.filter(
    ({ programCode, period }) =>
      period === 'monthly' && refused.has(programCode) && !lost.some((one) => one.programCode === programCode),
  );
  return {
    ...coverage,
    coveredFen: coverage.coveredFen - lostFen,
    leftFen: coverage.leftFen === null ? null : coverage.leftFen + lostFen,
    monthlyFen: coverage.monthlyFen - monthly.reduce((sum, { amountFen }) => sum + Number(amountFen ?? 0), 0),
    segments: coverage.segments.filter((one) => !lost.includes(one)),
  };
}
