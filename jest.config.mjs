const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, useDefineForClassFields: false },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/packages/*/src/**/*.spec.ts', '<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/packages/console/.next/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@yimen/schema$': '<rootDir>/packages/schema/src/index.ts',
    '^@yimen/schema/documents$': '<rootDir>/packages/schema/src/generated/graphql.ts',
    '^@yimen/api/(.*)\\.js$': '<rootDir>/packages/api/src/$1.ts',
  },
  globalSetup: '<rootDir>/tests/testkit/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/testkit/global-teardown.mjs',
  testSequencer: '<rootDir>/tests/testkit/longest-first.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
};
