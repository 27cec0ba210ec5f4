import type { ImportedRpm } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { recordBuildUpdate } from '../history/index.js';
import { importRpm } from './import-rpm.js';
import { uploadedPath } from './uploaded-path.js';

/**
 * Imports an RPM that was uploaded: a source RPM makes its build, any other goes into the build of its source RPM. Tags
 * that have the build get a new repo. Checks no permission.
 */
export async function importUploadedRpm(ctx: Context, folder: string, name: string): Promise<ImportedRpm> {
  const rpm = await importRpm(ctx, await uploadedPath(ctx, `${folder}/${name}`));
  await recordBuildUpdate(ctx, rpm.build_id, 'IMPORT');
  return rpm;
}
