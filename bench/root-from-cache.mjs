// From wishing for a build root to a command that has run in it, in the sandbox: the first root of a repo, which dnf installs,
// and those after it, which lie over what was installed then. Needs rpmbuild, createrepo_c and dnf; run it with
// `node --conditions=@kojikit/source --import tsx bench/root-from-cache.mjs`.
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxBackend } from '../packages/builder/src/backends/sandbox/sandbox.ts';
import { probeIsolation } from '../packages/builder/src/backends/sandbox/probe-isolation.ts';
import { Leases } from '../packages/builder/src/buildroot/leases.ts';
import { defaultSettings } from '../packages/builder/src/config/settings.ts';
import { runProcess } from '../packages/builder/src/process/run-process.ts';
import { makeTinyRepo } from '../packages/builder/test/tiny-repo.ts';
import { line, short } from './lib/rate.mjs';
import { tell } from './lib/summary.mjs';

const RUNS = 11;
const folder = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const log = { debug() {}, info() {}, warn() {}, error() {} };
const under = (name) => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};

const host = {
  workDir: under('task'),
  log,
  onEnd() {},
  async run(command, output, env, signal) {
    const file = openSync(output, 'a');
    try {
      return await runProcess(command, { output: file, env, signal });
    } finally {
      closeSync(file);
    }
  },
};

/** Milliseconds of making a root and of the first command in it. */
async function rootAndCommand(backend, buildrootId) {
  const started = performance.now();
  const request = {
    buildrootId,
    name: `demo-${buildrootId}-1`,
    tagName: 'demo',
    arch: 'x86_64',
    targetArch: 'x86_64',
    repo: { id: 1, state: 1, tag_id: 3, tag_name: 'demo', create_event: 5 },
    config: { id: 3, name: 'demo', arches: 'x86_64', extra: {} },
    installGroup: 'build',
    setupDns: true,
  };
  const root = await backend.create(request, host);
  const filled = await root.init();
  const made = performance.now();
  const ran = await root.run(['/bin/sh', '-c', 'true'], {});
  if (filled.code !== 0 || ran.code !== 0) throw new Error(`a root ended with ${filled.code}, ${ran.code}`);
  return { root: made - started, command: performance.now() - made };
}

async function measure(name, limits) {
  const mockdir = under(`mock-${name}`);
  const settings = { ...defaultSettings(), topdir: under('top'), workdir: under('work'), mockdir };
  settings.topurls = [`file://${settings.topdir}`];
  const isolation = { ...(await probeIsolation(mockdir)), ...limits };
  const backend = new SandboxBackend(settings, new Leases(), log, isolation);
  await backend.check();
  const first = await rootAndCommand(backend, 1);
  const later = [];
  for (let run = 0; run < RUNS; run += 1) later.push(await rootAndCommand(backend, run + 2));
  const median = (key) => later.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  const [root, command] = [median('root'), median('command')];
  console.log(line(name, short(first.root), short(root), short(command)));
  const value = (root + command) / 1000;
  tell({ what: `a root from the cache, ${name}`, beside: 'nothing', value, unit: 's', aim: 0.3, most: true });
}

try {
  const repos = under('top/repos/demo/1');
  await makeTinyRepo(repos, true);
  console.log(line('', 'first, ms', 'later, ms', 'a command'));
  await measure('overlays', {});
  await measure('copies', { overlay: undefined });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
