import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledProgram } from '@kojikit/testing/bundled-program';

const PROGRAM = await bundledProgram(join(import.meta.dirname, '../src/bin.ts'));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `koji-hub`; returns its exit code and what it wrote. */
const kojiHub = (...args: string[]) => node(PROGRAM, ...args);

function node(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors })));
}

describe('koji-hub', () => {
  let folder = '';
  let config = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-commands-'));
    config = join(folder, 'hub.conf');
    await writeFile(join(folder, 'password'), 'secret\n');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const configure = (...lines: string[]) =>
    writeFile(config, ['[hub]', `KojiDir = ${join(folder, 'koji')}`, ...lines, ''].join('\n'));
  const hub = (...args: string[]) => kojiHub('--config', config, ...args);
  const password = () => ['--password-file', join(folder, 'password')];

  it('says how to get the driver of SQLite where npm has left it out', async () => {
    const leftOut = join(folder, 'left-out.cjs');
    await writeFile(
      leftOut,
      `const Module = require('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = (name, ...further) =>
        resolve(name.startsWith('better-sqlite3') ? name + '-is-left-out' : name, ...further);`,
    );
    await configure();
    const { code, errors } = await node('--require', leftOut, PROGRAM, '--config', config, 'init');
    expect(code).toBe(1);
    expect(errors).toMatch(
      / its package was left out when Kojikit was installed,\n.*\n {4}npm install --include=optional\n$/,
    );
  });

  it('init makes what a first site needs, and check misses each part of it', async () => {
    await configure(`PluginPath = ${folder}`, 'Plugins = needy');
    await writeFile(
      join(folder, 'needy.mjs'),
      "export default { name: 'needy', needs: { channels: ['vans'], permissions: ['drive'] } };",
    );
    const before = await hub('check');
    expect(before.code).toBe(1);
    expect(before.output.split('\n')).toEqual([
      `KojiDir ${join(folder, 'koji')} does not exist: 'koji-hub init' makes it`,
      expect.stringMatching(/^there is no database at .*koji\.sqlite: run 'koji-hub init' to create it$/),
      '',
    ]);

    const first = await hub('init', '--admin', 'ann', ...password(), '--target', 'f30', '--arches', 'x86_64');
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toBe(
      'The database is up to date.\nMade the admin ann.\n' +
        'Made channel vans, permission drive, tag f30, tag f30-build, group build, group srpm-build, target f30.\n',
    );
    const noBuilder = await hub('check');
    expect(noBuilder.code).toBe(1);
    expect(noBuilder.output).toMatch(/^there is no builder: 'koji-hub user add NAME /);

    const alone = ['user', 'add', 'b1', '--host', 'x86_64', '--channels', 'default', ...password()];
    expect(await hub(...alone)).toMatchObject({ code: 0 });
    expect((await hub('check')).output.split('\n')).toEqual([
      "no enabled host is in the channel createrepo, whose tasks wait for ever: 'koji add-host-to-channel HOST createrepo' adds one",
      "no enabled host is in the channel vans, whose tasks wait for ever: 'koji add-host-to-channel HOST vans' adds one",
      '',
    ]);
    expect(await hub('user', 'add', 'b2', '--host', 'x86_64', ...password())).toMatchObject({ code: 0 });
    expect(await hub('check')).toMatchObject({ code: 0, output: 'No mistakes found (sqlite).\n' });

    const database = join(folder, 'koji-hub', 'koji.sqlite');
    await chmod(database, 0o644);
    expect(await hub('check')).toMatchObject({
      code: 0,
      output:
        `warning: ${database} holds passwords and sessions and is open to others (mode 0644): ` +
        `chmod 0600 ${database}\nNo mistakes found (sqlite).\n`,
    });

    const again = await hub('init', '--admin', 'ann', ...password(), '--target', 'f30');
    expect(again.output).toBe(
      'The database is up to date.\nann was there already: is an admin, password set.\n' +
        'The target f30 and its tags were there already.\n',
    );
  }, 600_000);

  it('check and init list every mistake of every file in one go', async () => {
    await mkdir(join(folder, 'plugins'));
    await writeFile(
      join(folder, 'fine.mjs'),
      "export default { name: 'fine', withoutFile: 'it says nothing' };",
    );
    await writeFile(join(folder, 'broken.mjs'), "throw new Error('no such library');");
    await mkdir(`${config}.d`);
    await writeFile(join(`${config}.d`, 'more.conf'), '[hub]\nMaxJobs = many\n');
    await configure(
      'LogLevl = DEBUG',
      'AuthKeytab = /etc/koji-hub/koji-hub.keytab',
      `PluginPath = ${folder}`,
      'Plugins = broken fine nowhere echo',
      'DBName = koji',
      'DBHost = 127.0.0.1',
      'DBPort = 1',
      '[policy]',
      'tag =',
      '    has_prem admin :: allow',
      '    is_sidetag :: allow',
      '    all allow',
      '    all :: denny',
    );
    const { code, output } = await hub('check');
    expect(code).toBe(1);
    const expected = [
      /more\.conf:2: MaxJobs is "many", expected a whole number/,
      /hub\.conf:3: unknown option loglevl in \[hub\]; did you mean LogLevel\?/,
      /^plugin broken \(.*broken\.mjs\): no such library/m,
      /^plugin nowhere: is not installed/m,
      /hub\.conf:12: policy tag: unknown test "has_prem"; did you mean has_perm\?/,
      /hub\.conf:13: policy tag: unknown test "is_sidetag"; a plugin that did not load may bring it/,
      /hub\.conf:14: policy tag: "all allow" has no action/,
      /hub\.conf:15: policy tag: unknown action "denny"; did you mean deny\?/,
      /^KojiDir .* does not exist/m,
      /ECONNREFUSED|out of reach|refused/,
      /^warning: .*hub\.conf:4: AuthKeytab has no effect here/m,
      /^warning: .*plugins\/fine\.conf: there is no such file: it says nothing/m,
    ];
    for (const line of expected) expect(output).toMatch(line);

    const init = await hub('init');
    expect(init.code).toBe(1);
    for (const line of expected.slice(0, 8)) expect(init.errors).toMatch(line);
  }, 600_000);

  it('refuses options that need each other', async () => {
    await configure();
    expect(await hub('init', '--arches', 'x86_64')).toMatchObject({ code: 2 });
    expect(await hub('init', '--password-file', 'x')).toMatchObject({ code: 2 });
    expect(await hub('user', 'add', 'b1', '--channels', 'default', ...password())).toMatchObject({ code: 2 });
  }, 600_000);
});
