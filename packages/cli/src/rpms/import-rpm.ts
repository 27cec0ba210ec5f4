import { basename } from 'node:path';
import { isKojiFault } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { linkFile } from '../files/link-file.js';
import { uniquePath } from '../files/unique-path.js';
import { uploadFile } from '../files/upload-file.js';
import type { RpmFile } from './rpm-file.js';

/** How packages are imported. */
export interface ImportOptions {
  /** Only say what would be done. */
  readonly test: boolean;
  /** By a hard link instead of an upload. */
  readonly link: boolean;
}

/** Imports a package unless the hub has it, and tells what becomes of it. A refusal is told, not thrown. */
export async function importRpm(
  context: CommandContext,
  rpm: RpmFile,
  options: ImportOptions,
): Promise<void> {
  const { hub, output, print, warn } = context;
  const { path, name, version, release, arch } = rpm;
  const known = await hub.call('getRPM', { rpminfo: { name, version, release, arch } });
  if (known && !known.external_repo_id) {
    if (known.payloadhash === rpm.digest) print(`RPM already imported: ${path}`);
    else {
      warn(`md5sum mismatch for ${path}`);
      warn('  A different rpm with the same name has already been imported');
      warn(`  Existing sigmd5 is '${known.payloadhash}', your import has '${rpm.digest}'`);
    }
    return print('Skipping import');
  }
  if (options.test) return print(`Test mode -- skipping import for ${path}`);
  const folder = uniquePath('cli-import');
  if (options.link) linkFile(context, path, folder);
  else {
    output.write(`uploading ${path}... `);
    await uploadFile(context, path, folder);
    output.write('done\n');
  }
  output.write(`importing ${path}... `);
  try {
    await hub.call('importRPM', { path: folder, basename: basename(path) });
    output.write('done\n');
  } catch (error) {
    if (!isKojiFault(error) || error.faultName === 'Fault') throw error;
    output.write(`\nError importing: ${error.message.trimEnd().split('\n').at(-1) ?? ''}\n`);
  }
}
