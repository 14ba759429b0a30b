import type { FieldProblemText } from '../../platform/errors.js';
import { invalidInput } from '../../platform/errors.js';

/** What a department decided, and why. */
export interface Decision {
  outcome: 'confirmed' | 'declined';
  reason: string | null;
  /** The workflow's action. */
  action: 'confirm' | 'decline';
}

const SHORTEST_REASON = 5;
export const LONGEST_REASON = 500;

/** Reads a decision; declining needs a reason of at least 5 characters that can be told to the family. Throws InvalidInput. */
export function readDecision(input: { outcome: string; reason?: string | null }): Decision {
  const problems: FieldProblemText[] = [];
  const reason = input.reason?.trim() || null;
  const length = [...(reason ?? '')].length;
  if (input.outcome !== 'confirmed' && input.outcome !== 'declined') {
    problems.push({
      path: 'outcome',
      message: { zh: '请选择“确认”或“不予确认”。', en: 'Choose to confirm or to decline.' },
    });
  } else if (input.outcome === 'declined' && length < SHORTEST_REASON) {
    problems.push({
      path: 'reason',
      message: {
        zh: `不予确认须说明理由（至少 ${SHORTEST_REASON} 个字），以便向群众和推荐单位解释。`,
        en: `To decline, give a reason of at least ${SHORTEST_REASON} characters; the family and the recommending unit will be told.`,
      },
    });
  }
  if (length > LONGEST_REASON) {
    problems.push({
      path: 'reason',
      message: { zh: `理由最多 ${LONGEST_REASON} 个字。`, en: `A reason has at most ${LONGEST_REASON} characters.` },
    });
  }
  if (problems.length > 0) throw invalidInput(problems);
  const outcome = input.outcome as Decision['outcome'];
  return { outcome, reason, action: outcome === 'confirmed' ? 'confirm' : 'decline' };
}
