import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseOptions } from '@kojikit/command-line';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { capture } from '../process/capture.js';
import { argumentsOf, kojidOptions } from './arguments.js';

const BIN = fileURLToPath(new URL('../bin.ts', import.meta.url));

const COMMAND = ['--conditions=@kojikit/source', '--import', 'tsx', BIN];

const STRICT_PLUGIN =
  'export default { name: "strict", tasks: [], config: { parse() { throw new Error("[voice] is missing"); } } };';

async function kojid(...args: string[]): Promise<{ code: number | undefined; output: string }> {
  const { status, output } = await capture([process.execPath, ...COMMAND, ...args]);
  return { code: status.code, output };
}

const parse = (argv: readonly string[]) => argumentsOf(parseOptions(kojidOptions, argv).values);

it('understands Koji’s options', () => {
  const parsed = parse([
    '-c',
    'x.conf',
    '-f',
    '--force-lock',
    '--maxjobs=3',
    '-s',
    'http://hub',
    '--plugin',
    'a',
    '--plugin',
    'b',
    '-v',
  ]);
  expect(parsed).toMatchObject({ configFile: 'x.conf', forceLock: true, level: 'info' });
  expect(parsed.overrides).toMatchObject({ maxjobs: 3, server: 'http://hub', plugin: ['a', 'b'] });
  expect(parse([]).configFile).toBe('/etc/kojid/kojid.conf');
  expect(parse([]).oneTask).toBeUndefined();
  expect(parse(['--one-task', '--wait', '60']).oneTask).toEqual({ wait: 60, task: undefined });
});

it.each([
  [['--wait', '60'], '--wait goes with --one-task alone'],
  [['--task', '5'], '--task goes with --one-task alone'],
  [['--one-task', '--wait', '-1'], 'option --wait: -1 is not within 0 and 2000000 seconds'],
  [['--one-task', '--task', '0'], 'option --task: 0 is no id of a task'],
])('refuses %j', (argv, message) => {
  expect(() => parse(argv)).toThrow(message);
});

it('accepts them in all spellings of optparse', () => {
  expect(parse(['--verb', '-fcx.conf', '--maxj', '0x3'])).toMatchObject({
    configFile: 'x.conf',
    level: 'info',
    overrides: { maxjobs: 3 },
  });
  expect(parse(['-vd', '--plugin=a', '--plugin', 'b']).level).toBe('debug');
});

it('ends with status 2 when the command line cannot be understood', async () => {
  expect(await kojid('--no-such-option')).toMatchObject({
    code: 2,
    output: expect.stringMatching(/no-such-option/) as string,
  });
  expect(await kojid('--maxjobs', 'many')).toEqual({
    code: 2,
    output: "Usage: kojid [options]\n\nkojid: error: option --maxjobs: invalid integer value: 'many'\n",
  });
  expect((await kojid('--forse-lock')).output).toContain('\nDid you mean --force-lock?\n');
});

it('shows help and version', async () => {
  expect((await kojid('--help')).output).toMatch(/^Usage: kojid \[options\]\n[^]* {2}-f, --fg {2}/);
  expect((await kojid('--version')).output).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('ends with status 1 and says why when it cannot start', async () => {
  const file = join(await temporaryFolder(), 'kojid.conf');
  expect((await kojid('-c', file)).output).toBe(
    `Error: ${file}: does not exist; name the configuration with --config FILE\n`,
  );
  await writeFile(
    file,
    '[kojid]\nserver = http://127.0.0.1:9/kojihub\ntopurl = http://x\nkeytab = /etc/krb5.keytab\n',
  );
  const refused = await kojid('-c', file);
  expect(refused).toEqual({
    code: 1,
    output: `Error: ${file}: Kerberos logins are not supported: set user and password, or cert\n`,
  });
});

it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s while it waits for the hub', async (signal) => {
  const folder = await temporaryFolder();
  const file = join(folder, 'kojid.conf');
  await writeFile(
    file,
    [
      '[kojid]',
      // Nothing listens on the first port of all.
      'server = http://127.0.0.1:1/kojihub',
      'topurl = http://x',
      'user = builder1',
      'password = secret',
      `workdir = ${folder}/work`,
      `mockdir = ${folder}/roots`,
      'backend = sandbox',
      '',
    ].join('\n'),
  );
  const child = spawn(process.execPath, [...COMMAND, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', (...how) => resolve(how)));
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (!child.killed && output.includes('trying again')) child.kill(signal);
  });
  expect(await ended).toEqual([0, null]);
  expect(output).toContain('cannot reach http://127.0.0.1:1/kojihub: connect ECONNREFUSED');
});

it('lists the mistakes of kojid.conf and of the files of plugins in one go', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'kojid.conf');
  await mkdir(join(folder, 'plugins'));
  await writeFile(join(folder, 'strict.mjs'), STRICT_PLUGIN);
  await writeFile(join(folder, 'plugins/strict.conf'), 'nonsense\n');
  await writeFile(
    file,
    `[kojid]\nserver = http://x\ntopurl = http://x\nmaxjobs = x\nplugin = strict\npluginpath = ${folder}\n`,
  );
  const { code, output } = await kojid('-c', file);
  expect(code).toBe(1);
  expect(output.split('\n')).toEqual([
    `Error: ${file}:4: maxjobs is "x", expected a whole number such as 10`,
    `${folder}/plugins/strict.conf:1: no section header before "nonsense"`,
    `${folder}/plugins/strict.conf: [voice] is missing`,
    `${file}: No username/password/certificate supplied: set user and password, or cert`,
    '',
  ]);
});
