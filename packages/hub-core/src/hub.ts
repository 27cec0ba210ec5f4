import type { Logger } from 'pino';
import { asOneError, assembleHub, type AssembledHub } from './assemble-hub.js';
import { LoginGuard } from './auth/login-guard.js';
import { digestStoredKeys } from './auth/session-key.js';
import { databaseOptions, defaultHubConfig, formatProblem, type HubConfig } from './config/index.js';
import { looseFiles } from './database-file/loose-files.js';
import { prepareDatabaseFile } from './database-file/prepare-database-file.js';
import type { Database } from './db/database.js';
import { coreMigrations } from './db/migrations/core-migrations.js';
import { migrate } from './db/migrations/migrate.js';
import { NewerDatabase } from './db/migrations/newer-database.js';
import { pendingMigrations } from './db/migrations/pending-migrations.js';
import { openDatabase } from './db/open-database.js';
import { startJobs, type RunningJobs } from './housekeeping/run-jobs.js';
import { startWorkers } from './housekeeping/run-workers.js';
import { createLog } from './log.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import type { HubPlugin } from './plugins/define-hub-plugin.js';
import { KeptAnswers } from './kept/kept-answers.js';
import { PluginStates } from './plugins/plugin-states.js';
import type { Registry } from './plugins/registry.js';
import { startPlugins, type StartedPlugins } from './plugins/start-plugins.js';
import { RequestPolicies } from './policy/index.js';
import type { HubParts } from './rpc/hub-parts.js';
import type { HubRequest, HubResponse } from './rpc/hub-request.js';
import { answer } from './rpc/request.js';
import { UnderWay } from './rpc/under-way.js';
import { Signals } from './ground/signals.js';

/** What a hub is made of. */
export interface HubOptions {
  /** What hub.conf says. Default: Koji's defaults, with SQLite beside `KojiDir`. */
  readonly config?: HubConfig;
  /** An open database, which stays the caller's to close. Default: the one that the configuration names. */
  readonly database?: Database;
  /** Plugins as values. Those that `Plugins` of the configuration names are found among them before packages are. */
  readonly plugins?: readonly HubPlugin[];
  readonly log?: Logger;
  /** What to do about a database that lacks steps of the schema. Default: `refuse`, with a message that says so. */
  readonly schema?: 'apply' | 'refuse';
}

/** A hub: answers requests, with or without a socket. */
export interface Hub {
  readonly config: HubConfig;
  readonly database: Database;
  readonly registry: Registry;
  readonly log: Logger;
  /** What requests and jobs share; for code that works inside of the hub, such as first data. */
  readonly parts: HubParts;
  /** Answers one request. Never throws: what goes wrong becomes a fault or an HTTP error. */
  handle(request: HubRequest): Promise<HubResponse>;
  /** Listens to other hubs on the same database, starts the workers and the hub's jobs, of which few run where `Housekeeping` is off. */
  start(): void;
  /** Why the hub cannot answer calls right now, or undefined when it can. */
  notReady(): Promise<string | undefined>;
  metrics(): ReturnType<Metrics['text']>;
  /** Stops jobs and workers, waits up to five seconds for calls under way, closes plugins and the database, unless that was given. */
  close(): Promise<void>;
}

/**
 * Makes a hub out of its configuration. Throws ConfigError, PluginError or an error about the database, each naming
 * what is wrong and what would be right.
 * @example
 * const hub = await createHub({ config: defaultHubConfig({ KojiDir: '/srv/koji' }), schema: 'apply' });
 */
export async function createHub(options: HubOptions = {}): Promise<Hub> {
  const config = options.config ?? defaultHubConfig();
  const log = options.log ?? createLog(config);
  const assembled = await assembleHub(config, options.plugins);
  const mistake = asOneError(assembled.mistakes);
  if (mistake !== undefined) throw mistake;
  for (const warning of assembled.warnings) log.warn(formatProblem(warning));

  const database = options.database ?? (await openConfigured(config, options.schema ?? 'refuse', log));
  const metrics = createMetrics();
  const parts = hubParts(config, assembled, database, log, metrics);
  const { registry, signals } = parts;
  let plugins: StartedPlugins;
  try {
    await prepareSchema(database, registry, options.schema ?? 'refuse');
    plugins = await startPlugins(assembled.plugins, parts);
  } catch (error) {
    if (options.database === undefined) await database.close();
    throw error;
  }
  let jobs: RunningJobs | undefined;
  let workers: RunningJobs | undefined;
  return {
    config,
    database,
    registry,
    log,
    parts,
    handle: (request) => answer(parts, request),
    start() {
      signals.connect(database);
      digestStoredKeys(database, config).catch((error: unknown) =>
        log.error({ err: error }, 'session keys could not be replaced by their digests'),
      );
      jobs ??= startJobs(parts);
      workers ??= startWorkers(parts);
    },
    notReady: () => notReady(database, registry),
    metrics: () => metrics.text(),
    async close() {
      await Promise.all([jobs?.stop(), workers?.stop()]);
      await parts.underWay.ended(PATIENCE);
      await plugins.close();
      await signals.close();
      if (options.database === undefined) await database.close();
    },
  };
}

/** Milliseconds that calls have to end when the hub closes. Those that wait for news wait for longer. */
const PATIENCE = 5000;
const MEGABYTE = 1 << 20;

/** What the requests of a hub share. */
export function hubParts(
  config: HubConfig,
  { registry, policies }: AssembledHub,
  database: Database,
  log: Logger,
  metrics: Metrics = createMetrics(),
): HubParts {
  const signals = new Signals();
  return {
    config,
    database,
    registry,
    signals,
    underWay: new UnderWay(),
    kept: new KeptAnswers(database, config.KeptAnswers * MEGABYTE, metrics.observeKept),
    states: new PluginStates(),
    logins: new LoginGuard({ attempts: config.LoginAttempts, pause: config.LoginPause }, signals),
    log,
    policies: (ctx) => new RequestPolicies(policies, ctx),
    metrics: metrics.registry,
    observe: metrics.observe,
  };
}

async function openConfigured(config: HubConfig, mode: 'apply' | 'refuse', log: Logger): Promise<Database> {
  await prepareDatabaseFile(config, mode, log);
  const database = await openDatabase(databaseOptions(config));
  for (const warning of looseFiles(config)) log.warn(warning);
  return database;
}

/** Brings the schema up to date, or throws when it is not. */
export async function prepareSchema(
  database: Database,
  registry: Registry,
  mode: 'apply' | 'refuse',
): Promise<void> {
  const steps = [...coreMigrations, ...registry.migrations];
  if (mode === 'apply') return void (await migrate(database, steps));
  const pending = await pendingMigrations(database, steps);
  if (pending.length > 0) {
    throw new Error(`the database lacks ${pending.join(', ')}: run 'koji-hub init' to create or upgrade it`);
  }
}

async function notReady(database: Database, registry: Registry): Promise<string | undefined> {
  try {
    const pending = await pendingMigrations(database, [...coreMigrations, ...registry.migrations]);
    return pending.length > 0 ? `the database lacks ${pending.join(', ')}` : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return error instanceof NewerDatabase ? reason : `the database is out of reach: ${reason}`;
  }
}
