import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { createMongoAbility } from '@casl/ability';
import { type AppAbility, defineAbilitiesFor } from '@yimen/schema';
import { toNodeHandler } from 'better-auth/node';
import express, { type Request } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Context } from './context.js';
import { exportAppraisal } from './features/appraisal/export-report.js';
import { exportLines } from './features/budget/export-lines.js';
import { wishesNightly } from './features/donation/wish-deadline.js';
import { findDuplicatesNightly } from './features/duplicate/find-duplicates.js';
import { carryOverNightly } from './features/fiscal-year/carry-over.js';
import { remindOfPlan } from './features/fiscal-year/remind-plan.js';
import { checkLedgerNightly } from './features/funding/ledger-check.jobs.js';
import { createAuth } from './features/identity/auth.js';
import { demoSignIn } from './features/identity/demo-sign-in.js';
import { sessionOf } from './features/identity/session.js';
import { startDeletingRows } from './features/import/delete-expired-rows.js';
import { exportErrors } from './features/import/export-errors.js';
import { receiveUpload } from './features/import/receive-upload.js';
import { startNightly } from './features/job/nightly.js';
import { exportOutlook } from './features/leadership/export-outlook.js';
import { exportLetter, exportNotice } from './features/letter/export-letter.js';
import { exportMatchNames } from './features/list-match/export-names.js';
import { startRegularMatches } from './features/list-match/start-match.js';
import type { StreamContext } from './features/meeting-room/follow-meeting.js';
import { MeetingRooms } from './features/meeting-room/meeting-rooms.js';
import { exportMinutes } from './features/minutes/export-minutes.js';
import { exportBankFile } from './features/payment/export-bank-file.js';
import { duesNightly } from './features/payment/nightly-dues.jobs.js';
import { receiveResults } from './features/payment/receive-results.js';
import { exportRecalculation } from './features/recalculation/export-rows.js';
import { lateNightly } from './features/recovery/late.jobs.js';
import { exportRegister } from './features/register/export-register.js';
import { settleRegisterNightly } from './features/register/register.jobs.js';
import { checkFactsNightly } from './features/registry/fact-check.jobs.js';
import { tellOverdue } from './features/reserve/reserve-tasks.js';
import { askFamiliesNightly } from './features/satisfaction/satisfaction.jobs.js';
import { exportFindings } from './features/screening/export-findings.js';
import { startNightlyScreening } from './features/screening/start-screening.js';
import { reviewNightly } from './features/second-round/review.jobs.js';
import { auditNightly } from './features/self-audit/audit.jobs.js';
import { exportEvidence } from './features/self-audit/export-evidence.js';
import { tellKeepers } from './features/stock/stock-tasks.js';
import { exportQuestions, importAnswers } from './features/verification/exchange-files.js';
import { offerNightly } from './features/waiting/waiting.jobs.js';
import { levels } from './levels.js';
import type { Config } from './platform/config.js';
import { getCounty } from './platform/county.js';
import { CountyRules } from './platform/county-rules.js';
import { type Database, openDatabase } from './platform/database.js';
import { Failure, type Locale } from './platform/errors.js';
import { jitPlugin } from './platform/graphql/jit-plugin.js';
import { subscriptionStream } from './platform/graphql/stream.js';
import { poolSql } from './platform/read.js';
import { buildGraphqlSchema } from './schema.js';
import { type RunningWorker, startWorker } from './worker.js';

/** Lists that are taken as workbooks. */
const WORKBOOKS = {
  '/api/funding/outlook.xlsx': exportOutlook,
  '/api/screening/findings.xlsx': exportFindings,
  '/api/matches/names.xlsx': exportMatchNames,
  '/api/register/households.xlsx': exportRegister,
  '/api/budgets/lines.xlsx': exportLines,
  '/api/recalculations/rows.xlsx': exportRecalculation,
};

/** A running API. */
export interface RunningApi {
  url: string;
  database: Database;
  close(): Promise<void>;
}

function localeOf(header: string | undefined): Locale {
  return header === 'en' || header?.startsWith('en-') ? 'en' : 'zh-CN';
}

/** What a caller sees of an error: expected failures in both languages, surprises as an id that the log holds too. */
function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  if (cause instanceof Failure) {
    return {
      ...formatted,
      message: cause.text.zh,
      extensions: { code: cause.code, zh: cause.text.zh, en: cause.text.en },
    };
  }
  const code = formatted.extensions?.code;
  if (code && code !== 'INTERNAL_SERVER_ERROR') return formatted;
  // Variables that do not fit the schema: the fault of the program that asks, told in the words of GraphQL.
  if (cause instanceof GraphQLError && !cause.path) {
    return { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } };
  }
  const id = randomUUID().slice(0, 8);
  console.error(`[${id}]`, cause);
  const zh = `系统出现意外，您的操作未生效。请稍后重试；如仍不行，请向管理员报出编号 ${id}。`;
  const en = `Something unexpected happened and nothing was changed. Try again; if it stays, quote ${id} to the administrator.`;
  return { message: zh, path: formatted.path ?? [], extensions: { code: 'INTERNAL_SERVER_ERROR', id, zh, en } };
}

/** Starts the API: sign-in, GraphQL, and the worker unless it runs apart. Port 0 takes a free one. */
export async function startApi(config: Config): Promise<RunningApi> {
  const database = await openDatabase(config);
  const county = getCounty(config.county);
  const rules = new CountyRules(county);
  const sql = poolSql(database.pool);
  const auth = createAuth(config, database.pool);
  const schema = buildGraphqlSchema();
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: config.demo,
    includeStacktraceInErrorResponses: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), jitPlugin<Context>(schema, levels, formatError)],
    formatError,
  });
  await apollo.start();

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/healthz', async (_request, response) => {
    await database.pool.query('select 1');
    response.json({ ok: true });
  });
  if (config.demo) app.post('/api/demo/sign-in', express.json({ limit: '10kb' }), demoSignIn(config, database.pool));
  app.all('/api/auth/*path', toNodeHandler(auth));
  const rooms = new MeetingRooms(config, database.pool);
  await rooms.listen();
  const contextOf = async (request: Request): Promise<StreamContext> => {
    const session = await sessionOf(config, database.pool, request.headers.cookie);
    const actor = session?.actor ?? null;
    const ability: AppAbility = actor ? defineAbilitiesFor(actor) : createMongoAbility();
    const locale = localeOf(request.get('x-yimen-locale') ?? request.get('accept-language'));
    const ruled = session ? await rules.at(session.rulesRevision, sql) : county;
    const instances = new Map();
    return {
      config,
      database,
      county: ruled,
      actor,
      ability,
      locale,
      instances,
      rooms,
      sessionId: session?.id ?? null,
    };
  };
  for (const [path, send] of Object.entries(WORKBOOKS))
    app.get(path, async (request, response) => send(await contextOf(request), request, response));
  app.get('/api/verification/questions', async (request, response) =>
    exportQuestions(await contextOf(request), request, response),
  );
  app.post('/api/verification/answers', async (request, response) =>
    importAnswers(await contextOf(request), request, response),
  );
  app.post('/api/import', async (request, response) => receiveUpload(await contextOf(request), request, response));
  app.get('/api/payments/:id/file.:type', async (request, response) =>
    exportBankFile(await contextOf(request), request, response),
  );
  app.post('/api/payments/:id/results', async (request, response) =>
    receiveResults(await contextOf(request), request, response),
  );
  app.get('/api/cases/:id/letter.docx', async (request, response) =>
    exportLetter(await contextOf(request), request, response),
  );
  app.get('/api/schedules/:id/notice.docx', async (request, response) =>
    exportNotice(await contextOf(request), request, response),
  );
  app.get('/api/meetings/:id/minutes.docx', async (request, response) =>
    exportMinutes(await contextOf(request), request, response),
  );
  app.get('/api/audit/:id/evidence.docx', async (request, response) =>
    exportEvidence(await contextOf(request), request, response),
  );
  app.get('/api/appraisal/:readingId/report.docx', async (request, response) =>
    exportAppraisal(await contextOf(request), request, response),
  );
  app.get('/api/import/:id/errors.xlsx', async (request, response) =>
    exportErrors(await contextOf(request), request, response),
  );
  app.use('/graphql/stream', express.json({ limit: '100kb' }), subscriptionStream(schema, contextOf, formatError));
  app.use(
    '/graphql',
    express.json({ limit: '5mb' }),
    expressMiddleware(apollo, { context: ({ req }) => contextOf(req) }),
  );

  let worker: RunningWorker | undefined;
  if (config.embeddedWorker) worker = await startWorker(config, database, county);
  const nightly = config.embeddedWorker
    ? startNightly(config, database, [
        startNightlyScreening,
        startRegularMatches,
        checkFactsNightly,
        carryOverNightly,
        checkLedgerNightly,
        findDuplicatesNightly,
        settleRegisterNightly,
        reviewNightly,
        auditNightly,
        askFamiliesNightly,
        offerNightly,
        lateNightly,
        duesNightly,
        wishesNightly,
        (sql, day) => tellKeepers(sql, county, day),
        (sql, day) => tellOverdue(sql, county, day),
        (sql, day) => remindOfPlan(sql, county, day),
      ])
    : undefined;
  const deleting = config.embeddedWorker ? startDeletingRows(database) : undefined;
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(config.port, '127.0.0.1', () => resolve(listening));
  });
  // The console keeps its connections; one that we closed as it sends would be an error in front of somebody.
  server.keepAliveTimeout = 0;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await rooms.stop();
      await apollo.stop();
      await nightly?.stop();
      await deleting?.stop();
      await worker?.stop();
      await database.close();
    },
  };
}
