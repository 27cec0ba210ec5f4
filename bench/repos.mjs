// What repo metadata cost: the first newRepo of a tag and one after a build was tagged, beside createrepo_c on the same
// files; merging external repos, beside mergerepo_c. Needs rpmbuild and createrepo_c; run it with
// `node --conditions=@kojikit/source --import tsx bench/repos.mjs`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Builder, defaultSettings } from '@kojikit/builder';
import { createTestHub } from '@kojikit/testing';
import { cost, medianCost, programCost } from './lib/cpu.mjs';
import { makePile, pile } from './lib/pile.mjs';
import { line, short } from './lib/rate.mjs';

const PACKAGES = Number(process.env.KOJIKIT_BENCH_PACKAGES ?? 5000);
const EXTERNAL = Number(process.env.KOJIKIT_BENCH_EXTERNAL ?? 20_000);
const RUNS = 5;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const folder = mkdtempSync(join(tmpdir(), 'kojikit-repos-'));
const made = process.env.KOJIKIT_BENCH_RPMS;
const { sources, packages } = made ? pile(made) : makePile(join(folder, 'pile'), PACKAGES);

/** A hub with all packages in the tag `pile`, but for those of the last build, and a builder for its repos. */
async function pileSite() {
  const hub = await createTestHub({ config: '[hub]\nRunInterval = 0\n' });
  hub.hub.start();
  const server = await hub.listen();
  const admin = await hub.as('kojiadmin');
  const work = join(hub.topdir, 'work/import');
  mkdirSync(work, { recursive: true });
  for (const path of [...sources, ...packages]) {
    copyFileSync(path, join(work, basename(path)));
    await admin.call('importRPM', ['import', basename(path)]);
  }
  await admin.call('createTag', ['pile'], { arches: 'x86_64' });
  const builds = sources.map((path) => basename(path).replace(/\.src\.rpm$/, ''));
  for (const build of builds.slice(0, -1)) await tagBuild(admin, build);
  await admin.call('addHost', ['builder1', ['x86_64']]);
  await admin.call('addHostToChannel', ['builder1', 'createrepo']);
  await hub.setPassword('builder1', 'pw');
  for (const name of ['work', 'mock', 'mock-config']) mkdirSync(join(folder, name));
  const settings = {
    ...defaultSettings(),
    server,
    user: 'builder1',
    password: 'pw',
    maxload: 0,
    minspace: 0,
    topdir: hub.topdir,
    topurls: [`file://${hub.topdir}`],
    workdir: join(folder, 'work'),
    mockdir: join(folder, 'mock'),
    mock_config_dir: join(folder, 'mock-config'),
  };
  const builder = new Builder({ settings, log: silent, forceLock: true, tasks: [] });
  const running = builder.run();
  await Promise.race([builder.ready, running]);
  return {
    hub,
    admin,
    lastBuild: builds.at(-1),
    async close() {
      builder.stop();
      await running;
      await hub.close();
    },
  };
}

async function tagBuild(admin, build) {
  const name = build.replace(/-[^-]+-[^-]+$/, '');
  await admin.call('packageListAdd', ['pile', name], { owner: 'kojiadmin' });
  await admin.call('tagBuildBypass', ['pile', build]);
}

async function newRepo({ admin, hub }) {
  const { request } = await admin.call('repo.request', ['pile'], { force: true });
  for (;;) {
    const status = await hub.anonymous.call('repo.waitRequest', [request.id, 60]);
    if (status.repo !== null) return status.repo.id;
    if (!status.request.active) throw new Error('the repo could not be made');
  }
}

/** createrepo_c over the packages of a repo, into a folder; with metadata there already, it updates them. */
function createrepo(site, repo, out, ...options) {
  const arch = join(site.hub.topdir, `repos/pile/${repo}/x86_64`);
  mkdirSync(out, { recursive: true });
  return programCost('createrepo_c', ['-q', ...options, '-o', out, '-i', join(arch, 'pkglist'), arch]);
}

const seconds = (value) => `${value.toFixed(2)} s`;
const ratio = (ours, theirs) => (ours / theirs).toFixed(2);

try {
  const site = await pileSite();
  console.log(line(`${packages.length} packages`, 'CPU', 'wall', 'of their CPU', 'of their wall'));
  let repo;
  const first = await cost(async () => {
    repo = await newRepo(site);
  });
  const whole = await medianCost(RUNS, (run) => createrepo(site, repo, join(folder, `whole${run}`)));
  report('first newRepo', first, whole);

  const updated = await medianCost(RUNS, async (run) => {
    if (run % 2 === 0) await tagBuild(site.admin, site.lastBuild);
    else await site.admin.call('untagBuildBypass', ['pile', site.lastBuild]);
    return cost(async () => {
      repo = await newRepo(site);
    });
  });
  const update = await medianCost(RUNS, (run) =>
    createrepo(site, repo, join(folder, `whole${run}`), '--update', '--skip-stat'),
  );
  report('newRepo after a build was tagged', updated, update);
  await site.close();

  const external = await import('./lib/external-repos.mjs');
  const repositories = await external.makeRepositories(join(folder, 'external'), packages, EXTERNAL);
  const theirs = await medianCost(RUNS, (run) => {
    const out = join(folder, `merged${run}`);
    const block = join(folder, 'blocklist');
    writeFileSync(block, '');
    const named = repositories.flatMap((url) => ['-r', url]);
    const options = ['--koji', '--no-database', '-b', block, '-a', 'x86_64', '--arch-expand', '-o', out];
    mkdirSync(out);
    return programCost('mergerepo_c', [...options, ...named]);
  });
  const merge = fileURLToPath(new URL('./lib/merge-repos.mjs', import.meta.url));
  const run = (words) => programCost(process.execPath, [...process.execArgv, merge, ...words]);
  const ours = await medianCost(RUNS, (index) => run([join(folder, `ours${index}`), ...repositories]));
  const idle = await medianCost(RUNS, () => run([]));
  console.log(`\n${line(`merge of ${EXTERNAL} packages`, 'CPU', 'wall', 'memory')}`);
  for (const [name, { cpu, wall, memory }] of [
    ['mergerepo_c', theirs],
    ['a program that merges', ours],
    [
      '  less one that only starts',
      { cpu: ours.cpu - idle.cpu, wall: ours.wall - idle.wall, memory: ours.memory - idle.memory },
    ],
  ])
    console.log(line(name, seconds(cpu), seconds(wall), `${short(memory)} MB`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(name, ours, theirs) {
  console.log(
    line(
      `${name}: ours`,
      seconds(ours.cpu),
      seconds(ours.wall),
      ratio(ours.cpu, theirs.cpu),
      ratio(ours.wall, theirs.wall),
    ),
  );
  console.log(line('  createrepo_c', seconds(theirs.cpu), seconds(theirs.wall)));
}
