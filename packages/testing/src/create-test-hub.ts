import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigError,
  createHub,
  loadHubConfig,
  serve,
  type Database,
  type Hub,
  type HubConfigOverrides,
  type HubRequest,
  type HubResponse,
  type RunningServer,
} from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import { anonymousCaller, loggedInCaller, type Caller } from './caller.js';
import type { Engine } from './engines.js';
import { Rows } from './rows.js';
import { PASSWORD, replacePassword, seedUsers, type TestUser } from './seed-users.js';
import { testDatabase } from './make-test-database.js';
import type { StartPooler } from './start-pooler.js';
import { StatementLog } from './statement-log.js';
import { whenTestFinishes } from './test-framework.js';
import { watchDatabase } from './watched-database.js';

/** What a test wants its hub to be. */
export interface TestHubOptions {
  /** Default: `sqlite`, in memory. */
  readonly database?: Engine;
  /** What the hub's transactions go through on PostgreSQL. Default: they go to the server. */
  readonly pooler?: StartPooler;
  /**
   * Text of a hub.conf, or single options. Unless they say otherwise, `KojiDir` is a temporary folder of this hub, and
   * `LogLevel` is `CRITICAL`, or what the environment variable `KOJIKIT_LOG` says.
   */
  readonly config?: string | HubConfigOverrides;
  /** Plugin configuration files: name to text, `sidetag.conf`. */
  readonly pluginConfig?: Readonly<Record<string, string>>;
  /** Plugins as values. All of them are loaded. */
  readonly plugins?: readonly HubPlugin[];
  /** Users beside `kojiadmin` (id 1, permission admin) and `alice` (id 2). */
  readonly users?: readonly (string | TestUser)[];
}

/** A real hub for one test. */
export interface TestHub {
  readonly hub: Hub;
  readonly database: Database;
  readonly engine: Engine;
  /** What another program is told to open the same database: a `DBConnectionString`. Undefined on SQLite, in memory. */
  readonly connectionString: string | undefined;
  /** The hub's `KojiDir`. */
  readonly topdir: string;
  /** Writes rows past the API. */
  readonly rows: Rows;
  /** Calls without a session. */
  readonly anonymous: Caller;
  /** Logs in and calls as this user. */
  as(user: string, password?: string): Promise<Caller>;
  /** Sends a raw request, without a socket. */
  request(request: Partial<HubRequest>): Promise<HubResponse>;
  /** Listens on a free port of this machine and returns the URL of the hub's API; listens once. */
  listen(): Promise<string>;
  /**
   * What the database is asked while something is done, by whomever: a statement for each question. For tests which hold
   * that more rows are no more questions.
   */
  queriesOf(act: () => Promise<unknown>): Promise<readonly string[]>;
  /** Gives a user another password, past the API. */
  setPassword(user: string, password: string): Promise<void>;
  /**
   * Stops listening, and removes the database and the file tree. Happens by itself when the running test ends, where
   * the framework has a global `onTestFinished` (vitest). Safe to call twice. Throws when the test left a transaction
   * open.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Boots a real hub with a fresh database, in milliseconds.
 * @example
 * const hub = await createTestHub({ config: { MaxNameLengthInternal: 10 } });
 * const admin = await hub.as('kojiadmin');
 * await admin.call('createTag', ['f40']);
 */
export async function createTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const engine = options.database ?? 'sqlite';
  const plugins = options.plugins ?? [];
  const folder = await makeTree();
  try {
    const statements = new StatementLog();
    const stored = await testDatabase(engine, plugins, statements, options.pooler);
    try {
      const database = watchDatabase(stored.database);
      const hub = await createHub({ config: hubConfig(options, folder), database, plugins });
      await seedUsers(
        hub,
        (options.users ?? []).map((user) => (typeof user === 'string' ? { name: user } : user)),
      );
      const close = closer(hub, folder, () => database.openTransactions(), stored.remove);
      const testHub = new RunningTestHub(hub, engine, stored.connectionString, statements, close);
      whenTestFinishes(() => testHub.close());
      return testHub;
    } catch (error) {
      await stored.remove();
      throw error;
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function hubConfig({ config = {}, pluginConfig }: TestHubOptions, folder: string): Hub['config'] {
  const text = typeof config === 'string' ? config : '';
  const overrides = { ...testDefaults(text, folder), ...(typeof config === 'string' ? {} : config) };
  const read = loadHubConfig({
    text,
    overrides,
    pluginFolder: join(folder, 'plugins'),
    pluginTexts: pluginConfig,
  });
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return read.config;
}

/** Options with another default than Koji's: tests provoke errors, which would fill the screen. */
function testDefaults(text: string, folder: string): HubConfigOverrides {
  const defaults = { KojiDir: folder, LogLevel: process.env['KOJIKIT_LOG'] ?? 'CRITICAL' };
  return Object.fromEntries(
    Object.entries(defaults).filter(([name]) => !new RegExp(`^${name}\\s*[=:]`, 'im').test(text)),
  );
}

async function makeTree(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-hub-'));
  for (const name of ['packages', 'repos', 'scratch', 'work']) await mkdir(join(folder, name));
  return folder;
}

function closer(
  hub: Hub,
  folder: string,
  openTransactions: () => string[],
  removeDatabase: () => Promise<void>,
): () => Promise<void> {
  return async () => {
    await hub.close();
    await rm(folder, { recursive: true, force: true });
    const leaks = openTransactions();
    // A leaked transaction keeps its connection, and the database would wait for it forever.
    if (leaks.length > 0)
      throw new Error(`${leaks.length} transactions were left open, the first one:\n${leaks[0]}`);
    await removeDatabase();
  };
}

class RunningTestHub implements TestHub {
  readonly rows: Rows;
  private server: Promise<RunningServer> | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    readonly hub: Hub,
    readonly engine: Engine,
    readonly connectionString: string | undefined,
    private readonly statements: StatementLog,
    private readonly closeHub: () => Promise<void>,
  ) {
    this.rows = new Rows(hub);
  }

  get database(): Database {
    return this.hub.database;
  }

  get topdir(): string {
    return this.hub.config.KojiDir;
  }

  get anonymous(): Caller {
    return anonymousCaller((request) => this.request(request));
  }

  as(user: string, password = PASSWORD): Promise<Caller> {
    return loggedInCaller((request) => this.request(request), user, password);
  }

  request(request: Partial<HubRequest>): Promise<HubResponse> {
    return this.hub.handle({
      method: 'POST',
      query: '',
      headers: {},
      body: Buffer.alloc(0),
      remoteAddress: '127.0.0.1',
      ...request,
    });
  }

  async listen(): Promise<string> {
    this.server ??= serve(this.hub, { host: '127.0.0.1', port: 0 });
    return `${(await this.server).url}/kojihub`;
  }

  queriesOf(act: () => Promise<unknown>): Promise<readonly string[]> {
    return this.statements.during(act);
  }

  setPassword(user: string, password: string): Promise<void> {
    return replacePassword(this.hub, user, password);
  }

  close(): Promise<void> {
    // Who closed first was told of a failure already.
    if (this.closing !== undefined) return this.closing.catch(() => undefined);
    return (this.closing = this.end());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async end(): Promise<void> {
    await (await this.server)?.close();
    await this.closeHub();
  }
}
