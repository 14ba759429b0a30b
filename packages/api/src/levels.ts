import { ITEMS_OF_PACKAGE, PACKAGE_OF_CASE } from './features/aid-package/aid-package.reader.js';
import { CASES_OF_HOUSEHOLD } from './features/case/case.reader.js';
import { CONFIRMED } from './features/department-decision/decision.reader.js';
import { MEMBERS } from './features/registry/registry.reader.js';
import type { AnyLevel } from './platform/level.js';

/** What may be read in one statement with the rows it hangs on. */
export const levels: readonly AnyLevel[] = [MEMBERS, CASES_OF_HOUSEHOLD, PACKAGE_OF_CASE, ITEMS_OF_PACKAGE, CONFIRMED];
