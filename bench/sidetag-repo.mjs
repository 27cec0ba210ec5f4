// From createSideTag to a ready repo: shared with the base's repo, beside a newRepo by a builder on the same machine.
// The tags are empty, so the builder's time is the least that it can be: with packages, createrepo comes on top.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, defaultSettings } from '@kojikit/builder';
import plugin from '@kojikit/plugin-sidetag/hub';
import { createTestHub } from '@kojikit/testing';
import { line, short } from './lib/rate.mjs';

const RUNS = 7;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const folder = mkdtempSync(join(tmpdir(), 'sidetag-repo-'));
for (const name of ['work', 'mock', 'mock-config']) mkdirSync(join(folder, name));
const hub = await createTestHub({
  config: '[hub]\nPlugins = sidetag\n[policy]\nsidetag =\n    all :: allow\n',
  plugins: [plugin],
});
hub.hub.start();
const server = await hub.listen();
const admin = await hub.as('kojiadmin');
await admin.call('createTag', ['base'], { arches: 'x86_64' });
await admin.call('addHost', ['builder1', ['x86_64']]);
await admin.call('addHostToChannel', ['builder1', 'createrepo']);
await hub.setPassword('builder1', 'pw');
const settings = {
  ...defaultSettings(),
  server,
  user: 'builder1',
  password: 'pw',
  maxload: 0,
  minspace: 0,
  topdir: hub.topdir,
  topurl: `file://${hub.topdir}`,
  topurls: [`file://${hub.topdir}`],
  workdir: join(folder, 'work'),
  mockdir: join(folder, 'mock'),
  mock_config_dir: join(folder, 'mock-config'),
};
const builder = new Builder({ settings, log: silent, forceLock: true, tasks: [] });
const running = builder.run();
await Promise.race([builder.ready, running]);

async function repoOf(tag, options = {}) {
  const { repo, request } = await admin.call('repo.request', [tag], options);
  if (repo !== null) return repo;
  for (;;) {
    const status = await hub.anonymous.call('repo.waitRequest', [request.id, 60]);
    if (status.repo !== null) return status.repo;
    if (!status.request.active) throw new Error('the repo could not be made');
  }
}

async function median(body) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await body();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

try {
  await repoOf('base');
  const shared = await median(async () => repoOf((await admin.call('createSideTag', ['base'])).name));
  const { name } = await admin.call('createSideTag', ['base']);
  const built = await median(() => repoOf(name, { force: true }));
  console.log(line('ms until READY', 'shared', 'by a builder', 'ratio'));
  console.log(line('a new side tag', short(shared), short(built), (built / shared).toFixed(1)));
} finally {
  builder.stop();
  await running;
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}
