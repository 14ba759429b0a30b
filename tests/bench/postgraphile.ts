import type { RequestListener } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { makeV4Preset } from 'postgraphile/presets/v4';

/** PostGraphile 5 in its quickest ordinary form: plain lists instead of connections, no mutations. */
export async function listenerOfPostGraphile(url: string, schema: string, poolSize: number): Promise<RequestListener> {
  const instance = postgraphile({
    extends: [makeV4Preset({ simpleCollections: 'both', disableDefaultMutations: true })],
    pgServices: [makePgService({ connectionString: url, schemas: [schema], poolConfig: { max: poolSize } } as never)],
    grafserv: { graphqlPath: '/graphql', watch: false },
    grafast: { explain: false },
  } as never);
  const serv = instance.createServ(grafserv);
  await serv.ready();
  return serv.createHandler() as RequestListener;
}
