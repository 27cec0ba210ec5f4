import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CommandContext } from '../command.js';
import { UsageError } from '../errors.js';
import { uploadProgressLine } from '../output/upload-progress.js';

/**
 * Sends a file that a repo is made with, and shows how far that is. Throws UsageError when there is no such file.
 *
 * @param check what else must hold before the file is sent
 * @returns its path in the hub's work area
 */
export async function uploadExtraFile(
  { hub, output, print }: Pick<CommandContext, 'hub' | 'output' | 'print'>,
  file: string,
  folder: string,
  check?: () => void,
): Promise<string> {
  if (!existsSync(file)) throw new UsageError(`could not find ${file}`);
  check?.();
  await hub.upload(file, folder, { onProgress: (progress) => output.showBar(uploadProgressLine(progress)) });
  print();
  return `${folder}/${basename(file)}`;
}
