import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import semver from 'semver';
import { root, workspacePackages } from '../packages/workspace.mjs';
import { startLocalRegistry } from './local-registry.mjs';
import { ThrowAwayClone } from './throw-away-clone.mjs';
import { TrialFolder } from './trial-folder.mjs';

/**
 * `npm run check:release`: what publishing means for people, with a registry on this machine. All packages are published;
 * somebody makes a plugin of their own and runs it on a site; a patch and a minor are released from version plans in a
 * clone, and the site gets just them; a host that is one minor further takes the plugin, one that is two further refuses.
 * Releases what is committed, as it was built.
 */
const HUB = '@kojikit/hub-core';
const SIDETAG = '@kojikit/plugin-sidetag';
const SITE = '@kojikit/site';
const PLUGIN = '@acme/kojikit-plugin-greeter';

const manifests = Object.fromEntries(workspacePackages().map(({ manifest }) => [manifest.name, manifest]));
const versionOf = (name) => manifests[name].version;
/* What the trial releases: the hub mends something, side tags can do more, and the site comes with the new side tags. */
const released = {
  [HUB]: semver.inc(versionOf(HUB), 'patch'),
  [SIDETAG]: semver.inc(versionOf(SIDETAG), 'minor'),
  [SITE]: semver.inc(versionOf(SITE), 'patch'),
};
const hosts = manifests[SIDETAG].peerDependencies[HUB];
const refusedHost = new semver.Range(hosts).set[0].find(({ operator }) => operator === '<').semver;
const lastHost = `${refusedHost.major}.${refusedHost.minor - 1}.0`;

const scratch = mkdtempSync(join(tmpdir(), 'kojikit-release-'));
// As root, PostgreSQL runs as another user, who must reach its programs.
chmodSync(scratch, 0o755);
const registry = await startLocalRegistry(join(scratch, 'registry'));
const site = new TrialFolder(join(scratch, 'site'), registry);
let clone;

/** Does one step and says how long it took. What it throws ends the check. */
async function step(title, act) {
  const started = Date.now();
  try {
    await act();
  } catch (error) {
    console.log(`FAIL ${title}`);
    throw error;
  }
  console.log(`ok   ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

try {
  await step('all packages are published', () => registry.publish(root, '--workspaces'));
  await step('npm create makes a plugin that builds, type-checks and passes its tests', makePlugin);
  await step('a site of hub, builder, command line and that plugin runs its command', runSite);
  await step('a package that changed without a version plan is named', refuseUnplanned);
  await step('a plan after which packages would not fit together is refused', refuseUnfit);
  await step('a patch and a minor are released from their plans, and nothing else', release);
  await step('npm update fetches just the patch, and the minor comes when it is asked for', update);
  await step('the plugin is loaded by the next minor of its host', loadOnNextMinor);
  await step('the plugin is refused by the minor after that, in words', refuseOnLaterMinor);
  console.log('a release does what it should');
} catch (error) {
  console.log(error instanceof Error ? error.stack : String(error));
  process.exitCode = 1;
} finally {
  await site.stop();
  await registry.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function makePlugin() {
  const outside = new TrialFolder(join(scratch, 'outside'), registry);
  // npm keeps what it once ran by its name: an earlier trial would be run again.
  outside.environment.npm_config_cache = join(scratch, 'cache');
  await outside.run('npm', 'create', '--yes', '@kojikit/plugin', '@acme/greeter');
  const again = await outside.try('npm', 'create', '--yes', '@kojikit/plugin', '@acme/greeter');
  assert.match(again.stderr, /is there already and not empty: name another folder with --dir/);
  assert.notEqual(again.code, 0);
  const plugin = new TrialFolder(join(outside.path, 'kojikit-plugin-greeter'), registry);
  await plugin.install();
  await plugin.run('npm', 'run', 'typecheck');
  await plugin.run('npm', 'test', '--ignore-scripts=false');
  await registry.publish(plugin.path);
}

async function runSite() {
  writeFileSync(join(site.path, 'package.json'), '{ "private": true }\n');
  await site.install(HUB, '@kojikit/builder', '@kojikit/cli', SIDETAG, PLUGIN);
  writeFileSync(join(site.path, 'password'), 'secret\n', { mode: 0o600 });
  writeFileSync(
    join(site.path, 'hub.conf'),
    `[hub]\nKojiDir = ${join(site.path, 'koji')}\nPlugins = sidetag greeter\n`,
  );
  await site.run(
    'koji-hub',
    '--config',
    'hub.conf',
    'init',
    '--admin',
    'kojiadmin',
    '--password-file',
    'password',
  );
  await site.run(
    'koji-hub',
    '--config',
    'hub.conf',
    'user',
    'add',
    'builder1',
    '--host',
    'x86_64',
    '--password-file',
    'password',
  );
  const serve = ['--config', 'hub.conf', 'serve', '--listen', '127.0.0.1:0'];
  const [, url] = await site.start(/^koji-hub answers at (http:\S+?)\/?$/m, 'koji-hub', ...serve);
  const server = url.replace(/(\/kojihub)?$/, '/kojihub');
  const account = (user) => `server = ${server}\nuser = ${user}\npassword = secret\n`;
  const folders = ['workdir', 'mockdir'].map((name) => `${name} = ${join(site.path, name)}\n`).join('');
  const builder = `[kojid]\n${account('builder1')}topurl = ${server.replace('kojihub', 'kojifiles')}\n${folders}`;
  const limits = 'plugins = greeter\nsleeptime = 1\nminspace = 0\nmaxload = 0\n';
  writeFileSync(join(site.path, 'kojid.conf'), builder + limits, { mode: 0o600 });
  writeFileSync(join(site.path, 'koji.conf'), `[koji]\n${account('kojiadmin')}authtype = password\n`, {
    mode: 0o600,
  });
  await site.start(/Taking tasks of /, 'kojid', '--config', 'kojid.conf', '--verbose');
  assert.equal(await site.run('koji', '-c', 'koji.conf', 'greeter-hello', 'world'), 'Hello world\n');
  await site.stop();
}

async function refuseUnplanned() {
  clone = await ThrowAwayClone.make(join(scratch, 'clone'));
  await clone.try('npm', 'run', 'release:first-tags');
  assert.equal((await clone.git('tag')).split('\n').length, workspacePackages().length);
  clone.touch(HUB);
  clone.touch(SIDETAG);
  await clone.commit('Two packages change');
  const { code, stdout, stderr } = await checkPlans();
  assert.notEqual(code, 0);
  assert.match(stdout + stderr, /- @kojikit\/hub-core\n/);
  assert.match(stdout + stderr, /- @kojikit\/plugin-sidetag\n/);
}

async function refuseUnfit() {
  clone.plan('hub', { [HUB]: 'patch' }, 'The hub mends what was broken.');
  clone.plan('side-tags', { [SIDETAG]: 'minor' }, 'Side tags can do something new.');
  const { code, stderr } = await checkPlans();
  assert.notEqual(code, 0);
  const range = manifests[SITE].dependencies[SIDETAG];
  const sentence = `${SIDETAG} becomes ${released[SIDETAG]}, and ${SITE} wants ${range}: name ${SITE} in`;
  assert.ok(stderr.includes(sentence), stderr);
}

async function release() {
  const before = clone.versions();
  clone.plan('site', { [SITE]: 'patch' }, 'Comes with the new side tags.');
  const plans = await checkPlans();
  assert.equal(plans.code, 0, plans.stdout + plans.stderr);
  await clone.commit('Version plans');
  const made = await clone.try('npm', 'run', 'release:version');
  assert.equal(made.code, 0, made.stdout + made.stderr);
  assert.deepEqual(clone.versions(), { ...before, ...released });
  assert.equal(clone.manifest(SITE).dependencies[SIDETAG], `^${released[SIDETAG]}`);
  const tags = (await clone.git('tag', '--points-at', 'HEAD')).split('\n').sort();
  assert.deepEqual(
    tags,
    Object.entries(released)
      .map((one) => one.join('@'))
      .sort(),
  );
  assert.equal(await clone.git('status', '--porcelain'), '');
  const changes = readFileSync(join(clone.packageFolder(SIDETAG), 'CHANGELOG.md'), 'utf8');
  const entries = changes.replaceAll(/\d{4}-\d\d-\d\d/g, 'TODAY');
  const entry = `## ${released[SIDETAG]} (TODAY)\n\n### New\n\n- Side tags can do something new.\n\n## ${versionOf(SIDETAG)}`;
  assert.ok(entries.startsWith(entry), changes);
  for (const name of Object.keys(released)) await registry.publish(clone.packageFolder(name));
}

async function update() {
  const before = site.versions();
  const outdated = JSON.parse((await site.try('npm', 'outdated', '--json')).stdout);
  const ours = Object.entries(outdated).filter(([name]) => name.startsWith('@kojikit/'));
  assert.deepEqual(ours.map(([name, { wanted, latest }]) => [name, wanted, latest]).sort(), [
    [HUB, released[HUB], released[HUB]],
    [SIDETAG, versionOf(SIDETAG), released[SIDETAG]],
  ]);
  await site.run('npm', 'update');
  assert.deepEqual(site.versions(), { ...before, [HUB]: released[HUB] });
  await site.install(`${SIDETAG}@${released[SIDETAG]}`);
  assert.deepEqual(site.versions(), { ...before, [HUB]: released[HUB], [SIDETAG]: released[SIDETAG] });
}

async function loadOnNextMinor() {
  await publishHub(lastHost);
  await site.install(`${HUB}@${lastHost}`);
  await site.run('koji-hub', '--config', 'hub.conf', 'init');
  const serve = ['--config', 'hub.conf', 'serve', '--listen', '127.0.0.1:0'];
  const [, url] = await site.start(/^koji-hub answers at (http:\S+?)\/?$/m, 'koji-hub', ...serve);
  const server = url.replace(/(\/kojihub)?$/, '/kojihub');
  const methods = await site.run('koji', '--server', server, '--noauth', 'call', '_listapi');
  assert.match(methods, /greeterHello/);
  assert.match(methods, /createSideTag/);
  await site.stop();
}

async function refuseOnLaterMinor() {
  await publishHub(refusedHost.version);
  const refused = await site.try('npm', 'install', `${HUB}@${refusedHost.version}`);
  assert.match(refused.stderr, /ERESOLVE/);
  await site.install('--force', `${HUB}@${refusedHost.version}`);
  const { code, stdout, stderr } = await site.try(
    'koji-hub',
    '--config',
    'hub.conf',
    'serve',
    '--listen',
    '127.0.0.1:0',
  );
  assert.notEqual(code, 0);
  const sentence = `${SIDETAG} ${released[SIDETAG]} is made for ${HUB} ${hosts}, and this is ${refusedHost.version}: install a version of the plugin`;
  assert.ok((stdout + stderr).includes(sentence), stdout + stderr);
}

async function publishHub(version) {
  clone.setVersion(HUB, version);
  await registry.publish(clone.packageFolder(HUB));
}

function checkPlans() {
  return clone.try('npm', 'run', 'check:plans');
}
