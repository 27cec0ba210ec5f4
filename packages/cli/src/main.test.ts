import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runKoji } from './main.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'koji-main-'));
  writeFileSync(join(folder, 'koji.conf'), '[koji]\nserver = http://127.0.0.1:1/kojihub\nmax_retries = 0\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

function koji(...argv: string[]) {
  return run(argv);
}

/** As somebody sees it whose stderr is a terminal. */
function kojiAtTerminal(...argv: string[]) {
  return run(argv, true);
}

async function run(argv: readonly string[], progress = false) {
  let stdout = '';
  let stderr = '';
  const told: string[] = [];
  const exit = await runKoji({
    argv: ['-c', join(folder, 'koji.conf'), ...argv],
    program: 'koji',
    pluginStart: folder,
    onCommand: (name) => told.push(name),
    output: {
      write: (data) => void (stdout += data.toString()),
      writeError: (text) => void (stderr += text),
      color: false,
      terminal: false,
      progress,
      columns: 78,
    },
  });
  return { exit, stdout, stderr, told };
}

function plugin(name: string, commands: unknown, code: string): void {
  const where = join(folder, 'node_modules', name);
  mkdirSync(where, { recursive: true });
  const manifest = { name, type: 'module', exports: { './cli': './cli.js' }, kojikit: { cli: { commands } } };
  writeFileSync(join(where, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(where, 'cli.js'), code);
}

describe('a command line', () => {
  it('lists the commands when none is given', async () => {
    const { exit, stdout } = await koji();
    expect(exit).toBe(0);
    expect(stdout).toContain('        list-tags                 ');
    expect(stdout).toContain('Administration (admin):');
  });

  it('lists only chosen categories', async () => {
    const { exit, stdout } = await koji('help', 'misc');
    expect(exit).toBe(0);
    expect(stdout).toContain('moshimoshi');
    expect(stdout).not.toContain('list-tags');
    expect((await koji('help', 'nothing')).exit).toBe(1);
  });

  it('refuses unknown commands with status 1', async () => {
    const { exit, stderr } = await koji('frobnicate');
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[ERROR\] koji: Unknown command: frobnicate\n$/,
    );
  });

  it('names the command that was probably meant, and its alias as well', async () => {
    expect((await koji('lits-tags')).stderr).toMatch(
      /Unknown command: lits-tags\nDid you mean list-tags\?\n$/,
    );
    expect((await koji('latest-pkgs')).stderr).toMatch(/\nDid you mean latest-pkg\?\n$/);
  });

  it('names the option that was probably meant', async () => {
    const { exit, stderr } = await koji('list-tags', '--verbsoe');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/koji: error: no such option: --verbsoe\nDid you mean --verbose\?\n$/);
    expect((await koji('--quite', 'list-tags')).stderr).toMatch(
      /no such option: --quite\nDid you mean --quiet\?\n$/,
    );
  });

  it('tells its version', async () => {
    const { exit, stdout } = await koji('--version');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['list-tasks', '--mine'],
    ['list-tasks', '--min'],
    ['list-notifications', '--mine'],
    ['list-notifications', '--mi'],
  ])('logs in for what is your own: %s %s', async (command, mine) => {
    const { exit, stderr } = await koji('--authtype=magic', command, mine);
    expect(exit).toBe(1);
    expect(stderr).toContain('Unable to log in');
  });

  it('does not log in for what anybody may see', async () => {
    const { stderr } = await koji('--authtype=magic', 'list-tags');
    expect(stderr).toBe('Error: Unable to connect to server\n');
  });

  it('answers mistakes with usage and status 2 before anything is sent', async () => {
    const { exit, stderr } = await koji('add-tag', '--arches', 'x86_64');
    expect(exit).toBe(2);
    expect(stderr).toMatch(
      /^Usage: koji add-tag .*\n.*\n\nkoji: error: Please specify a name for the tag\n$/,
    );
  });

  it('says when the hub cannot be reached, and why', async () => {
    expect(await koji('list-tags')).toMatchObject({
      exit: 1,
      stderr: 'Error: Unable to connect to server\n',
    });
    const { exit, stderr } = await kojiAtTerminal('list-tags');
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /^Error: Unable to connect to server\n {2}cannot reach http:\/\/127\.0\.0\.1:1\/kojihub: .*ECONNREFUSED.*\n$/,
    );
  });

  it.each([
    'ftp://koji.example.com/kojihub',
    'koji.example.com/kojihub',
    'http://127.0.0.1:99999/kojihub',
    '',
  ])('refuses %j as the URL of a hub', async (server) => {
    const { exit, stderr } = await koji(`--server=${server}`, 'list-tags');
    expect(exit).toBe(1);
    expect(stderr).toContain(`InvalidURL: server = ${server} is not the URL of a hub`);
  });

  it('names a configuration file that cannot be reached', async () => {
    const file = join(folder, 'koji.conf', 'beyond');
    const { exit, stderr } = await koji('-c', file, 'list-tags');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/\nkoji: error: Config file .*koji\.conf\/beyond can't be opened\.\n$/);
  });

  it('says which ways there are to log in', async () => {
    const { exit, stderr } = await kojiAtTerminal('--authtype=magic', 'add-tag', 'x');
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /^Unable to log in, no authentication methods available\n {2}give --authtype=ssl and/,
    );
  });

  it('shows help for a command', async () => {
    const { exit, stdout } = await koji('list-tags', '--help');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Usage: koji list-tags \[options\] \[pattern \.\.\.\]\n/);
    expect(stdout).toContain('  --build=BUILD      only tags that hold this build\n');
  });

  it('tells the name of a command that runs, and of none that only shows its help', async () => {
    expect(await koji('list-tags')).toMatchObject({ told: ['list-tags'] });
    expect(await koji('list-tags', '--help')).toMatchObject({ told: [] });
  });

  it('refuses Kerberos in plain words', async () => {
    const { exit, stderr } = await koji('--authtype=kerberos', 'add-tag', 'x');
    expect(exit).toBe(1);
    expect(stderr).toContain('Kerberos login is not available');
  });
});

describe('plugins in the installed packages', () => {
  const greet = [{ name: 'greet', category: 'misc', summary: 'Say hello' }];

  it('adds commands, and loads their code when they run', async () => {
    plugin(
      'kojikit-plugin-greet',
      greet,
      `globalThis.greetLoaded = true;
       export default { name: 'greet', commands: { greet: {
         usage: '<name>', options: {}, run: async ({ args, print }) => print('Hello ' + args[0]) } } };`,
    );
    expect((await koji('help', 'misc')).stdout).toContain('greet                     Say hello');
    expect(Reflect.has(globalThis, 'greetLoaded')).toBe(false);
    expect(await koji('greet', 'you')).toMatchObject({ exit: 0, stdout: 'Hello you\n', stderr: '' });
    expect(Reflect.has(globalThis, 'greetLoaded')).toBe(true);
  });

  it('names plugin, file and cause when the code cannot be loaded', async () => {
    plugin('@example/kojikit-plugin-bad', greet, 'throw new Error("no luck");');
    const { exit, stderr } = await koji('greet');
    expect(exit).toBe(1);
    expect(stderr).toContain('PluginError: plugin @example/kojikit-plugin-bad (');
    expect(stderr).toContain('cli.js): no luck');
  });

  it('refuses two commands of one name unless one says that it overrides', async () => {
    plugin('kojikit-plugin-tags', [{ name: 'list-tags' }], '');
    const { exit, stderr } = await koji('help');
    expect(exit).toBe(1);
    expect(stderr).toContain(
      'the command list-tags comes from the program and from plugin kojikit-plugin-tags',
    );
    plugin(
      'kojikit-plugin-tags',
      [{ name: 'list-tags', overrides: true }],
      `export default { name: 'tags', commands: { 'list-tags': {
         usage: '', options: {}, run: async ({ print }) => print('mine') } } };`,
    );
    expect((await koji('list-tags')).stdout).toBe('mine\n');
  });

  it('goes on without a package whose manifest is broken, and says so', async () => {
    plugin('kojikit-plugin-odd', [{ name: 'Not a name' }], '');
    const { exit, stderr } = await koji('help');
    expect(exit).toBe(0);
    expect(stderr).toContain('[WARNING] koji: plugin ');
    expect(stderr).toContain('not a command name: "Not a name"');
  });

  it('finds all packages in the folders of --plugin-paths', async () => {
    const code = `export default { name: 'greet', commands: { greet: {
      usage: '', options: {}, run: async () => 7 } } };`;
    plugin('any-name', greet, code);
    expect((await koji('greet')).exit).toBe(1);
    expect((await koji(`--plugin-paths=/nowhere:${join(folder, 'node_modules')}`, 'greet')).exit).toBe(7);
  });
});
