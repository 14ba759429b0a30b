import { subject } from '@casl/ability';
import { today } from '../../platform/clock.js';
import type { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { ProgramContent } from '../../policy/program-content.js';
import { checkContent, problemText } from '../../policy/rule-check.js';
import type { DonorWishInput } from './donation.inputs.js';

/** A wish as it is kept; all null: free. */
export interface Wish {
  words: string | null;
  rule: string | null;
  townshipCode: string | null;
  personId: string | null;
  until: string | null;
}

const FREE: Wish = { words: null, rule: null, townshipCode: null, personId: null, until: null };
const LONGEST_RULE = 2000;

/** Reads a wish, noting every problem under `wish.`. */
export async function readWish(
  unit: UnitOfWork,
  check: InputCheck,
  input: DonorWishInput | null | undefined,
): Promise<Wish> {
  if (!input) return FREE;
  const words = check.text('wish.words', input.words, { zh: '捐赠意愿', en: "giver's wish" }, 200) ?? null;
  const rule = readRule(unit, check, input.rule?.trim() || null);
  const townshipCode = input.townshipCode || null;
  if (townshipCode && !unit.county.township(townshipCode))
    check.add('wish.townshipCode', { zh: '请选择本县的乡镇。', en: 'Choose a township of the county.' });
  const caseNumber = input.caseNumber?.trim() || null;
  const personId = caseNumber ? await beneficiaryOf(unit, check, caseNumber) : null;
  const until = input.until ? (check.day('wish.until', input.until) ?? null) : null;
  if (until && until < today())
    check.add('wish.until', { zh: '意愿的期限不能早于今天。', en: 'The day of a wish cannot lie in the past.' });
  if (!rule && !townshipCode && !caseNumber) {
    check.add('wish.rule', {
      zh: '请把意愿写成条件：规则、乡镇或结对的个案至少填写一项，系统才能按意愿使用。',
      en: 'Say the wish as a condition: a rule, a township or the case of a pairing, so that it can be held to.',
    });
  }
  return { words, rule, townshipCode, personId, until };
}

function readRule({ county }: UnitOfWork, check: InputCheck, rule: string | null): string | null {
  if (rule === null) return null;
  if (rule.length > LONGEST_RULE) {
    check.add('wish.rule', { zh: '规则过长。', en: 'The rule is too long.' });
    return null;
  }
  const content: ProgramContent = {
    rule,
    ruleInWords: { zh: '', en: '' },
    formula: null,
    min: null,
    max: null,
    step: null,
    variants: [],
    subBenefits: [],
  };
  const { parsed } = county.on(today());
  for (const problem of checkContent(parsed, 'SERVICE', content, today()))
    check.add('wish.rule', problemText(parsed, content, problem));
  return rule;
}

/** Whom a case that the actor may see is about. */
async function beneficiaryOf(unit: UnitOfWork, check: InputCheck, number: string): Promise<string | null> {
  const [file] = await unit.sql<{ personId: string; townshipCode: string; status: string; departmentCodes: string[] }>(
    `select beneficiary_id as "personId", township_code as "townshipCode", status, department_codes as "departmentCodes"
     from case_file where number = $1`,
    [number],
  );
  if (file && unit.ability.can('read', subject('Case', { ...file }) as never)) return file.personId;
  check.add('wish.caseNumber', {
    zh: `没有编号为“${number}”的个案，或您不能查看。`,
    en: `There is no case "${number}" that you may see.`,
  });
  return null;
}
