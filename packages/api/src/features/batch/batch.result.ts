import { resultUnion } from '../../platform/graphql/results.js';
import { Batch } from './batch.types.js';

/** What mutations on batches answer, here and in the departments' decisions. */
export const BatchResult = resultUnion('BatchResult', Batch);
