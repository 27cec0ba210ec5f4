import type { Archive, PathInfo } from '@kojikit/protocol';

type BuildPlace = Parameters<PathInfo['build']>[0];

/** Where an archive lies: the folder of its build type, and its path below that. */
export function archivePlace(
  paths: PathInfo,
  build: BuildPlace,
  archive: Archive,
): { folder: string; path: string } {
  return { folder: paths.buildType(build, archive.btype), path: archivePath(paths, archive) };
}

function archivePath(paths: PathInfo, archive: Archive): string {
  const { btype, filename, group_id, artifact_id, version } = archive;
  if (btype === 'win') return paths.winFile(archive);
  if (btype !== 'maven' || group_id === undefined || artifact_id === undefined || version === undefined) {
    return filename;
  }
  return paths.mavenFile({ group_id, artifact_id, version, filename });
}
