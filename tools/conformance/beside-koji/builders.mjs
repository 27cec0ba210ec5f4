import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventually, start } from './programs.mjs';

const OURS = resolve(import.meta.dirname, '../../../packages/builder/bin/kojid.js');
const MOCK = join(import.meta.dirname, 'mock.mjs');

/**
 * Starts a builder, `koji` for Koji's kojid and `ours` for ours, which works for the host `name` on one of the hubs.
 * Both are configured alike, and both call mock.mjs as mock.
 */
export async function startBuilder(site, { kind, hub, name, smtp }) {
  const folder = join(site.folder, 'builders', name);
  for (const part of ['work', 'roots', 'mock']) mkdirSync(join(folder, part), { recursive: true });
  const log = join(folder, 'kojid.log');
  const config = join(folder, 'kojid.conf');
  writeFileSync(
    config,
    configuration(site, hub, name, folder, smtp) + (kind === 'ours' ? ourOptions(folder) : ''),
  );
  const environment = { MOCK_CONFIG_DIR: join(folder, 'mock'), HOME: folder };
  const started =
    kind === 'ours'
      ? start(
          `our kojid (${name})`,
          [process.execPath, OURS, '-c', config, '--fg', '--force-lock', '--verbose'],
          {
            log,
            env: environment,
          },
        )
      : start(
          `Koji's kojid (${name})`,
          [site.python, patchedKojid(site, folder), '-c', config, '--fg', '--force-lock', '--verbose'],
          { log, env: { ...environment, PYTHONPATH: join(folder, 'python'), PYTHONUNBUFFERED: '1' } },
        );
  await eventually(`the builder ${name} at ${hub}`, async () => {
    const [row] = await site.query(
      `SELECT 1 FROM sessions JOIN host ON host.user_id = sessions.user_id
       WHERE host.name = $1 AND exclusive AND NOT expired`,
      [name],
    );
    return row !== undefined;
  });
  return started;
}

/** Starts Koji's kojira on one of the hubs, under the user `kojira` with the permission `repo`. */
export function startKojira(site, hub, settings = []) {
  const log = join(site.folder, `kojira-${hub}.log`);
  const config = join(site.folder, `kojira-${hub}.conf`);
  writeFileSync(
    config,
    `[kojira]
server = ${site.urls[hub]}
topdir = ${site.kojiDir}
user = kojira
password = pw
sleeptime = 2
logfile = ${log}
${settings.join('\n')}
`,
  );
  return start(
    `kojira at ${hub}`,
    [site.python, join(site.checkout, 'util/kojira'), '-c', config, '--fg', '--force-lock', '--verbose'],
    { log, env: site.pythonEnvironment },
  );
}

function configuration(site, hub, name, folder, smtp) {
  return `[kojid]
server = ${site.urls[hub]}
topurl = ${site.topurl}
topdir = ${site.kojiDir}
user = ${name}
password = pw
workdir = ${join(folder, 'work')}
mockdir = ${join(folder, 'roots')}
mockuser = root
sleeptime = 1
minspace = 0
maxjobs = 20
smtphost = ${smtp}
allowed_scms = 127.0.0.1*:/git/*:no:true
`;
}

function ourOptions(folder) {
  return `backend = mock
mockpath = ${MOCK}
mockgroup = root
mock_config_dir = ${join(folder, 'mock')}
maxload = 0
`;
}

/* Koji's kojid and its modules know mock, its folder and its group by name only, and take no task on a busy machine. */
function patchedKojid(site, folder) {
  const modules = join(folder, 'python');
  cpSync(join(site.checkout, 'koji'), join(modules, 'koji'), { recursive: true });
  const daemon = join(modules, 'koji/daemon.py');
  writeFileSync(daemon, patched(readFileSync(daemon, 'utf8'), folder));
  const file = join(folder, 'kojid');
  writeFileSync(file, patched(readFileSync(join(site.checkout, 'builder/kojid'), 'utf8'), folder));
  chmodSync(MOCK, 0o755);
  // Only dist repos with 32-bit packages need it, and not every distribution has it.
  mkdirSync(join(modules, 'multilib'));
  for (const name of ['__init__', 'multilib']) writeFileSync(join(modules, `multilib/${name}.py`), '');
  return file;
}

function patched(text, folder) {
  return text
    .replace('"/usr/bin/mock"', JSON.stringify(MOCK))
    .replaceAll('/etc/mock/koji', join(folder, 'mock'))
    .replace('maxload = 4.0 *', 'maxload = 1000 *')
    .replaceAll("getgrnam('mock')", "getgrnam('root')");
}
