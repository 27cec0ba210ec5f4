// Plays the main job on a site of its own, with the real commands, as a newcomer would type them. The site lives in a
// folder that is removed at the end. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'kojikit-demo-'));
const bin = (name, script) => join(root, 'packages', name, 'dist', script);

const site = spawn(
  process.execPath,
  [bin('site', 'bin.js'), 'up', '--dir', folder, '--listen', '127.0.0.1:0'],
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
  const child = spawn(process.execPath, [bin('cli', 'bin.js'), '-c', join(folder, 'koji.conf'), ...args], {
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
  await started();
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
  await koji(['taskinfo', '--recurse', printed.split('\n')[0]]);
}

/** The first Ctrl-C ends the site in order; a failure of the demo does, too. */
async function end() {
  if (site.exitCode === null && site.signalCode === null) process.kill(site.pid, 'SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

process.once('SIGINT', () => void end().then(() => process.exit(130)));
try {
  await play();
  process.stdout.write(`
That was a whole Koji: hub, builder and command line. What to try next:

  npm start                    keeps a site up at http://127.0.0.1:8080, with its data in kojikit-site
  npx koji -c kojikit-site/koji.conf help
  npm test                     runs all tests
`);
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await end();
}
