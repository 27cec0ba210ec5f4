#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

// In the place of mock, for builders under test: roots of the packages that the tag's repo names, made by dnf, entered by
// chroot. It knows the commands that builders give, writes mock's logs and ends with its statuses. It isolates nothing.
// MOCK_CONFIG_DIR is the folder of the builder's configurations.
const words = process.argv.slice(2);
const options = readWords(words);
const config = readConfig(join(process.env.MOCK_CONFIG_DIR, `${basename(options.r)}.cfg`));
const base = join(config.basedir, config.root);
const root = join(base, 'root');
const result = join(base, 'result');
const BUILD_FAILED = 1;
const INSTALL_FAILED = 30;
const COMMANDS = {
  init: () => init(),
  clean: () => rmSync(root, { recursive: true, force: true }),
  install: () => install(options.rest) || INSTALL_FAILED,
  chroot: () => chroot(options.rest.length === 1 ? ['/bin/sh', '-c', options.rest[0]] : options.rest),
  rebuild: () => rebuild(options.rest[0]),
  buildsrpm: () => buildSourcePackage(options.spec, options.sources),
};

mkdirSync(result, { recursive: true });
const command = Object.keys(COMMANDS).find((name) => name in options);
state(`Start: ${command}`);
const status = COMMANDS[command]() ?? 0;
state(`Finish: ${command}`);
process.exit(status === true ? 0 : status);

function init() {
  rmSync(root, { recursive: true, force: true });
  for (const folder of ['dev', 'proc', 'builddir/build', 'chroot_tmpdir', 'var/log']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  spawnSync('mknod', ['-m', '666', join(root, 'dev/null'), 'c', '1', '3']);
  const [, ...packages] = config.chroot_setup_cmd.split(' ');
  if (!install(packages)) return INSTALL_FAILED;
  for (const folder of ['BUILD', 'RPMS', 'SOURCES', 'SPECS', 'SRPMS', 'originals']) {
    mkdirSync(join(root, 'builddir/build', folder), { recursive: true });
  }
  const macros = Object.entries(config.macros).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(join(root, 'builddir/.rpmmacros'), macros.join(''));
  return 0;
}

function install(packages) {
  const home = join(base, 'dnf');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'dnf.conf'), config['yum.conf']);
  writeFileSync(join(home, '.rpmmacros'), '%_dbpath /var/lib/rpm\n');
  const settings = {
    cachedir: join(home, 'cache'),
    logdir: join(root, 'var/log'),
    persistdir: join(home, 'state'),
  };
  const run = spawnSync(
    'dnf',
    [
      ...['-y', '-c', join(home, 'dnf.conf'), '--installroot', root, '--releasever', '1'],
      ...Object.entries(settings).map(([name, value]) => `--setopt=${name}=${value}`),
      ...['--forcearch', config.target_arch, 'install', ...packages],
    ],
    { encoding: 'utf8', env: { ...process.env, HOME: home } },
  );
  log('root.log', `${run.stdout}${run.stderr}`);
  return run.status === 0;
}

function chroot(words, file = 'build.log') {
  const run = spawnSync(
    'chroot',
    [root, '/usr/bin/env', '-i', 'PATH=/usr/bin:/usr/sbin', 'HOME=/builddir', 'LC_ALL=C.UTF-8', ...words],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  log(file, `${run.stdout}${run.stderr}`);
  return run.status ?? BUILD_FAILED;
}

function rebuild(file) {
  const name = basename(file);
  const original = `/builddir/build/originals/${name}`;
  copyFileSync(file, join(root, original));
  if (chroot(['rpm', '-i', original]) !== 0) return BUILD_FAILED;
  const spec = specs()[0];
  if (chroot(['rpmbuild', '-bs', '--nodeps', '--target', config.target_arch, spec]) !== 0)
    return BUILD_FAILED;
  const [source] = packages('SRPMS');
  const needed = spawnSync('rpm', ['-qp', '--requires', source], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line !== '' && !line.startsWith('rpmlib('));
  if (needed.length > 0 && !install(needed)) return INSTALL_FAILED;
  if (chroot(['rpmbuild', '-bb', '--target', options.target ?? config.target_arch, spec]) !== 0)
    return BUILD_FAILED;
  for (const built of [...packages('SRPMS'), ...packages('RPMS')])
    copyFileSync(built, join(result, basename(built)));
  return 0;
}

function buildSourcePackage(spec, sources) {
  const folder = join(root, 'builddir/build');
  copyFileSync(spec, join(folder, 'SPECS', basename(spec)));
  for (const entry of readdirSync(sources, { withFileTypes: true })) {
    if (entry.isFile()) copyFileSync(join(sources, entry.name), join(folder, 'SOURCES', entry.name));
  }
  if (chroot(['rpmbuild', '-bs', '--nodeps', '--target', config.target_arch, specs()[0]]) !== 0)
    return BUILD_FAILED;
  for (const built of packages('SRPMS')) copyFileSync(built, join(result, basename(built)));
  return 0;
}

function specs() {
  return readdirSync(join(root, 'builddir/build/SPECS')).map((name) => `/builddir/build/SPECS/${name}`);
}

function packages(folder) {
  const path = join(root, 'builddir/build', folder);
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.rpm'))
    .map((name) => join(path, name));
}

function state(line) {
  log('state.log', `${new Date().toISOString()} - ${line}\n`);
  console.log(line);
}

function log(name, text) {
  appendFileSync(join(result, name), text);
}

function readWords(words) {
  const WITH_VALUE = new Set(['-r', '--target', '--spec', '--sources', '--cwd', '--arch']);
  const found = { rest: [] };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === '--') {
      found.rest.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || 'chroot' in found) found.rest.push(word);
    else if (WITH_VALUE.has(word)) found[word.replace(/^-+/, '')] = words[(index += 1)];
    else found[word.replace(/^-+/, '')] = true;
  }
  return found;
}

/* The lines `config_opts['name'] = value` of mock's configuration, whose values are literals of Python. */
function readConfig(file) {
  if (!existsSync(file)) throw new Error(`no such configuration: ${file}`);
  const found = { macros: {} };
  for (const [, group, name, value] of readFileSync(file, 'utf8').matchAll(
    /^config_opts(?:\['(\w+)'\])?\['([^']+)'\] = (.*)$/gm,
  )) {
    if (group === undefined) found[name] = literal(value);
    else if (group === 'macros') found.macros[name] = literal(value);
  }
  return found;
}

function literal(text) {
  const [, content] = /^(?:'(.*)'|"(.*)")$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return (content ?? text).replace(/\\(.)/g, (whole, sign) => (sign === 'n' ? '\n' : sign));
}
