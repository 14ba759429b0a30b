export * from './abilities/index.js';
export * from './vocabulary/facts.js';
export * from './vocabulary/imports.js';
export * from './vocabulary/labels.js';
export * from './workflow/index.js';
