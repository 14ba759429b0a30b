import { MEETING_REQUEST_OF_CASE } from './features/agenda/meeting-request.js';
import { ITEMS_OF_PACKAGE, PACKAGE_OF_CASE } from './features/aid-package/aid-package.reader.js';
import { APPLICATIONS_OF_CASE } from './features/case/application.reader.js';
import { CASES_OF_HOUSEHOLD, TIMELINE } from './features/case/case.reader.js';
import { CONFIRMED, DECISION_ON_ITEM } from './features/department-decision/decision.reader.js';
import { STAFF_NAMED } from './features/identity/identity.reader.js';
import { AID_OF_HOUSEHOLD, HOUSEHOLD_NAMED, MEMBERS, PERSON_NAMED } from './features/registry/registry.reader.js';
import { TASKS_OF_CASE } from './features/task/task.reader.js';
import type { AnyLevel } from './platform/level.js';

/** What may be read in one statement with the rows it hangs on. */
export const levels: readonly AnyLevel[] = [
  HOUSEHOLD_NAMED,
  MEMBERS,
  PERSON_NAMED,
  AID_OF_HOUSEHOLD,
  CASES_OF_HOUSEHOLD,
  TIMELINE,
  APPLICATIONS_OF_CASE,
  TASKS_OF_CASE,
  MEETING_REQUEST_OF_CASE,
  STAFF_NAMED,
  PACKAGE_OF_CASE,
  ITEMS_OF_PACKAGE,
  DECISION_ON_ITEM,
  CONFIRMED,
];
