interface ToExplain {
  householdId: string;
  programCode: string;
  /** The member whom it fits best, unless given. */
  personId: string | null;
  /** YYYY-MM-DD; today unless given. */
  on?: string | undefined;
  /** Counts what is known of the case too. */
  caseId?: string | undefined;
}

/** The address of an explanation, fit to be shared. */
export function explainHref({ householdId, programCode, personId, on, caseId }: ToExplain): string {
  const query = new URLSearchParams({
    ...(personId && { person: personId }),
    ...(on && { on }),
    ...(caseId && { case: caseId }),
  });
  return `/households/${householdId}/explain/${programCode}?${query}`;
}

interface CaseFile {
  id: string;
  household: { id: string };
  beneficiary: { id: string };
}

/** Where a program is explained as the beneficiary of a case stands in it, on the day of the decision. */
export function explainedIn(file: CaseFile, programCode: string, on: string | undefined): string {
  return explainHref({
    householdId: file.household.id,
    personId: file.beneficiary.id,
    programCode,
    on,
    caseId: file.id,
  });
}
