import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { PathInfo } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { RpmInfo } from './types.js';

/** The build of an RPM, as far as its files are concerned. */
export interface BuildOfRpm {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name: string;
  readonly state: number;
}

/** The build of an RPM, or undefined for an RPM of an external repo. */
export async function buildOfRpm(ctx: Context, rpm: RpmInfo): Promise<BuildOfRpm | undefined> {
  if (rpm.build_id === null) return undefined;
  return ctx.db.first<BuildOfRpm>(sql`
    SELECT package.name, build.version, build.release, volume.name AS volume_name, build.state
    FROM build JOIN package ON package.id = build.pkg_id JOIN volume ON volume.id = build.volume_id
    WHERE build.id = ${rpm.build_id}`);
}

/** The folder of a build. */
export function folderOfBuild(ctx: Context, build: BuildOfRpm): string {
  return new PathInfo(ctx.config.KojiDir).build(build);
}

/** The path of an RPM of a build. */
export function rpmPath(ctx: Context, rpm: RpmInfo, build: BuildOfRpm): string {
  return join(folderOfBuild(ctx, build), new PathInfo().rpm(rpm));
}

/** Whether there is a plain file. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
