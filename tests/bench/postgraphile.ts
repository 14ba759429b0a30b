import { createServer } from 'node:http';
import { grafserv } from 'postgraphile/grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { makeV4Preset } from 'postgraphile/presets/v4';

/** PostGraphile 5 on the same database, in its quickest ordinary form: simple lists, no cursors. */
export async function startPostGraphile(url: string, schema: string, poolSize: number): Promise<{ url: string; close(): Promise<void> }> {
  const instance = postgraphile({
    extends: [makeV4Preset({ simpleCollections: 'both', disableDefaultMutations: true })],
    pgServices: [makePgService({ connectionString: url, schemas: [schema], poolConfig: { max: poolSize } } as never)],
    grafserv: { graphqlPath: '/graphql', watch: false },
    grafast: { explain: false },
  } as never);
  const serv = instance.createServ(grafserv);
  const server = createServer();
  server.on('error', (error) => {
    throw error;
  });
  serv.addTo(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await instance.release();
    },
  };
}
