import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * `systemctl` where no systemd runs: enabling is done by the real one, offline; services are started, stopped and restarted by what
 * their units say of users, folders and programs. What units forbid is not tried, and timers do not go off.
 */
const machine = process.env.KOJIKIT_MACHINE;
const state = join(machine, 'services');
const PATIENCE_MS = 60_000;
mkdirSync(state, { recursive: true });

const [verb, ...rest] = process.argv.slice(2);
const options = rest.filter((word) => word.startsWith('--'));
const units = rest.filter((word) => !word.startsWith('--'));

if (verb === 'daemon-reload') process.exit(0);
else if (verb === 'enable') {
  offline('enable', units);
  if (options.includes('--now')) await each(units, start);
} else if (verb === 'start') await each(units, start);
else if (verb === 'stop') {
  const names = options.includes('--all') ? running() : units;
  await each(names, stop);
} else if (verb === 'restart') {
  await each(units, stop);
  await each(units, start);
} else fail(`${verb} is not known here`);

async function each(names, action) {
  for (const name of names) await action(name.replace(/\.service$/, ''));
}

function offline(...words) {
  const { status } = spawnSync('/usr/bin/systemctl', words.flat(), {
    stdio: 'inherit',
    env: { ...process.env, SYSTEMD_OFFLINE: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function start(name) {
  if (/\.timer$/.test(name)) return read(name) && undefined;
  if (running().includes(name)) return;
  const unit = read(`${name}.service`);
  const [user] = unit.get('User') ?? ['root'];
  for (const [setting, parent] of [
    ['StateDirectory', '/var/lib'],
    ['ConfigurationDirectory', '/etc'],
  ]) {
    const [folder] = unit.get(setting) ?? [];
    if (folder === undefined) continue;
    const path = join(parent, folder);
    const isNew = !existsSync(path);
    mkdirSync(path, { recursive: true });
    chmodSync(path, Number.parseInt(unit.get(`${setting}Mode`)?.[0] ?? '0755', 8));
    if (isNew || setting === 'StateDirectory') spawnSync('chown', [`${user}:`, path]);
  }
  for (const line of unit.get('ExecStartPre') ?? []) {
    const { status } = spawnSync(...commandOf(line, user), { stdio: 'inherit' });
    if (status !== 0 && !line.startsWith('-')) fail(`${name}: ${line} ended with ${status}`);
  }
  const [line] = unit.get('ExecStart');
  if (unit.get('Type')?.[0] === 'oneshot') {
    const { status } = spawnSync(...commandOf(line, user), { stdio: 'inherit' });
    if (status !== 0) fail(`${name}: ${line} ended with ${status}`);
    return;
  }
  const log = openSync(join(state, `${name}.log`), 'a');
  const child = spawn(...commandOf(line, user), { detached: true, stdio: ['ignore', log, log] });
  writeFileSync(join(state, `${name}.pid`), `${child.pid}`);
  child.unref();
}

async function stop(name) {
  if (/\.timer$/.test(name) || !running().includes(name)) return;
  const file = join(state, `${name}.pid`);
  const pid = Number(readFileSync(file, 'utf8'));
  const deadline = Date.now() + PATIENCE_MS;
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  if (isAlive(pid)) {
    process.kill(-pid, 'SIGKILL');
    fail(`${name} does not stop`);
  }
  rmSync(file);
}

function running() {
  return readdirSync(state)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => file.slice(0, -'.pid'.length));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/* `setpriv` becomes the program, so that a signal reaches it; npm installs elsewhere than on a machine of its own. */
function commandOf(line, user) {
  const [program, ...args] = line.replace(/^-/, '').split(/\s+/);
  const name = program.replace('/usr/local/bin/', '');
  const found = process.env.PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  const command = name === program ? program : (found ?? program);
  if (user === 'root') return [command, args];
  return ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--init-groups', command, ...args]];
}

/** The settings of `[Service]`, each with its values. */
function read(file) {
  const path = join('/etc/systemd/system', file);
  if (!existsSync(path)) fail(`there is no unit ${file}`);
  const settings = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined) settings.set(key, [...(settings.get(key) ?? []), value]);
  }
  return settings;
}

function fail(message) {
  console.error(`systemctl: ${message}`);
  process.exit(1);
}
