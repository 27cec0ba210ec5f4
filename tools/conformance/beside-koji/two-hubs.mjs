import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { eventually, must, run, start, stop } from './programs.mjs';
import { serveFolder } from './serve-folder.mjs';

const MARK = '.kojikit-beside-koji';
const KOJI_HUB = resolve(import.meta.dirname, '../../../packages/hub-core/bin/koji-hub.js');
const PLUGINS = 'runroot_hub sidetag_hub save_failed_tree';

/* What both hubs are told. */
const COMMON_OPTIONS = `EnableMaven = True
EnableWin = True
EmailDomain = example.com
RunInterval = 1
CheckClientIP = False
KojiTraceback = message
DisableNotifications = False
Plugins = ${PLUGINS}
`;
const POLICIES = `[policy]
sidetag = all :: allow
`;

/** Options of the command line that all comparisons with Koji have. */
export const SITE_OPTIONS = {
  checkout: { type: 'string' },
  database: { type: 'string' },
  folder: { type: 'string' },
  python: { type: 'string', default: '/usr/bin/python3' },
  port: { type: 'string', default: '8910' },
};

/**
 * Koji's hub and ours on one PostgreSQL database and one tree of files, both fresh, with the admin `kojiadmin` and the
 * user `alice`, whose password is `pw`. Neither hub does housekeeping, unless `housekeeping` says so of ours.
 */
export class TwoHubs {
  #files;
  #ours;

  constructor({ checkout, database, folder, python, port }) {
    for (const [name, value] of Object.entries({ checkout, database, folder })) {
      if (value === undefined) throw new Error(`--${name} is needed, see README.md`);
    }
    this.checkout = resolve(checkout);
    this.database = database;
    this.folder = resolve(folder);
    this.python = python;
    this.kojiDir = join(this.folder, 'koji');
    const first = Number(port);
    this.urls = {
      koji: `http://127.0.0.1:${first}/kojihub`,
      ours: `http://127.0.0.1:${first + 1}/kojihub`,
    };
    this.ports = { koji: first, ours: first + 1, files: first + 2 };
    this.topurl = `http://127.0.0.1:${this.ports.files}/koji`;
    this.pool = undefined;
  }

  /** `byKoji`: the database is the one of Koji's schema file, and its hub is alone until `adopt`. */
  async start({ housekeeping = false, byKoji = false } = {}) {
    this.#emptyFolder();
    await this.#recreateDatabase();
    this.#writeConfiguration(housekeeping);
    this.pool = new pg.Pool({ connectionString: this.database, max: 2 });
    if (byKoji) await this.query(readFileSync(join(this.checkout, 'schemas/schema.sql'), 'utf8'));
    else await this.#init();
    await this.#addUsers();
    this.#files = await serveFolder(this.folder, this.ports.files);
    this.#startKoji();
    if (!byKoji) this.#startOurs();
    await this.#answers(byKoji ? ['koji'] : ['koji', 'ours']);
  }

  /** Looks at the database of Koji's with `koji-hub adopt`, takes it over, and starts our hub. Returns the report. */
  async adopt() {
    const config = ['--config', join(this.folder, 'hub.conf')];
    const { output } = await run([process.execPath, KOJI_HUB, ...config, 'adopt', '--json']);
    await this.#init();
    this.#startOurs();
    await this.#answers(['ours']);
    return JSON.parse(output);
  }

  /** Ends our hub for good: Koji's is alone again. */
  async leave() {
    await stop(this.#ours);
  }

  async #init() {
    await must([process.execPath, KOJI_HUB, '--config', join(this.folder, 'hub.conf'), 'init']);
  }

  async #answers(names) {
    for (const name of names) {
      const url = this.urls[name];
      await eventually(`an answer of the hub ${name}`, () =>
        fetch(url, { method: 'POST', body: CALL })
          .then(({ ok }) => ok)
          .catch(() => false),
      );
    }
  }

  async close() {
    this.#files?.closeAllConnections();
    this.#files?.close();
    await this.pool?.end();
  }

  /** Rows of the common database. */
  async query(sql, values = []) {
    return (await this.pool.query(sql, values)).rows;
  }

  /** The same as lists, for queries with columns of one name. */
  async rows(text, values = []) {
    return (await this.pool.query({ text, values, rowMode: 'array' })).rows;
  }

  /** Returns once no task is free, open or assigned. */
  async allTasksEnd() {
    await eventually(
      'the end of all tasks',
      async () => {
        const rows = await this.query('SELECT 1 FROM task WHERE state IN (0, 1, 4)');
        return rows.length === 0;
      },
      180,
    );
  }

  /** The environment in which programs of the checkout find their modules. */
  get pythonEnvironment() {
    return { PYTHONPATH: this.checkout, PYTHONUNBUFFERED: '1' };
  }

  #emptyFolder() {
    const mark = join(this.folder, MARK);
    if (existsSync(this.folder) && !existsSync(mark)) {
      throw new Error(`${this.folder} is not a folder that these scripts made`);
    }
    rmSync(this.folder, { recursive: true, force: true });
    for (const name of ['packages', 'repos', 'repos-dist', 'scratch', 'work']) {
      mkdirSync(join(this.kojiDir, name), { recursive: true });
    }
    writeFileSync(mark, '');
  }

  async #recreateDatabase() {
    const url = new URL(this.database);
    const name = pg.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)));
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
    } finally {
      await client.end();
    }
  }

  #writeConfiguration(housekeeping) {
    const url = new URL(this.database);
    writeFileSync(
      join(this.folder, 'koji-hub.conf'),
      `[hub]
DBHost = ${url.hostname}
DBPort = ${url.port || 5432}
DBName = ${decodeURIComponent(url.pathname.slice(1))}
DBUser = ${decodeURIComponent(url.username)}
DBPass = ${decodeURIComponent(url.password)}
KojiDir = ${this.kojiDir}
PluginPath = ${join(this.checkout, 'plugins/hub')}
${COMMON_OPTIONS}${POLICIES}`,
    );
    writeFileSync(
      join(this.folder, 'hub.conf'),
      `[hub]
DBConnectionString = ${this.database}
KojiDir = ${this.kojiDir}
Housekeeping = ${housekeeping ? 'on' : 'off'}
${COMMON_OPTIONS}${POLICIES}`,
    );
    writeFileSync(join(this.folder, 'koji.conf'), '[koji]\npoll_interval = 1\n');
    writeFileSync(join(this.folder, 'koji_app.py'), KOJI_APP);
  }

  /* Passwords that both hubs know are those of the column. */
  async #addUsers() {
    for (const name of ['kojiadmin', 'alice']) await this.addUser(name);
    await this.makeAdmin();
  }

  /** Gives `kojiadmin` the permission `admin`, unless it has it. */
  async makeAdmin() {
    await this.query(
      `INSERT INTO user_perms (user_id, perm_id, create_event, creator_id, active)
       SELECT users.id, permissions.id, get_event(), users.id, true
       FROM users, permissions WHERE users.name = 'kojiadmin' AND permissions.name = 'admin'
       ON CONFLICT DO NOTHING`,
    );
  }

  /** Adds a user of the given type, with the password `pw`. Returns its id. */
  async addUser(name, type = 0) {
    const [{ id }] = await this.query(
      "INSERT INTO users (name, password, status, usertype) VALUES ($1, 'pw', 0, $2) RETURNING id",
      [name, type],
    );
    return id;
  }

  #startKoji() {
    start(
      "Koji's hub",
      [
        this.python,
        '-m',
        'gunicorn',
        '-w',
        '2',
        '-b',
        `127.0.0.1:${this.ports.koji}`,
        '--timeout',
        '300',
        '--chdir',
        this.folder,
        'koji_app:application',
      ],
      {
        log: join(this.folder, 'koji-hub.log'),
        env: { ...this.pythonEnvironment, KOJI_HUB_CONFIG: join(this.folder, 'koji-hub.conf') },
      },
    );
  }

  #startOurs() {
    this.#ours = start(
      'our hub',
      [
        process.execPath,
        KOJI_HUB,
        '--config',
        join(this.folder, 'hub.conf'),
        'serve',
        '--listen',
        `127.0.0.1:${this.ports.ours}`,
      ],
      { log: join(this.folder, 'our-hub.log') },
    );
  }

  /** What the hubs wrote to their logs. */
  logs() {
    return ['koji-hub.log', 'our-hub.log']
      .map((name) => readFileSync(join(this.folder, name), 'utf8'))
      .join('');
  }
}

const CALL = "<?xml version='1.0'?><methodCall><methodName>getAPIVersion</methodName><params/></methodCall>";

const KOJI_APP = `import os
from kojihub.app.kojiapp import application as app

def application(environ, start):
    environ['koji.hub.ConfigFile'] = os.environ['KOJI_HUB_CONFIG']
    environ['koji.hub.ConfigDir'] = '/nonexistent'
    environ['SCRIPT_NAME'] = '/kojihub'
    environ['PATH_INFO'] = environ.get('PATH_INFO', '').removeprefix('/kojihub')
    environ.setdefault('REQUEST_SCHEME', 'http')
    return app(environ, start)
`;
