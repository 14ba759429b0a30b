export * from './abilities/index.js';
export * from './vocabulary/facts.js';
export * from './vocabulary/household-changes.js';
export * from './vocabulary/imports.js';
export * from './vocabulary/labels.js';
export * from './vocabulary/lists.js';
export * from './vocabulary/register.js';
export * from './workflow/index.js';
