import { basename, dirname } from 'node:path';
import type { Context } from '../ground/context.js';
import { refuseOthersFolder } from './upload-owner.js';
import { uploadedFile } from './uploaded-file.js';

/**
 * The real path of a file that the caller has uploaded, by its path below `work`. Throws GenericError as `uploadedFile` does,
 * and `Invalid upload directory, not owner: <folder>` for what somebody else has uploaded. Output of tasks is everybody's.
 */
export async function ownUpload(ctx: Context, path: string): Promise<string> {
  const folder = dirname(path);
  const file = await uploadedFile(ctx.config.KojiDir, folder, basename(path));
  await refuseOthersFolder(ctx, dirname(file), folder);
  return file;
}
