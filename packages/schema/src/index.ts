export * from './abilities/index.js';
export * from './vocabulary/facts.js';
export * from './vocabulary/labels.js';
export * from './vocabulary/reading-purposes.js';
export * from './workflow/index.js';
