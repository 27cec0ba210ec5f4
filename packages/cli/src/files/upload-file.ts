import { basename } from 'node:path';
import type { CommandContext } from '../command.js';
import { uploadProgressLine } from '../output/upload-progress.js';
import { inBackground } from '../waiting/in-background.js';

/** Whether an upload shows how far it is: somebody sits in front of the command and did not say no. */
export function showsProgress({
  noprogress,
  quiet = false,
}: {
  noprogress: boolean;
  quiet?: boolean;
}): boolean {
  return !(noprogress || quiet || inBackground());
}

/**
 * Sends a file to a folder in the hub's work area.
 *
 * @param progress whether to show how far it is
 * @returns its path in the work area
 */
export async function uploadFile(
  { hub, output }: Pick<CommandContext, 'hub' | 'output'>,
  file: string,
  folder: string,
  progress = false,
): Promise<string> {
  await hub.upload(file, folder, {
    onProgress: progress ? (now) => output.showBar(uploadProgressLine(now)) : undefined,
  });
  return `${folder}/${basename(file)}`;
}
