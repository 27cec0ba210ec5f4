import { expect, it } from 'vitest';
import { flag, text } from '../options/define-option.js';
import { UsageError } from '../usage-error.js';
import { programCommand, type PlainProgram, type Program } from './program.js';
import { runPlainProgram, runProgram } from './run-program.js';

const common = { config: text(['-c', '--config'], { metavar: 'FILE', help: 'settings to read' }) };
const add = programCommand({
  name: 'user add',
  usage: '[options] NAME',
  summary: 'make an account',
  options: { ...common, admin: flag('--admin', 'with all rights') },
  arguments: 1,
  run: async ({ config, admin }, [name]) => {
    if (name === 'root') throw new UsageError('root is taken');
    if (name === 'fail') throw new Error('no luck');
    ran.push({ config, admin, name });
    return 3;
  },
});
const check = programCommand({
  name: 'check',
  usage: '[options]',
  summary: 'look',
  options: common,
  run: async () => 0,
});
const program: Program = { name: 'hub', version: '1.2.3', options: common, commands: [add, check] };
let ran: unknown[] = [];

async function output(run: (to: Parameters<typeof runProgram>[2]) => Promise<number>) {
  ran = [];
  let stdout = '';
  let stderr = '';
  const write = (text: string) => void (stdout += text);
  const writeError = (text: string) => void (stderr += text);
  const code = await run({ write, writeError, columns: 78 });
  return { code, stdout, stderr };
}
const hub = (...argv: string[]) => output((to) => runProgram(program, argv, to));

it('hands a command its options, those in front of it included', async () => {
  expect(await hub('-cx.conf', 'user', 'add', 'ann', '--adm')).toEqual({ code: 3, stdout: '', stderr: '' });
  expect(ran).toEqual([{ config: 'x.conf', admin: true, name: 'ann' }]);
  await hub('--conf', 'x.conf', 'user', 'add', '--config=y.conf', '--', '-b');
  expect(ran).toEqual([{ config: 'y.conf', admin: false, name: '-b' }]);
  await hub('--config', '--', '--', 'user', 'add', 'ann');
  expect(ran).toEqual([{ config: '--', admin: false, name: 'ann' }]);
});

it('shows its version before and behind a command', async () => {
  expect(await hub('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  expect(await hub('check', '--vers')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
});

it('explains itself and its commands', async () => {
  expect((await hub('--help')).stdout)
    .toBe(`Usage: hub [options] COMMAND [options and arguments of the command]

Options:
  -h, --help            show this help message and exit
  --version             show the version and exit
  -c FILE, --config=FILE
                        settings to read

Commands:
  user add    make an account
  check       look
  completion  Print a script that completes commands, options and names in
              bash, zsh, fish

hub COMMAND --help lists the options of a command.
`);
  const { code, stdout } = await hub('user', 'add', '-h');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: hub user add \[options\] NAME\n\nmake an account\n\nOptions:\n/);
  expect(stdout).toContain('  --admin               with all rights\n');
});

it.each([
  [[], 'which command?', ''],
  [['frobnicate'], "there is no command 'frobnicate'", ''],
  [['chek'], "there is no command 'chek'", 'Did you mean check?\n'],
  [['user', 'ad'], "there is no command 'user ad'", 'Did you mean user add?\n'],
  [['--confg=x', 'check'], 'no such option: --confg', 'Did you mean --config?\n'],
  [['-c'], '-c option requires 1 argument', ''],
])('refuses %j before any command', async (argv, message, meant) => {
  const { code, stdout, stderr } = await hub(...argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    `Usage: hub [options] COMMAND [options and arguments of the command]\n\nhub: error: ${message}\n${meant}`,
  );
});

it.each([
  [['ann', '--admn'], 'no such option: --admn\nDid you mean --admin?'],
  [['ann', '--admin=yes'], '--admin option does not take a value'],
  [[], "'user add' takes 1 argument, not 0"],
  [['ann', 'bob'], "'user add' takes 1 argument, not 2"],
  [['root'], 'root is taken'],
])('refuses %j with the usage of the command', async (argv, message) => {
  const { code, stderr } = await hub('user', 'add', ...argv);
  expect(code).toBe(2);
  expect(stderr).toBe(`Usage: hub user add [options] NAME\n\nhub: error: ${message}\n`);
});

it('leaves other failures of a command to the caller', async () => {
  await expect(hub('user', 'add', 'fail')).rejects.toThrow('no luck');
});

it('runs a program without commands', async () => {
  const plain: PlainProgram<typeof common> = {
    name: 'daemon',
    version: '1.2.3',
    options: common,
    run: async ({ config }) => (config === undefined ? 0 : 1),
  };
  const daemon = (...argv: string[]) => output((to) => runPlainProgram(plain, argv, to));
  expect((await daemon()).code).toBe(0);
  expect((await daemon('--con', 'x')).code).toBe(1);
  expect((await daemon('--version')).stdout).toBe('1.2.3\n');
  expect((await daemon('--help')).stdout).toMatch(/^Usage: daemon \[options\]\n\nOptions:\n/);
  expect(await daemon('now')).toMatchObject({
    code: 2,
    stderr: "Usage: daemon [options]\n\ndaemon: error: daemon takes no arguments, not 'now'\n",
  });
});

it('completes its lines, and prints the script for it', async () => {
  const asked = ['--get-yargs-completions', 'hub'];
  expect((await hub(...asked, 'user', '')).stdout).toBe('add\n');
  expect((await hub(...asked, 'user', 'add', '--ad')).stdout).toBe('--admin\n');
  expect((await hub(...asked, 'completion', 'z')).stdout).toBe('zsh\n');
  expect((await hub('completion', 'zsh')).stdout).toMatch(/^#compdef hub\n/);
  expect(await hub('completion', 'csh')).toMatchObject({ code: 2 });
});
