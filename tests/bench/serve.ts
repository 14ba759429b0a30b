import { createServer, type RequestListener } from 'node:http';
import { type Config, withSearchPath } from '@yimen/api/platform/config.js';
import { startApi } from '@yimen/api/server.js';
import pg from 'pg';
import { listenerOfPostGraphile } from './postgraphile.js';
import type { ServerKind } from './servers.js';

const CONNECTIONS = 10;

const HAND_WRITTEN = /* sql */ `
select json_build_object('households', coalesce(json_agg(h), '[]')) as answer from (
  select h.id, h.code, h.address,
    (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'relation', p.relation)), '[]')
       from person p where p.household_id = h.id) as members,
    (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'status', c.status, 'package', (
        select json_build_object('id', k.id, 'status', k.status, 'items', (
          select coalesce(json_agg(json_build_object('id', i.id, 'position', i.position, 'status', i.status,
            'amountFen', i.amount_fen, 'commitment', (
              select json_build_object('id', t.id, 'amountFen', t.amount) from ledger_transfer t
               where t.package_item_id = i.id limit 1))), '[]')
            from package_item i where i.package_id = k.id))
          from aid_package k where k.case_id = c.id))), '[]')
       from case_file c where c.household_id = h.id) as cases
  from household h order by h.code limit 50) h`;

/** The same graph by one hand-written statement: the floor. */
function handWritten(url: string): RequestListener {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  return async (request, response) => {
    request.resume();
    const { rows } = await pool.query({ name: 'graph', text: HAND_WRITTEN });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: rows[0].answer }));
  };
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function serve(kind: ServerKind, config: Config): Promise<string> {
  const url = withSearchPath(config.ownerUrl, config.county);
  switch (kind) {
    case 'yimen':
      return `${(await startApi({ ...config, embeddedWorker: false })).url}/graphql`;
    case 'postgraphile':
      return `${await listen(await listenerOfPostGraphile(url, config.county, CONNECTIONS))}/graphql`;
    case 'json-agg':
      return listen(handWritten(url));
  }
}

const [kind, config] = process.argv.slice(2) as [ServerKind, string];
process.on('SIGTERM', () => process.exit(0));
process.send?.(await serve(kind, JSON.parse(config) as Config));
