import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** A build with a command that lies in a part, which says whether V8 took what was kept. */
const PROGRAM = `//! 0123456789abcdef
exports.startKoji = async ({ onCommand, runScript }) => {
  const [, , command, plugin] = process.argv;
  if (plugin === '--help') return;
  onCommand(command);
  if (plugin === '--fail') process.exit(1);
  require('./parts/greet.cjs').greet(command);
  if (plugin !== undefined) console.log(await runScript(plugin).default());
};
exports.mark = 'one program';`;
const PART = `//! fedcba9876543210
exports.greet = (command) => console.log(command, require('../koji.cjs').mark);`;
const FOR_PLUGINS = `exports.mark = 'for plugins of ' + require('../koji.cjs').mark;`;

describe('the start of the program', () => {
  let folder: string;
  let caches: string;
  let cache: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kojikit-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    caches = join(folder, 'caches');
    // Not NODE_COMPILE_CACHE: from 22.1 on, Node keeps code of its own there, too.
    cache = join(caches, 'kojikit');
    cpSync(join(import.meta.dirname, '../bin'), join(folder, 'bin'), { recursive: true });
    mkdirSync(join(folder, 'dist/parts'), { recursive: true });
    writeFileSync(join(folder, 'dist/koji.cjs'), PROGRAM);
    writeFileSync(join(folder, 'dist/parts/greet.cjs'), PART);
    writeFileSync(join(folder, 'dist/parts/plugin.cjs'), FOR_PLUGINS);
  });

  async function start(
    command: string,
    further: Record<string, string> = {},
    plugin: readonly string[] = [],
  ): Promise<string> {
    const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: caches, ...further };
    const parameters = [join(folder, 'bin/koji.js'), command, ...plugin];
    const { stdout } = await promisify(execFile)(process.execPath, parameters, { env });
    return stdout;
  }

  /** Writes the script of a plugin beside a package that it needs, and returns its path. */
  function plugin(script: string): string {
    const modules = join(folder, 'elsewhere/node_modules/words');
    mkdirSync(modules, { recursive: true });
    writeFileSync(
      join(modules, 'package.json'),
      '{ "name": "words", "type": "module", "exports": "./words.js" }',
    );
    writeFileSync(join(modules, 'words.js'), "export const word = 'grüße';");
    const file = join(folder, 'elsewhere/cli.cjs');
    writeFileSync(file, script);
    return file;
  }
  const kept = (where = cache): string[] => readdirSync(where).map((name) => name.replace(/-.*-/, ' '));

  it('keeps what each command has compiled, of the program and of its part', async () => {
    expect(await start('hello')).toBe('hello one program\n');
    await start('bye');
    expect(kept().sort()).toEqual([
      '0123456789abcdef bye',
      '0123456789abcdef hello',
      'fedcba9876543210 bye',
      'fedcba9876543210 hello',
    ]);
  });

  it.each(['--help', '--fail'])(
    'keeps for a command only what it has compiled when it ran: not with %s',
    async (option) => {
      await start('hello', {}, [option]).catch(() => undefined);
      expect(kept()).toEqual(['0123456789abcdef none']);
      await start('hello');
      const before = contents();
      expect(kept()).toContain('0123456789abcdef hello');
      await start('hello', {}, [option]).catch(() => undefined);
      expect(contents()).toEqual(before);
    },
  );

  it('runs the script of a plugin with what the program has for plugins, and keeps what that has compiled', async () => {
    const file = plugin(`//! 00112233445566aa
const { mark } = require('@kojikit/cli/plugin');
exports.default = () => 'ein Gruß: ' + mark;`);
    for (let run = 0; run < 2; run += 1)
      expect(await start('hello', {}, [file])).toBe(
        'hello one program\nein Gruß: for plugins of one program\n',
      );
    expect(kept()).toContain('00112233445566aa hello');
  });

  it('keeps nothing of a script without a digest: another one might be in its place later', async () => {
    const file = plugin("exports.default = () => 'first';");
    expect(await start('hello', {}, [file])).toBe('hello one program\nfirst\n');
    expect(kept().sort()).toEqual(['0123456789abcdef hello', 'fedcba9876543210 hello']);
    writeFileSync(file, "exports.default = () => 'other';");
    expect(await start('hello', {}, [file])).toBe('hello one program\nother\n');
  });

  it('gives the script of a plugin what lies beside it', async () => {
    const file = plugin(`//! 00112233445566bb
exports.default = () => require('words').word;`);
    for (let run = 0; run < 2; run += 1)
      expect(await start('hello', {}, [file])).toBe('hello one program\ngrüße\n');
  });

  it('takes what it has kept, and writes nothing then', async () => {
    await start('hello');
    chmodSync(cache, 0o500);
    const before = contents();
    expect(await start('hello')).toBe('hello one program\n');
    expect(contents()).toEqual(before);
  });

  it('compiles anew what V8 does not take, and what another build has kept', async () => {
    await start('hello');
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), 'no code');
    expect(await start('hello')).toBe('hello one program\n');
    expect(contents().every(([, text]) => text !== 'no code')).toBe(true);
    writeFileSync(join(folder, 'dist/koji.cjs'), PROGRAM.replace('//! 0', '//! 9').replace('one', 'new'));
    expect(await start('hello')).toBe('hello new program\n');
  });

  it('runs where nothing can be kept', async () => {
    mkdirSync(caches);
    writeFileSync(cache, 'a file');
    expect(await start('hello')).toBe('hello one program\n');
    expect(readFileSync(cache, 'utf8')).toBe('a file');
  });

  it('leaves nothing begun where the disk is full', async () => {
    const limited = ['-c', 'ulimit -f 0 && exec "$0" "$@"', process.execPath, join(folder, 'bin/koji.js')];
    const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: caches };
    const { stdout } = await promisify(execFile)('sh', [...limited, 'hello'], { env });
    expect(stdout).toBe('hello one program\n');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('keeps nothing where Node is told to keep nothing', async () => {
    expect(await start('hello', { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('hello one program\n');
    expect(readdirSync(folder)).not.toContain('caches');
  });

  it('does not run what another user has kept', async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can give files to another user');
    await start('hello');
    const { chownSync, statSync } = await import('node:fs');
    for (const name of readdirSync(cache)) chownSync(join(cache, name), 12_345, 12_345);
    expect(await start('hello')).toBe('hello one program\n');
    // Compiled anew, and kept as our own.
    expect(readdirSync(cache).every((name) => statSync(join(cache, name)).uid === 0)).toBe(true);
  });

  it('keeps nothing in a folder that others may write to, or that a link leads to', async () => {
    mkdirSync(cache, { recursive: true });
    chmodSync(cache, 0o777);
    expect(await start('hello')).toBe('hello one program\n');
    expect(readdirSync(cache)).toEqual([]);
    chmodSync(cache, 0o700);
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(cache, join(elsewhere, 'kojikit'));
    expect(await start('hello', { XDG_CACHE_HOME: elsewhere })).toBe('hello one program\n');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('keeps it beside what Node itself keeps where Node is told to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    expect(await start('hello', { NODE_COMPILE_CACHE: elsewhere })).toBe('hello one program\n');
    expect(kept(elsewhere)).toEqual(
      expect.arrayContaining(['0123456789abcdef hello', 'fedcba9876543210 hello']),
    );
    expect(existsSync(cache)).toBe(false);
  });

  it('removes what it has kept and not used for long, and nothing of somebody else', async () => {
    await start('hello');
    const [kept] = readdirSync(cache);
    const files = ['notes.txt', `${kept!}-old`].map((name) => join(cache, name));
    const then = new Date(Date.now() - 91 * 24 * 3_600_000);
    for (const file of files) {
      writeFileSync(file, '');
      utimesSync(file, then, then);
    }
    await start('bye');
    expect(files.map((file) => existsSync(file))).toEqual([true, false]);
  });

  function contents(): [string, string][] {
    return readdirSync(cache).map((name) => [name, readFileSync(join(cache, name), 'latin1')]);
  }
});
