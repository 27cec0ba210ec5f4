import { type Archive, encodePath, PathInfo, type Plain } from '@kojikit/protocol';

interface BuildPlace {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name?: string | null;
}

interface RpmName {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
}

const below = (filesUrl: string, path: string) => `${filesUrl}/${encodePath(path.replace(/^\/+/, ''))}`;
const places = new PathInfo('');

/** Where an RPM of a build can be fetched. @param key of the copy with this signature; without it the RPM as it was built. */
export function rpmUrl(filesUrl: string, build: BuildPlace, rpm: RpmName, key?: string): string {
  const path = key === undefined ? places.rpm(rpm) : places.signed(rpm, key);
  return below(filesUrl, `${places.build(build)}/${path}`);
}

/** Where an archive of a build can be fetched. */
export function archiveUrl(filesUrl: string, build: BuildPlace, archive: Plain<Archive>): string {
  const { btype, filename, group_id, artifact_id, version } = archive;
  const folder = places.buildType(build, btype);
  const isMaven = group_id !== undefined && artifact_id !== undefined && version !== undefined;
  if (isMaven) {
    return below(filesUrl, `${folder}/${places.mavenFile({ group_id, artifact_id, version, filename })}`);
  }
  return below(filesUrl, `${folder}/${places.winFile(archive)}`);
}

/** Where a file can be fetched by its path below the hub's top folder: a log of a build. */
export function fileUrl(filesUrl: string, path: string): string {
  return below(filesUrl, path.replaceAll('/./', '/'));
}

/** The folder of a build's files. */
export function buildUrl(filesUrl: string, build: BuildPlace): string {
  return below(filesUrl, `${places.build(build)}/`);
}
