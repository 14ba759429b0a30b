/** WHEN: for each subject, status -> action -> next status. Who may act is in `abilities`. */
type Table = Record<string, Record<string, string>>;

export const caseWorkflow = {
  open: { edit: 'open', apply: 'open', compose: 'open', request_review: 'awaiting_review' },
  awaiting_review: {
    edit: 'awaiting_review',
    apply: 'awaiting_review',
    compose: 'awaiting_review',
    request_meeting: 'awaiting_review',
    schedule: 'on_agenda',
  },
  on_agenda: {
    edit: 'on_agenda',
    apply: 'on_agenda',
    compose: 'on_agenda',
    request_meeting: 'on_agenda',
    take: 'in_review',
    unschedule: 'awaiting_review',
  },
  in_review: { edit: 'in_review', compose: 'in_review', adopt: 'adopted', refuse: 'refused', defer: 'awaiting_review' },
  adopted: { settle: 'settled' },
  settled: { reopen: 'adopted' },
  refused: {},
} as const satisfies Table;

export const packageWorkflow = {
  draft: { compose: 'draft', adopt: 'adopted', refuse: 'refused' },
  adopted: {},
  refused: {},
} as const satisfies Table;

export const packageItemWorkflow = {
  proposed: { adopt: 'awaiting_decision', refuse: 'refused' },
  awaiting_decision: { confirm: 'committed', decline: 'declined' },
  committed: {},
  declined: { return: 'awaiting_decision' },
  refused: {},
} as const satisfies Table;

export const meetingWorkflow = {
  planned: { edit: 'planned', name_substitute: 'planned', open: 'open' },
  open: { attend: 'open', name_substitute: 'open', pause: 'paused', close: 'closed' },
  paused: { attend: 'paused', name_substitute: 'paused', resume: 'open', close: 'closed' },
  closed: {},
} as const satisfies Table;

/** Who sits in a member's place at a meeting. */
export const substitutionWorkflow = {
  proposed: { propose: 'proposed', accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: { withdraw: 'withdrawn' },
  declined: {},
  withdrawn: {},
} as const satisfies Table;

/** A few members who look into a deferred case. */
export const subgroupWorkflow = {
  open: { report: 'reported' },
  reported: {},
} as const satisfies Table;

export const agendaItemWorkflow = {
  queued: {
    take: 'in_discussion',
    move: 'queued',
    withdraw: 'withdrawn',
    recuse: 'queued',
    choose_presider: 'queued',
    close_part: 'queued',
    choose_ballot: 'queued',
    defer: 'deferred',
  },
  in_discussion: {
    speak: 'in_discussion',
    vote: 'in_discussion',
    recuse: 'in_discussion',
    choose_presider: 'in_discussion',
    close_part: 'in_discussion',
    choose_ballot: 'in_discussion',
    count_ballot: 'in_discussion',
    renew_reservation: 'in_discussion',
    release_reservation: 'in_discussion',
    adopt: 'adopted',
    refuse: 'refused',
    defer: 'deferred',
  },
  adopted: {},
  refused: {},
  deferred: {},
  withdrawn: {},
} as const satisfies Table;

export const batchWorkflow = {
  draft: { submit: 'draft', split: 'draft', schedule: 'on_agenda' },
  on_agenda: { submit: 'on_agenda', split: 'on_agenda', take: 'in_review', unschedule: 'draft' },
  in_review: { split: 'in_review', adopt: 'adopted', refuse: 'refused', defer: 'draft' },
  adopted: { confirm: 'adopted', decline: 'adopted', settle: 'settled', call_waiting: 'adopted' },
  settled: { call_waiting: 'settled' },
  refused: {},
} as const satisfies Table;

export const applicationWorkflow = {
  submitted: {
    split: 'submitted',
    adopt: 'granted',
    displace: 'displaced',
    queue: 'waiting',
    exclude: 'ineligible',
    refuse: 'refused',
  },
  granted: { confirm: 'committed', decline: 'declined' },
  committed: {},
  declined: {},
  displaced: {},
  waiting: { call: 'submitted', take_in: 'committed', exclude: 'ineligible' },
  ineligible: {},
  refused: {},
} as const satisfies Table;

/** A new review of a package takes the place of an open one. */
export const packageReviewWorkflow = {
  open: { open_round: 'second_round', supersede: 'superseded' },
  second_round: {},
  superseded: {},
} as const satisfies Table;

/**
 * A finding of the self-audit. What was answered stays answered until the facts that it rests on are others; what is not
 * found any more while nobody answered it is gone by itself.
 */
export const auditFindingWorkflow = {
  open: { explain: 'explained', correct: 'corrected', hand_over: 'handed_over', vanish: 'vanished' },
  explained: { send_back: 'open', hand_over: 'handed_over', find_again: 'open' },
  corrected: { send_back: 'open', hand_over: 'handed_over', find_again: 'open' },
  handed_over: {},
  vanished: { find_again: 'open' },
} as const satisfies Table;

/** In force, scheduled and superseded follow from the days of what is published. */
export const ruleVersionWorkflow = {
  draft: { save: 'draft', submit: 'submitted', discard: 'discarded' },
  submitted: { return: 'draft', publish: 'published' },
  published: {},
  discarded: {},
} as const satisfies Table;

/** A name that a township looks into; a result may be put right later. */
export const discoveryWorkflow = {
  open: { enter_result: 'done' },
  done: { enter_result: 'done' },
} as const satisfies Table;

/** A pair that was said to be two people can still turn out to be one. */
export const duplicatePairWorkflow = {
  open: { merge: 'merged', differ: 'different' },
  different: { merge: 'merged' },
  merged: { undo: 'open' },
} as const satisfies Table;

/** A change of a budget: asked for by one person, decided by another. */
export const budgetRequestWorkflow = {
  open: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: {},
  refused: {},
  withdrawn: {},
} as const satisfies Table;

/** The budget of a year before its lines are open. */
export const budgetPlanWorkflow = {
  draft: { save: 'draft', submit: 'submitted' },
  submitted: { approve: 'approved', return: 'draft' },
  approved: {},
} as const satisfies Table;

export const taskWorkflow = {
  open: { complete: 'done' },
  done: {},
} as const satisfies Table;

/** A job that its process left behind is started again from its checkpoint. */
export const jobWorkflow = {
  queued: { start: 'running', cancel: 'cancelled' },
  running: { start: 'running', cancel: 'cancelled', succeed: 'succeeded', fail: 'failed' },
  succeeded: {},
  failed: {},
  cancelled: {},
} as const satisfies Table;

export const verificationRequestWorkflow = {
  open: { ask_again: 'open', cancel: 'cancelled', finish: 'done' },
  done: {},
  cancelled: {},
} as const satisfies Table;

/** `withheld`: nobody authorised it. `waiting`: at the desk of the department that answers. */
export const verificationQuestionWorkflow = {
  withheld: {},
  queued: { answer: 'answered', leave: 'waiting', stop: 'stopped' },
  waiting: { answer: 'answered', ask_again: 'queued', stop: 'stopped' },
  answered: { answer: 'answered' },
  stopped: {},
} as const satisfies Table;

export const factConflictWorkflow = {
  open: { resolve: 'resolved' },
  resolved: {},
} as const satisfies Table;

/** What a file brought is taken back as a whole; an import that stopped half way goes on or is taken back. */
export const importWorkflow = {
  uploaded: { check: 'checking', discard: 'discarded' },
  checking: {},
  checked: { check: 'checking', start: 'running', discard: 'discarded' },
  running: {},
  stopped: { start: 'running', undo: 'undoing' },
  imported: { undo: 'undoing' },
  undoing: {},
  undo_stopped: { undo: 'undoing' },
  undone: {},
  discarded: {},
} as const satisfies Table;

/** Maker, checker, bank, result; a batch whose lines all have a result is settled, and a late return opens it to none. */
export const paymentBatchWorkflow = {
  gathering: { gather: 'gathering', finish: 'draft', cancel: 'cancelled' },
  draft: { gather: 'gathering', take_out: 'draft', submit: 'submitted', cancel: 'cancelled' },
  submitted: { approve: 'approved', send_back: 'draft' },
  approved: { send: 'sent', send_back: 'draft' },
  sent: { take_results: 'sent', settle: 'settled' },
  settled: { take_results: 'settled' },
  cancelled: {},
} as const satisfies Table;

/** While it is suspended no month comes due, and what is due is not paid. */
export const paymentScheduleWorkflow = {
  active: {
    suspend: 'suspended',
    plan_stages: 'active',
    cancel_exit: 'active',
    change_amount: 'active',
    keep_amount: 'active',
    end: 'active',
  },
  suspended: { resume: 'active', change_amount: 'suspended', keep_amount: 'suspended', end: 'active' },
} as const satisfies Table;

/** `open`: its money is committed and may be paid. `short`: the line does not bear it yet. */
export const paymentDueWorkflow = {
  unreleased: { release: 'open' },
  short: { commit: 'open', withdraw: 'cancelled' },
  open: { pay: 'paid', deliver: 'paid', withdraw: 'cancelled' },
  paid: { return: 'open' },
  cancelled: {},
} as const satisfies Table;

/** Running aid of a program by its rule of a day: judged, approved by another, carried out; what fell behind goes on. */
export const recalculationWorkflow = {
  judging: { judge: 'judging', finish: 'draft', cancel: 'cancelled' },
  draft: { judge: 'judging', approve: 'carrying', cancel: 'cancelled' },
  carrying: { carry_on: 'carrying', finish: 'done' },
  done: {},
  cancelled: {},
} as const satisfies Table;

/** What was paid too much and comes back; what is owed is told by the entries, not by hand. */
export const recoveryWorkflow = {
  open: { record: 'open', correct: 'open', ask_plan: 'open', decide_plan: 'open', ask_waiver: 'open' },
  settled: { correct: 'open' },
  waived: { correct: 'open' },
} as const satisfies Table;

/** How it comes back: the first plan is the meeting's, another is asked for by one and decided on by another. */
export const recoveryPlanWorkflow = {
  asked: { approve: 'in_force', refuse: 'refused' },
  in_force: { replace: 'replaced' },
  replaced: {},
  refused: {},
} as const satisfies Table;

/** A count of goods: what differs from the books is put right once a second person agrees. */
export const stockCountWorkflow = {
  counted: { approve: 'approved', reject: 'rejected' },
  approved: {},
  rejected: {},
} as const satisfies Table;

/** What a township paid from its reserve: aid first, papers afterwards, then the department's check. */
export const reserveUseWorkflow = {
  awaiting_papers: { file: 'filed', take_back: 'taken_back' },
  filed: { settle: 'settled', send_back: 'awaiting_papers' },
  settled: {},
  taken_back: {},
} as const satisfies Table;

export const WORKFLOWS = {
  Case: caseWorkflow,
  Package: packageWorkflow,
  PackageItem: packageItemWorkflow,
  PackageReview: packageReviewWorkflow,
  AuditFinding: auditFindingWorkflow,
  Meeting: meetingWorkflow,
  Substitution: substitutionWorkflow,
  AgendaItem: agendaItemWorkflow,
  Subgroup: subgroupWorkflow,
  Batch: batchWorkflow,
  Application: applicationWorkflow,
  DuplicatePair: duplicatePairWorkflow,
  RuleVersion: ruleVersionWorkflow,
  Discovery: discoveryWorkflow,
  BudgetRequest: budgetRequestWorkflow,
  BudgetPlan: budgetPlanWorkflow,
  Task: taskWorkflow,
  Job: jobWorkflow,
  VerificationRequest: verificationRequestWorkflow,
  VerificationQuestion: verificationQuestionWorkflow,
  FactConflict: factConflictWorkflow,
  Import: importWorkflow,
  PaymentBatch: paymentBatchWorkflow,
  PaymentSchedule: paymentScheduleWorkflow,
  PaymentDue: paymentDueWorkflow,
  Recalculation: recalculationWorkflow,
  Recovery: recoveryWorkflow,
  RecoveryPlan: recoveryPlanWorkflow,
  StockCount: stockCountWorkflow,
  ReserveUse: reserveUseWorkflow,
} as const;
export type WorkflowSubject = keyof typeof WORKFLOWS;

/** The status after `action`, or undefined when the status does not allow it. */
export function nextStatus(subject: WorkflowSubject, status: string, action: string): string | undefined {
  return (WORKFLOWS[subject] as Table)[status]?.[action];
}
