import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = {
  ID: 'string',
  Date: 'string',
  DateTime: 'string',
  Fen: 'number',
  JSON: 'unknown',
};

const config: CodegenConfig = {
  schema: 'src/schema.graphql',
  documents: 'src/documents/*.graphql',
  generates: {
    'src/generated/graphql.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { scalars, useTypeImports: true, strictScalars: true, enumsAsTypes: true },
    },
  },
};

export default config;
