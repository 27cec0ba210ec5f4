import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The hub that replayers of recorded conversations talk to. Set by environment variables:
 *
 * - `CONFORMANCE_DIR`: configuration, log, process id and SQLite database (default: a folder of the temporary folder)
 * - `CONFORMANCE_LISTEN`: where the hub listens (default 127.0.0.1:8085)
 * - `CONFORMANCE_DATABASE`: `sqlite` (default), or the URL of a PostgreSQL database, which is dropped and made again
 * - `CONFORMANCE_KOJI_DIR`: KojiDir; some recorded texts need it to be `/mnt/koji` (default: below CONFORMANCE_DIR).
 *   The folder is emptied, so one that these scripts did not make must be empty at first
 * - `KOJI_HUB`: the program, by blanks (default: the built hub of this repository)
 */
const environment = process.env;
const folder = resolve(environment.CONFORMANCE_DIR ?? join(tmpdir(), 'kojikit-conformance'));
const listen = environment.CONFORMANCE_LISTEN ?? '127.0.0.1:8085';
const database = environment.CONFORMANCE_DATABASE ?? 'sqlite';
const kojiDir = resolve(environment.CONFORMANCE_KOJI_DIR ?? join(folder, 'koji'));
const built = [process.execPath, join(import.meta.dirname, '../../packages/hub-core/dist/bin.js')];
const [program, ...programArguments] = environment.KOJI_HUB?.split(' ') ?? built;

const config = join(folder, 'hub.conf');
const log = join(folder, 'hub.log');
const processId = join(folder, 'hub.pid');
const MARK = '.kojikit-conformance';
const SECONDS_TO_START = 30;

/** Runs a command of koji-hub to its end; `input` is its standard input. */
export function kojiHub(words, input = '') {
  const run = spawnSync(program, [...programArguments, '--config', config, ...words], {
    input,
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    throw new Error(`koji-hub ${words.join(' ')}: ${run.error?.message ?? run.stderr.trim()}`);
  }
}

/** Stops the running hub, if there is one. */
export async function stopHub() {
  if (!existsSync(processId)) return;
  const pid = Number(readFileSync(processId, 'utf8'));
  for (let tries = 0; isAlive(pid); tries += 1) {
    if (tries === 0) process.kill(pid, 'SIGTERM');
    if (tries === 200) process.kill(pid, 'SIGKILL');
    await sleep(25);
  }
  rmSync(processId);
}

/** Removes everything that the last hub left, and writes the configuration of the next one. */
export async function prepareSite(hubConfig, pluginFiles) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['plugins', 'hub.sqlite', 'hub.sqlite-wal', 'hub.sqlite-shm']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  emptyKojiDir();
  if (database !== 'sqlite') await recreateDatabase();
  const connection = database === 'sqlite' ? `sqlite:${join(folder, 'hub.sqlite')}` : database;
  // The recordings were made beside a hub that does nothing by itself.
  const options = `[hub]\nKojiDir = ${kojiDir}\nDBConnectionString = ${connection}\nHousekeeping = off\n`;
  writeFileSync(
    config,
    hubConfig.includes('[hub]') ? hubConfig.replace(/^\[hub\]\n/m, () => options) : options + hubConfig,
  );
  mkdirSync(join(folder, 'plugins'));
  for (const [name, text] of pluginFiles) writeFileSync(join(folder, 'plugins', name), text);
}

/** Starts the hub and returns once it answers. It goes on when this process ends. */
export async function startHub() {
  const output = openSync(log, 'w');
  const child = spawn(program, [...programArguments, '--config', config, 'serve', '--listen', listen], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  child.unref();
  writeFileSync(processId, String(child.pid));
  for (const start = Date.now(); Date.now() - start < SECONDS_TO_START * 1000; await sleep(25)) {
    if (child.exitCode !== null) break;
    if (await isReady()) return;
  }
  throw new Error(`the hub does not answer on ${listen}:\n${readFileSync(log, 'utf8')}`);
}

function emptyKojiDir() {
  mkdirSync(kojiDir, { recursive: true });
  const mark = join(kojiDir, MARK);
  const names = ['packages', 'repos', 'repos-dist', 'scratch', 'work', 'vol', 'signatures'];
  const used = names.filter((name) => existsSync(join(kojiDir, name)));
  if (used.length > 0 && !existsSync(mark)) throw new Error(`${kojiDir} holds files of another hub`);
  writeFileSync(mark, '');
  for (const name of names) rmSync(join(kojiDir, name), { recursive: true, force: true });
  for (const name of ['packages', 'repos', 'scratch', 'work']) mkdirSync(join(kojiDir, name));
}

async function recreateDatabase() {
  const { default: pg } = await import('pg');
  const url = new URL(database);
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

async function isReady() {
  try {
    return (await fetch(`http://${listen}/readyz`)).ok;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
