import { PathInfo, type Archive, type Build } from '@kojikit/protocol';
import { archivePlace } from '../archives/archive-place.js';
import type { HubSession } from '../session/hub-session.js';

/** Build types whose archives are known in more detail. */
const KINDS = [
  { type: 'maven', title: 'Maven archives:' },
  { type: 'win', title: 'Windows archives:' },
  { type: 'image', title: 'Image archives:' },
] as const;

/** Where the archives of a build lie, by build type, each below a title. */
export async function buildArchiveLines(hub: HubSession, build: Build, topdir: string): Promise<string[]> {
  const paths = new PathInfo(topdir);
  const place = (archive: Archive): string => {
    const { folder, path } = archivePlace(paths, build, archive);
    return `${folder}/${path}`;
  };
  const lines: string[] = [];
  const seen = new Set<number>();
  for (const { type, title } of KINDS) {
    const archives = await hub.call('listArchives', { buildID: build.id, type });
    if (archives.length > 0) lines.push(title, ...archives.map(place));
    for (const { id } of archives) seen.add(id);
  }
  const others = new Map<string, string[]>();
  for (const archive of await hub.call('listArchives', { buildID: build.id })) {
    if (seen.has(archive.id)) continue;
    const { btype } = archive;
    others.set(btype, [...(others.get(btype) ?? [titleOf(btype)]), place(archive)]);
  }
  return [...lines, ...[...others.values()].flat()];
}

function titleOf(type: string): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1).toLowerCase()} Archives:`;
}
