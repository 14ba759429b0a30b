import { aidPackageEntities } from './features/aid-package/aid-package.entity.js';
import { batchEntities } from './features/batch/batch.entity.js';
import { caseEntities } from './features/case/case.entity.js';
import { registryEntities } from './features/registry/registry.entity.js';
import { meetingEntities } from './features/review-meeting/review-meeting.entity.js';
import { taskEntities } from './features/task/task.entity.js';

/** Every aggregate that the write path loads. */
export const entities = [
  ...registryEntities,
  ...caseEntities,
  ...taskEntities,
  ...aidPackageEntities,
  ...meetingEntities,
  ...batchEntities,
];
