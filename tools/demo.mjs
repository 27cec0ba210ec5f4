// Plays the main job on a site of its own, with the real commands, as a newcomer would type them. The site lives in a
// folder that is removed at the end. Needs `npm run build`. `--picture FILE` also makes the picture of the README: what
// Chromium shows of the task that built a package.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AmqpPeer } from '../packages/testing/dist/amqp/index.js';

const SPEC = `Name: hello
Version: 1.0
Release: 1
Summary: A greeting
License: MIT
BuildArch: noarch
%description
A greeting in a file.
%install
mkdir -p %{buildroot}/usr/share/hello
echo 'Hello of Kojikit' > %{buildroot}/usr/share/hello/greeting
%files
/usr/share/hello
`;

const { picture } = parseArgs({ options: { picture: { type: 'string' } } }).values;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'kojikit-demo-'));
const bin = (name, script) => join(root, 'packages', name, 'bin', script);

// Where a site has a message broker, the demo has a small receiver of its own, and prints what arrives.
const receiver = await AmqpPeer.start();
receiver.onMessage(({ address, properties }) => {
  const { type, ...rest } = properties;
  const shown = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(`  [message] ${address}  ${shown.join(' ')}\n`);
});
mkdirSync(join(folder, 'plugins'));
writeFileSync(
  join(folder, 'hub.conf'),
  `[hub]\nKojiDir = ${join(folder, 'koji')}\nPlugins = runroot protonmsg\nLogLevel = WARNING\nDisableNotifications = True\n`,
);
writeFileSync(
  join(folder, 'plugins', 'protonmsg.conf'),
  `[broker]\nurls = ${receiver.url}\ntopic_prefix = topic://koji\nconnect_timeout = 10\nsend_timeout = 60\n`,
);

const site = spawn(
  process.execPath,
  [bin('site', 'kojikit.js'), 'up', '--dir', folder, '--listen', '127.0.0.1:0'],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  },
);
const ended = new Promise((resolve) => site.once('exit', (code, signal) => resolve(code ?? signal)));

/** Resolves when the site says that it runs; rejects when it ends before. */
function started() {
  return new Promise((resolve, reject) => {
    let text = '';
    site.stdout.on('data', (data) => {
      text += data;
      if (text.includes('Ctrl-C ends the site')) resolve(text);
    });
    void ended.then((code) => reject(new Error(`the site ended with ${code} before it was ready`)));
  });
}

/** Types a command, shows what it prints, and checks its exit status. */
async function koji(args, expected = 0) {
  process.stdout.write(
    `\n$ koji ${args.map((arg) => (/[^\w@%+=:,./-]/.test(arg) ? `'${arg}'` : arg)).join(' ')}\n`,
  );
  const child = spawn(process.execPath, [bin('cli', 'koji.js'), '-c', join(folder, 'koji.conf'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    process.stdout.write(data);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  process.stdout.write(`(exit ${code})\n`);
  if (code !== expected) throw new Error(`expected exit status ${expected}`);
  return output;
}

async function play() {
  const up = await started();
  const arch =
    (await koji(['call', '--json-output', 'getTag', 'f30-build'])).match(/"arches": "(\w+)"/)?.[1] ??
    'x86_64';
  await koji(['list-tags']);
  const printed = await koji(['runroot', '--task-id', 'f30-build', arch, 'uname', '-a']);
  await koji(['runroot', '--exit-code', 'f30-build', arch, 'sh', '-c', 'echo this one fails; exit 3'], 3);
  await koji([
    'runroot',
    '--watch',
    '--use-shell',
    'f30-build',
    arch,
    'for i in 1 2 3; do echo line $i; sleep 1; done',
  ]);
  const built = await buildPackage();
  if (picture !== undefined) takePicture(up, built);
  const task = Number(printed.split('\n')[0]);
  await koji(['taskinfo', '--recurse', String(task)]);
  await heardOf(task);
}

/** Builds a package of one file into the tag `f30`, and looks at what came out. */
async function buildPackage() {
  if (spawnSync('rpmbuild', ['--version']).status !== 0) {
    process.stdout.write(
      '\nTo see a package built, install rpmbuild (the package rpm on Debian, rpm-build on Fedora).\n',
    );
    return;
  }
  const spec = join(folder, 'hello.spec');
  writeFileSync(spec, SPEC);
  const made = spawnSync('rpmbuild', [
    '-bs',
    '--quiet',
    '--define',
    `_topdir ${join(folder, 'rpmbuild')}`,
    spec,
  ]);
  if (made.status !== 0) throw new Error(`rpmbuild failed: ${made.stderr}`);
  const sources = join(folder, 'rpmbuild', 'SRPMS');
  const [name] = readdirSync(sources);
  await koji(['add-pkg', '--owner', 'admin', 'f30', 'hello']);
  const printed = await koji(['build', '--wait', '--noprogress', 'f30', join(sources, name)]);
  await koji(['list-tagged', 'f30']);
  await koji(['buildinfo', name.replace('.src.rpm', '')]);
  await koji(['wait-repo', '--request', `--build=${name.replace('.src.rpm', '')}`, 'f30-build']);
  return Number(/^Created task: (\d+)$/m.exec(printed)?.[1]);
}

function takePicture(printed, task) {
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
  const shown = `${address}/koji/taskinfo?taskID=${task}`;
  const options = ['--headless', '--no-sandbox', '--hide-scrollbars', '--window-size=1100,760'];
  const { status, stderr } = spawnSync('chromium', [...options, `--screenshot=${picture}`, shown]);
  if (status !== 0) throw new Error(`chromium took no picture of ${shown}: ${stderr}`);
}

/** The messages of a task, in order, must have arrived within a moment. */
async function heardOf(task) {
  const states = () =>
    receiver.accepted
      .filter(({ properties }) => properties.type === 'TaskStateChange' && properties.id === task)
      .map(({ properties }) => properties.new);
  for (let tries = 0; tries < 50 && !states().includes('CLOSED'); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  process.stdout.write(`\nThe bus has heard of task ${task}: ${states().join(', ')}\n`);
  if (states()[0] !== 'FREE' || !states().includes('CLOSED')) throw new Error('messages are missing');
}

/** The first Ctrl-C ends the site in order; a failure of the demo does, too. */
async function end() {
  if (site.exitCode === null && site.signalCode === null) process.kill(site.pid, 'SIGTERM');
  await ended;
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
}

let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
  void end().then(() => process.exit(130));
});
try {
  await play();
  process.stdout.write(`
That was a whole Koji: hub, builder and command line. What to try next:

  npm start                    keeps a site up at http://127.0.0.1:8080, with its data in kojikit-site
  npx koji -c kojikit-site/koji.conf help
  npm test                     runs all tests
`);
} catch (error) {
  if (!interrupted) process.stderr.write(`\nThe demo failed: ${error.message}\n`);
  process.exitCode = interrupted ? 130 : 1;
} finally {
  await end();
}
