import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import { findProgram } from '../process/find-program.js';

const BIN = fileURLToPath(new URL('../bin.ts', import.meta.url));
const KOJID = [process.execPath, '--conditions=@kojikit/source', '--import', 'tsx', BIN];
const OWN_MOUNTS = ['unshare', '--mount', '--propagation', 'private', '--'];

const isRoot = process.getuid?.() === 0;
const mayHide = isRoot && succeeded((await capture([...OWN_MOUNTS, 'true'])).status);

/** A machine on which these programs are not installed, for the command that follows. */
async function without(...names: readonly string[]): Promise<string[]> {
  const paths = await Promise.all(names.map((name) => findProgram(name)));
  const hidden = paths.filter((path) => path !== undefined);
  // A file that cannot be run is no program.
  const script = `for program in ${hidden.join(' ')}; do mount --bind /dev/null "$program" || exit 99; done; exec "$@"`;
  return [...OWN_MOUNTS, 'sh', '-c', script, 'sh'];
}

async function start(enter: readonly string[]): Promise<{ code: number | undefined; output: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, 'kojid.conf');
  // Nobody is asked for the hub before the machine is known to be good enough.
  const options = {
    server: 'http://127.0.0.1:1/kojihub',
    topurl: 'http://127.0.0.1:1/kojifiles',
    user: 'builder1',
    password: 'secret',
    workdir: `${folder}/work`,
    mockdir: `${folder}/roots`,
    backend: 'sandbox',
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(file, `[kojid]\n${lines.join('')}`);
  const { status, output } = await capture([...enter, ...KOJID, '-c', file]);
  return { code: status.code, output };
}

describe('kojid of root', () => {
  beforeEach(({ skip }) => skip(!mayHide, 'hiding programs needs root and mounts'));

  it('does not start where commands would share the key rings of root, and says what to install', async () => {
    const { code, output } = await start(await without('bwrap', 'keyctl'));
    expect(output).toMatch(/commands in its build roots could read root's key rings: install .*keyutils/);
    expect(output).toMatch(/run kojid as a plain user, or install mock/);
    expect(code).toBe(1);
  });

  it('does not start without the programs that make namespaces, and names their package', async () => {
    const { code, output } = await start(await without('setpriv'));
    expect(output).toContain('the sandbox needs setpriv (package util-linux)');
    expect(code).toBe(1);
  });

  it('does not start where no namespaces can be made, and says what the kernel has to allow', async () => {
    // Root of a namespace that may not make any further ones.
    const none = 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"';
    const { code, output } = await start([
      'unshare',
      '--user',
      '--map-root-user',
      '--',
      'sh',
      '-c',
      none,
      'sh',
    ]);
    expect(output).toContain('user.max_user_namespaces');
    expect(code).toBe(1);
  });
});
