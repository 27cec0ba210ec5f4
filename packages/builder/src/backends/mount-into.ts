import { appendFile, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import type { RootMount } from '../buildroot/buildroot.js';
import type { ExitStatus } from '../process/exit-status.js';
import type { RootHost } from './backend.js';

/** Mounts something at a path of a root with mount(8) on the host, and logs the command line. */
export async function mountInto(
  rootDir: string,
  mount: RootMount,
  output: string,
  host: RootHost,
): Promise<ExitStatus> {
  const target = await mountPoint(rootDir, mount.path);
  const bind = mount.options.split(',').includes('bind');
  const command = ['mount', '-t', bind ? 'none' : mount.type, '-o', mount.options, mount.device, target];
  await appendFile(output, `$ ${command.join(' ')}\n`);
  return host.run(command, output);
}

/** Makes the folder of a mount point. Nothing has run in the root yet that could lead it elsewhere, but packages have. */
async function mountPoint(rootDir: string, path: string): Promise<string> {
  if (!path.startsWith('/')) throw new GenericError(`invalid mount point: ${path}`);
  const target = join(rootDir, join('/', path));
  await mkdir(target, { recursive: true });
  const [root, real] = [await realpath(rootDir), await realpath(target)];
  if (!real.startsWith(`${root}/`)) throw new GenericError(`mount point leads out of the root: ${path}`);
  return target;
}
